#include "attack/order.h"

/* A place in the order. */
typedef struct place {
    order_event event;
    bool may_lack; /* the next one may come instead */
} place;

#define PLACES_MAX 12

typedef struct order {
    place places[PLACES_MAX];
    size_t count, at;
    bool finished; /* Finished has come in its place */
} order;

static void need(order *o, order_event event, bool needed, bool may_lack)
{
    if (needed)
        o->places[o->count++] = (place){event, may_lack};
}

static order order_of(const order_terms *terms)
{
    order o = {.count = 0};
    bool full = !terms->resumed;

    need(&o, ORDER_SERVER_HELLO, true, false);
    need(&o, ORDER_CERTIFICATE, full, false);
    need(&o, ORDER_CERTIFICATE_STATUS, full && terms->staple, true);
    need(&o, ORDER_SERVER_KEY_EXCHANGE, full && terms->key_exchange, false);
    need(&o, ORDER_CERTIFICATE_REQUEST, full, true);
    need(&o, ORDER_SERVER_HELLO_DONE, full, false);
    need(&o, ORDER_CLIENT_SPEAKS, full, false);
    need(&o, ORDER_NEW_SESSION_TICKET, terms->ticket, false);
    need(&o, ORDER_CHANGE_CIPHER_SPEC, true, false);
    need(&o, ORDER_FINISHED, true, false);
    need(&o, ORDER_ESTABLISHED, terms->resumed, false);
    return o;
}

/* False when the event may not come now. */
static bool take(order *o, order_event event)
{
    while (o->at < o->count && o->places[o->at].event != event && o->places[o->at].may_lack)
        o->at++;
    if (o->at == o->count || o->places[o->at].event != event)
        return false;
    o->at++;
    o->finished = o->finished || event == ORDER_FINISHED;
    return true;
}

/* The server waits for a client that waits for the server. */
static bool is_stuck(const order *o, order_event event)
{
    return (event == ORDER_CLIENT_SPEAKS || event == ORDER_ESTABLISHED) &&
           (o->at == o->count || o->places[o->at].event != event);
}

order_verdict order_judge(const order_terms *terms, const order_event *events, size_t count)
{
    order o = order_of(terms);

    for (size_t i = 0; i < count; i++) {
        bool legal = events[i] == ORDER_WARNING || events[i] == ORDER_HELLO_REQUEST;

        if (is_stuck(&o, events[i]))
            return o.finished ? ORDER_LEGAL : ORDER_INCOMPLETE;
        if (events[i] == ORDER_DATA)
            legal = o.finished;
        else if (events[i] != ORDER_NEVER && !legal)
            legal = take(&o, events[i]);
        if (!legal)
            return o.finished ? ORDER_ILLEGAL_BEHIND : ORDER_ILLEGAL;
    }
    return o.finished ? ORDER_LEGAL : ORDER_INCOMPLETE;
}
