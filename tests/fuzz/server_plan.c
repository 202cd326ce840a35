#include "server_plan.h"

#include <string.h>

#define TIMES_MAX 40u /* of insertions: more than BRINE_WARNING_ALERTS_MAX and its like */
#define COUNT(a)  (sizeof(a) / sizeof *(a))

bool plan_client(const plan *p, unsigned bit)
{
    return (p->client >> bit & 1) != 0;
}

bool plan_server(const plan *p, unsigned bit)
{
    return (p->server >> bit & 1) != 0;
}

unsigned plan_client_number(const plan *p, unsigned low)
{
    return p->client >> low & 3;
}

unsigned plan_server_number(const plan *p, unsigned low)
{
    return p->server >> low & 3;
}

/* A fuzzer that changes one of these bytes gets another verb, and each often enough. */
static const peer_verb verbs[] = {
    PEER_VERB_SET,
    PEER_VERB_CUT,
    PEER_VERB_APPEND,
    PEER_VERB_FLIP,
    PEER_VERB_LENGTH,
    PEER_VERB_TYPE,
    PEER_VERB_DROP,
    PEER_VERB_SEND,
    PEER_VERB_INSERT,
    PEER_VERB_STOP,
    PEER_VERB_EXTENSION_ADD,
    PEER_VERB_EXTENSION_REMOVE,
    PEER_VERB_EXTENSION_SET,
    PEER_VERB_FRAGMENT,
    PEER_VERB_PACK,
    PEER_VERB_EARLY,
    PEER_VERB_PLAINTEXT,
    PEER_VERB_RECORD_TYPE,
    PEER_VERB_RECORD_VERSION,
    PEER_VERB_RECORD_LENGTH,
    PEER_VERB_RECORD_FLIP,
};

static bool wants_message(peer_verb verb)
{
    return verb == PEER_VERB_TYPE || verb == PEER_VERB_DROP || verb == PEER_VERB_SEND ||
           verb == PEER_VERB_INSERT || verb == PEER_VERB_STOP || verb == PEER_VERB_FRAGMENT ||
           verb == PEER_VERB_PACK || verb == PEER_VERB_EARLY || verb == PEER_VERB_PLAINTEXT ||
           verb >= PEER_VERB_RECORD_TYPE;
}

static peer_target message_of(uint8_t number)
{
    return (peer_target)(PEER_SERVER_HELLO + number % (PEER_FINISHED - PEER_SERVER_HELLO + 1));
}

static peer_target target_of(peer_verb verb, uint8_t number)
{
    if (verb == PEER_VERB_INSERT || verb == PEER_VERB_STOP)
        return (peer_target)(PEER_CONNECT + number % (PEER_ESTABLISHED - PEER_CONNECT + 1));
    if (verb == PEER_VERB_SEND && number >= 0xe0)
        return PEER_ESTABLISHED;
    if (wants_message(verb))
        return message_of(number);
    /* ChangeCipherSpec is no handshake message; its one byte is a field. */
    return (peer_target)(PEER_SERVER_HELLO + number % (PEER_F_VERIFY_DATA - PEER_SERVER_HELLO + 1));
}

/* What is application data shows where it came from. */
static void mark_data(peer_rule *rule, uint8_t *data)
{
    if (rule->record_type == PEER_TYPE_APPLICATION_DATA)
        memset(data, rule->in_plaintext ? PLAN_ATTACKER_SAYS : PLAN_SERVER_SAYS, rule->bytes.len);
}

/* The content types more often than others. */
static uint8_t record_type_of(uint8_t number)
{
    return number < 0xc0 ? (uint8_t)(PEER_TYPE_CHANGE_CIPHER_SPEC + number % 5) : number;
}

