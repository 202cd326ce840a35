/*
 * attack_walk [RUNS [SEED]]: random walks of a server that has the keys.
 *
 * The scripted server gets one to three rules drawn by lot: messages dropped, said twice, said
 * elsewhere, under another type, with another byte in a field, records between them, all hashed
 * and sealed as a right server does. A model that knows neither brine nor the server says whether
 * the order is legal. brine must refuse each that is not, and none that is. Ends with 1 otherwise.
 * 24,000 runs, seed 1.
 */
#include "attack/forecast.h"
#include "attack/walk_kind.h"
#include "support/peer/drive.h"

#include <brine/brine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULES_MAX 3u
#define COUNT(a)  (sizeof(a) / sizeof *(a))

static uint64_t state;

static size_t chance(size_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(state >> 33) % below;
}

/* ---- Rules by lot ---- */

static const peer_target messages[] = {
    PEER_SERVER_HELLO,        PEER_CERTIFICATE,         PEER_CERTIFICATE_STATUS,
    PEER_SERVER_KEY_EXCHANGE, PEER_CERTIFICATE_REQUEST, PEER_SERVER_HELLO_DONE,
    PEER_NEW_SESSION_TICKET,  PEER_CHANGE_CIPHER_SPEC,  PEER_FINISHED,
};

static const peer_rule insertions[] = {
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_ALERT, "\x01\x5a"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_ALERT, "\x01\x70"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_ALERT, "\x01\x5a\x01\x5a"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_ALERT, "\x03\x5a"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_ALERT, ""),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_HANDSHAKE, "\0\0\0\0"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_HANDSHAKE, ""),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_HANDSHAKE, "\0\0\0\x01\0"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_HANDSHAKE, "\x01\0\0\0"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_HANDSHAKE, "\x63\0\0\0"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_CHANGE_CIPHER_SPEC, "\x01"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_CHANGE_CIPHER_SPEC, ""),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_APPLICATION_DATA, "early"),
    PEER_INSERT_BEFORE(PEER_NOWHERE, PEER_TYPE_APPLICATION_DATA, ""),
    PEER_INSERT_BEFORE(PEER_NOWHERE, 24, "\x01\0\0"),
};

static peer_target any_message(void)
{
    return messages[chance(COUNT(messages))];
}

/* A message, or one of the moments before and after all of them. */
static peer_target any_place(void)
{
    size_t n = chance(COUNT(messages) + 2);

    if (n < COUNT(messages))
        return messages[n];
    return n == COUNT(messages) ? PEER_CONNECT : PEER_ESTABLISHED;
}

static peer_rule any_insertion(void)
{
    peer_rule rule = insertions[chance(COUNT(insertions))];

    rule.target = any_place();
    rule.where = chance(2) == 0 ? PEER_BEFORE : PEER_AFTER;
    return rule;
}

/* Types that no message of a server has, and those of others. */
static peer_rule any_disguise(void)
{
    static const int64_t types[] = {0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 20, 22, 23, 99, 255};
    static const int64_t own[] = {
        [PEER_SERVER_HELLO] = 2,
        [PEER_CERTIFICATE] = 11,
        [PEER_CERTIFICATE_STATUS] = 22,
        [PEER_SERVER_KEY_EXCHANGE] = 12,
        [PEER_CERTIFICATE_REQUEST] = 13,
        [PEER_SERVER_HELLO_DONE] = 14,
        [PEER_NEW_SESSION_TICKET] = 4,
        [PEER_CHANGE_CIPHER_SPEC] = 0,
        [PEER_FINISHED] = 20,
    };
    peer_rule rule = PEER_TYPE(any_message(), types[chance(COUNT(types))]);

    /* ChangeCipherSpec has no type, and ServerHelloDone as HelloRequest is one. */
    if (rule.target == PEER_CHANGE_CIPHER_SPEC || rule.number == own[rule.target] ||
        (rule.target == PEER_SERVER_HELLO_DONE && rule.number == 0))
        return (peer_rule)PEER_DROP(rule.target);
    return rule;
}

/* A byte of a field that a right client can't take otherwise than it was. */
static peer_rule any_flip(void)
{
    static const struct {
        peer_target field;
        size_t len;
    } fields[] = {{PEER_F_VERSION, 2},
                  {PEER_F_RANDOM, 32},
                  {PEER_F_SUITE, 2},
                  {PEER_F_COMPRESSION, 1},
                  {PEER_F_CERTIFICATE_LIST, 200},
                  {PEER_F_CURVE_TYPE, 1},
                  {PEER_F_GROUP, 2},
                  {PEER_F_POINT, 32},
                  {PEER_F_SCHEME, 2},
                  {PEER_F_SIGNATURE, 64},
                  {PEER_F_VERIFY_DATA, 12}};
    size_t i = chance(COUNT(fields));

    return (peer_rule)PEER_FLIP(fields[i].field, (int64_t)chance(fields[i].len));
}

