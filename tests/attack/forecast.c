#include "attack/forecast.h"

#include "support/peer/peer.h"

#include <stdlib.h>

typedef struct rules {
    const peer_rule *rules;
    size_t count;
    bool resumed;
} rules;

static void add(forecast *f, order_event event)
{
    if (f->count == FORECAST_MAX)
        abort();
    if (!f->stopped)
        f->events[f->count++] = event;
}

static bool has(const rules *r, peer_verb verb, peer_target target)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->rules[i].verb == verb && r->rules[i].target == target)
            return true;
    return false;
}

static order_event event_of(peer_target target)
{
    static const order_event events[] = {
        [PEER_SERVER_HELLO] = ORDER_SERVER_HELLO,
        [PEER_CERTIFICATE] = ORDER_CERTIFICATE,
        [PEER_CERTIFICATE_STATUS] = ORDER_CERTIFICATE_STATUS,
        [PEER_SERVER_KEY_EXCHANGE] = ORDER_SERVER_KEY_EXCHANGE,
        [PEER_CERTIFICATE_REQUEST] = ORDER_CERTIFICATE_REQUEST,
        [PEER_SERVER_HELLO_DONE] = ORDER_SERVER_HELLO_DONE,
        [PEER_NEW_SESSION_TICKET] = ORDER_NEW_SESSION_TICKET,
        [PEER_CHANGE_CIPHER_SPEC] = ORDER_CHANGE_CIPHER_SPEC,
        [PEER_FINISHED] = ORDER_FINISHED,
        [PEER_ESTABLISHED] = ORDER_ESTABLISHED,
    };

    return events[target];
}

static size_t times_flipped(const rules *r, const peer_rule *flip)
{
    size_t times = 0;

    for (size_t i = 0; i < r->count; i++)
        times += r->rules[i].verb == PEER_VERB_FLIP && r->rules[i].target == flip->target &&
                 r->rules[i].number == flip->number;
    return times;
}

/* Whether one of a message's fields has another byte than it should. */
static bool is_flipped(const rules *r, peer_target message)
{
    static const peer_target messages[] = {
        [PEER_F_VERSION] = PEER_SERVER_HELLO,
        [PEER_F_RANDOM] = PEER_SERVER_HELLO,
        [PEER_F_SUITE] = PEER_SERVER_HELLO,
        [PEER_F_COMPRESSION] = PEER_SERVER_HELLO,
        [PEER_F_CERTIFICATE_LIST] = PEER_CERTIFICATE,
        [PEER_F_CURVE_TYPE] = PEER_SERVER_KEY_EXCHANGE,
        [PEER_F_GROUP] = PEER_SERVER_KEY_EXCHANGE,
        [PEER_F_POINT] = PEER_SERVER_KEY_EXCHANGE,
        [PEER_F_SCHEME] = PEER_SERVER_KEY_EXCHANGE,
        [PEER_F_SIGNATURE] = PEER_SERVER_KEY_EXCHANGE,
        [PEER_F_VERIFY_DATA] = PEER_FINISHED,
    };

    for (size_t i = 0; i < r->count; i++)
        if (r->rules[i].verb == PEER_VERB_FLIP && messages[r->rules[i].target] == message &&
            times_flipped(r, &r->rules[i]) % 2 == 1)
            return true;
    return false;
}

/* A message under another type, with other bytes, or in two halves under two keys is none. */
static void say(forecast *f, const rules *r, peer_target target)
{
    bool spoilt = has(r, PEER_VERB_TYPE, target) || is_flipped(r, target);

    if (target == PEER_CHANGE_CIPHER_SPEC && has(r, PEER_VERB_EARLY, PEER_FINISHED))
        add(f, ORDER_NEVER);
    /* Only a server that resumes hears of the client between its Finished and this moment. */
    if (target != PEER_CONNECT && (target != PEER_ESTABLISHED || r->resumed))
        add(f, spoilt ? ORDER_NEVER : event_of(target));
}

/* The records that walk.c inserts. */
static order_event insertion(const peer_rule *rule)
{
    if (rule->record_type == PEER_TYPE_ALERT && rule->bytes.len == 2 && rule->bytes.data[0] == 1 &&
        rule->bytes.data[1] != 0)
        return ORDER_WARNING;
    if (rule->record_type == PEER_TYPE_HANDSHAKE && rule->bytes.len == 4 &&
        rule->bytes.data[0] == PEER_MSG_HELLO_REQUEST)
        return ORDER_HELLO_REQUEST;
    return rule->record_type == PEER_TYPE_APPLICATION_DATA ? ORDER_DATA : ORDER_NEVER;
}

static void around(forecast *f, const rules *r, peer_target target, peer_where where)
{
    for (size_t i = 0; i < r->count; i++) {
        const peer_rule *rule = &r->rules[i];

        if (rule->target != target || rule->where != where)
            continue;
        if (rule->verb == PEER_VERB_SEND)
            say(f, r, rule->other);
        if (rule->verb == PEER_VERB_INSERT)
            add(f, rule->in_plaintext ? ORDER_NEVER : insertion(rule));
    }
}

static void emit(forecast *f, const rules *r, peer_target target)
{
    around(f, r, target, PEER_BEFORE);
    if (!has(r, PEER_VERB_DROP, target))
        say(f, r, target);
    around(f, r, target, PEER_AFTER);
    if (has(r, PEER_VERB_STOP, target))
        f->stopped = true;
}

forecast forecast_of(const order_terms *terms, bool requests_certificate, const peer_rule *given,
                     size_t count)
{
    const rules r = {given, count, terms->resumed};
    bool full = !terms->resumed;
    forecast f = {.count = 0};

    emit(&f, &r, PEER_CONNECT);
    emit(&f, &r, PEER_SERVER_HELLO);
    if (full)
        emit(&f, &r, PEER_CERTIFICATE);
    if (full && terms->staple)
        emit(&f, &r, PEER_CERTIFICATE_STATUS);
    if (full && terms->key_exchange)
        emit(&f, &r, PEER_SERVER_KEY_EXCHANGE);
    if (full && requests_certificate)
        emit(&f, &r, PEER_CERTIFICATE_REQUEST);
    if (full) {
        emit(&f, &r, PEER_SERVER_HELLO_DONE);
        add(&f, ORDER_CLIENT_SPEAKS);
    }
    if (terms->ticket)
        emit(&f, &r, PEER_NEW_SESSION_TICKET);
    emit(&f, &r, PEER_CHANGE_CIPHER_SPEC);
    emit(&f, &r, PEER_FINISHED);
    emit(&f, &r, PEER_ESTABLISHED);
    return f;
}