static bool read_rule(peer_cursor *from, peer_rule *rule, uint8_t data[256])
{
    peer_verb verb = verbs[peer_get_number(from, 1) % COUNT(verbs)];
    uint8_t target = (uint8_t)peer_get_number(from, 1);
    int64_t number = (int16_t)peer_get_number(from, 2);
    uint32_t place = peer_get_number(from, 1);
    uint8_t other = (uint8_t)peer_get_number(from, 1);
    size_t len = peer_get_number(from, 1);
    peer_slice bytes = peer_get(from, len < from->left ? len : from->left);

    if (bytes.len > 0)
        memcpy(data, bytes.data, bytes.len);
    *rule = (peer_rule){
        .verb = verb,
        .target = target_of(verb, target),
        .number = verb >= PEER_VERB_EXTENSION_ADD ? (uint16_t)number : number,
        .bytes = {data, bytes.len},
        .where = (peer_where)(place % 3),
        .other = message_of(other),
        .record_type = record_type_of(other),
        .times = (place >> 2) % TIMES_MAX,
        .in_plaintext = verb == PEER_VERB_INSERT && number < 0,
        .after_hash = verb != PEER_VERB_INSERT && place >= 0x80,
    };
    mark_data(rule, data);
    return !from->bad;
}

static drive_options transport_of(uint8_t number)
{
    static const size_t rooms[] = {0, BRINE_SEND_CAP_MIN, 700, 0};
    static const size_t chunks[] = {0, 1, 7, 600};

    return (drive_options){
        .chunk = chunks[number & 3],
        .send_room = rooms[number >> 2 & 3],
        .split = number >= 0x80 ? number : 0,
    };
}

void plan_read(plan *out, const uint8_t *data, size_t size)
{
    peer_cursor from = peer_cursor_at((peer_slice){data, size});

    out->client = peer_get_number(&from, 4);
    out->server = (uint16_t)peer_get_number(&from, 2);
    out->transport = transport_of((uint8_t)peer_get_number(&from, 1));
    out->answers = (uint8_t)peer_get_number(&from, 1);
    out->count = 0;
    while (out->count < PLAN_RULES_MAX && from.left > 0 && !from.bad &&
           read_rule(&from, &out->rules[out->count], out->data[out->count]))
        out->count++;
}

void plan_make_peace(const plan *p, plan *out)
{
    *out = *p;
    out->count = 0;
    out->answers = 0;
    if (plan_client_number(p, CLIENT_VERDICT_LOW) == 2)
        out->client ^= UINT32_C(3) << CLIENT_VERDICT_LOW; /* ACCEPT */
}

/* What the client insists on and the server does not do. */
static bool misses_something(const plan *p)
{
    bool requires_alpn = plan_client(p, CLIENT_ALPN) && plan_client(p, CLIENT_REQUIRE_ALPN);

    return (requires_alpn && !plan_server(p, SERVER_ALPN)) ||
           (plan_client(p, CLIENT_REQUIRE_STAPLE) && !plan_server(p, SERVER_STAPLES)) ||
           (plan_client(p, CLIENT_REQUIRE_EMS) && plan_server(p, SERVER_NO_EMS)) ||
           (!plan_client(p, CLIENT_LEGACY_RENEGOTIATION) &&
            plan_server(p, SERVER_NO_RENEGOTIATION_INFO));
}

static bool is_refused(const plan *p)
{
    unsigned verdict = plan_client_number(p, CLIENT_VERDICT_LOW);

    return verdict == 2 || (verdict == 3 && (p->answers & ANSWER_REFUSE) != 0);
}

static bool lacks_signature(const plan *p)
{
    return plan_server(p, SERVER_REQUESTS_CERTIFICATE) &&
           plan_client_number(p, CLIENT_IDENTITY_LOW) >= 2 &&
           (p->answers & (ANSWER_NO_SIGNATURE | ANSWER_JUNK_SIGNATURE)) != 0;
}

bool plan_is_peaceful(const plan *p)
{
    /* A server that waits for a False Start may wait in vain. */
    return p->count == 0 && !plan_server(p, SERVER_WAITS_FOR_DATA) && !misses_something(p) &&
           !is_refused(p) && !lacks_signature(p);
}