static peer_rule any_rule(void)
{
    switch (chance(11)) {
    case 0:
    case 1:
        return (peer_rule)PEER_DROP(any_message());
    case 2:
        return (peer_rule)PEER_SEND_BEFORE(any_message(), any_message());
    case 3:
        return (peer_rule)PEER_SEND_AFTER(chance(8) == 0 ? PEER_ESTABLISHED : any_message(),
                                          any_message());
    case 4:
        return any_disguise();
    case 5:
        return (peer_rule)PEER_EARLY(PEER_FINISHED, 1 + (int64_t)chance(16));
    case 6:
        return (peer_rule)PEER_FRAGMENT(any_message(), 1 + (int64_t)chance(40));
    case 7:
        return chance(4) == 0 ? (peer_rule)PEER_STOP(any_message())
                              : (peer_rule)PEER_PACK(any_message());
    case 8:
        return any_flip();
    default:
        return any_insertion();
    }
}

/* ---- One walk ---- */

typedef struct walk {
    const walk_kind *kind;
    peer_rule rules[RULES_MAX];
    size_t count;
    drive_options options;
    uint64_t seed;
} walk;

static walk any_walk(void)
{
    walk w = {
        .kind = &walk_kinds[chance(WALK_KINDS)], .count = chance(RULES_MAX + 1), .seed = state};

    for (size_t i = 0; i < w.count; i++)
        w.rules[i] = any_rule();
    if (chance(4) == 0)
        w.options.split = 1 + chance(1000);
    else if (chance(4) == 0)
        w.options.chunk = 1 + chance(40);
    return w;
}

/* What brine did wrong, or NULL. */
static const char *fault_of(order_verdict verdict, brine_result result, const drive *d)
{
    brine_facts facts;
    bool refuses = brine_result_category(result) == BRINE_CATEGORY_PROTOCOL &&
                   result != BRINE_ERROR_ENDED_IN_HANDSHAKE;

    brine_conn_facts(d->conn, &facts, sizeof facts);
    if (d->broken_promise != NULL)
        return d->broken_promise;
    if (verdict == ORDER_LEGAL && refuses && result != BRINE_ERROR_TRUNCATED)
        return "refuses a legal order";
    if (verdict == ORDER_ILLEGAL_BEHIND && (result == BRINE_OK || result == BRINE_CLOSED))
        return "accepts what is illegal after the handshake";
    if (verdict != ORDER_LEGAL && verdict != ORDER_ILLEGAL_BEHIND && facts.finished_verified)
        return "accepts an illegal order";
    return NULL;
}

static void print_fault(const walk *w, const char *fault, brine_conn *conn)
{
    brine_error error;

    brine_conn_error(conn, &error);
    fprintf(stderr, "%s, state %llu: brine %s\n    %s\n", w->kind->name,
            (unsigned long long)w->seed, fault, error.text);
    for (size_t i = 0; i < w->count; i++)
        fprintf(stderr, "    verb %d target %d number %lld other %d where %d type %d\n",
                (int)w->rules[i].verb, (int)w->rules[i].target, (long long)w->rules[i].number,
                (int)w->rules[i].other, (int)w->rules[i].where, (int)w->rules[i].record_type);
}

/* Says something and closes, if the handshake is over. */
static brine_result run(drive *d)
{
    brine_result result = drive_run(d);

    if (result == BRINE_OK && (brine_conn_state(d->conn) & BRINE_CONN_READABLE) != 0) {
        drive_write(d, "ping", 4);
        peer_close(d->server);
        result = drive_run(d);
    }
    return result == BRINE_OK && !d->ended ? drive_end(d) : result;
}

static order_verdict take_walk(const walk *w, peer_pki *pki, bool *faulty)
{
    forecast f = forecast_of(&w->kind->terms, w->kind->requests_certificate, w->rules, w->count);
    order_verdict verdict = order_judge(&w->kind->terms, f.events, f.count);
    peer_store store;
    peer_config server = walk_kind_server(w->kind, pki, &store);
    brine_conn *conn = walk_kind_connect(w->kind);
    const char *fault;
    drive d;

    server.rules = w->rules;
    server.rule_count = w->count;
    server.seed = w->seed;
    d = drive_start(conn, peer_new(&server), &w->options);
    fault = fault_of(verdict, run(&d), &d);
    *faulty = fault != NULL;
    if (*faulty)
        print_fault(w, fault, conn);
    drive_stop(&d);
    peer_free(d.server);
    brine_conn_free(conn);
    peer_store_clear(&store);
    return verdict;
}

int main(int argc, char **argv)
{
    unsigned long runs = argc > 1 ? strtoul(argv[1], NULL, 10) : 24000;
    unsigned long counts[ORDER_ILLEGAL_BEHIND + 1] = {0}, faults = 0;
    peer_pki *pki = peer_pki_new();

    state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    for (size_t i = 0; i < WALK_KINDS; i++)
        walk_kind_open(&walk_kinds[i], pki);
    for (unsigned long i = 0; i < runs; i++) {
        walk w = any_walk();
        bool faulty;

        counts[take_walk(&w, pki, &faulty)]++;
        faults += faulty;
    }
    for (size_t i = 0; i < WALK_KINDS; i++)
        walk_kind_close(&walk_kinds[i]);
    peer_pki_free(pki);
    printf("%lu orders: %lu legal, %lu without an end, %lu illegal, %lu illegal after the "
           "handshake; %lu faults\n",
           runs, counts[ORDER_LEGAL], counts[ORDER_INCOMPLETE], counts[ORDER_ILLEGAL],
           counts[ORDER_ILLEGAL_BEHIND], faults);
    return faults != 0;
}
