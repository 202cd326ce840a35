/*
 * The engine alone: handshakes and records against a server that was recorded, so that only
 * the client's work is measured. libssl's client replays the same kind of recording in
 * turns with it.
 *
 * Replaying works because the client's random numbers start anew each time: it says what
 * it said when the server was recorded, and the server's answers fit.
 */
#include "bench/bench.h"
#include "bench/client.h"
#include "bench/replay_openssl.h"

#include <string.h>

#define RECORDS 64 /* sealed or opened in one operation */

/* ---- Random numbers that start anew ---- */

static uint64_t draw;

static brine_result repeat_random(void *context, uint8_t *out, size_t len)
{
    (void)context;
    for (size_t i = 0; i < len; i++) {
        draw = draw * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        out[i] = (uint8_t)(draw >> 33);
    }
    return BRINE_OK;
}

/* ---- Memory, counted ---- */

static size_t live, peak, allocations;

static void *count_allocate(void *context, size_t size)
{
    (void)context;
    allocations++;
    live += size;
    peak = live > peak ? live : peak;
    return malloc(size);
}

static void count_release(void *context, void *block, size_t size)
{
    (void)context;
    live -= size;
    free(block);
}

/* ---- One kind of handshake ---- */

typedef struct handshake_bench {
    const char *title;
    peer_config server;
    bool resumed;
    bool met; /* a second visit: the config has verified the CAs before */
    brine_provider provider;
    brine_config *config;
    brine_session *session;
    replay_recording recording;
    replay_openssl *openssl;
} handshake_bench;

/* The client's side; answers come from `answer`. Returns the finished connection. */
static brine_conn *handshake(handshake_bench *b,
                             size_t (*answer)(handshake_bench *, const uint8_t *, size_t, uint8_t *,
                                              size_t))
{
    static uint8_t out[32768], in[65536];
    brine_received received;
    brine_conn *conn;
    size_t made, have;

    draw = 1;
    bench_must(brine_conn_new(b->config, PEER_SERVER_NAME, &conn, NULL));
    if (b->session != NULL)
        bench_must(brine_conn_set_session(conn, b->session));
    while ((brine_conn_state(conn) & (BRINE_CONN_READABLE | BRINE_CONN_OUTPUT_PENDING)) !=
           BRINE_CONN_READABLE) {
        bench_must(brine_conn_send(conn, out, sizeof out, NULL, 0, &made, NULL));
        have = answer(b, out, made, in, sizeof in);
        for (size_t at = 0; at < have; at += received.consumed) {
            brine_result result = brine_conn_receive(conn, in + at, have - at, &received);

            if (result != BRINE_OK) {
                brine_error error;

                brine_conn_error(conn, &error);
                fprintf(stderr, "bench_engine: %s\n", error.text);
                exit(1);
            }
        }
    }
    return conn;
}

static peer *recorded_server;

static size_t answer_live(handshake_bench *b, const uint8_t *data, size_t len, uint8_t *in,
                          size_t cap)
{
    size_t have;

    peer_feed(recorded_server, data, len);
    have = peer_take(recorded_server, in, cap);
    replay_record(&b->recording, in, have);
    return have;
}

static size_t answer_recorded(handshake_bench *b, const uint8_t *data, size_t len, uint8_t *in,
                              size_t cap)
{
    (void)data;
    (void)len;
    return replay_next(&b->recording, in, cap);
}

static void run_brine(void *context)
{
    handshake_bench *b = context;

    replay_rewind(&b->recording);
    brine_conn_free(handshake(b, answer_recorded));
}

static void run_openssl(void *context)
{
    handshake_bench *b = context;

    replay_openssl_run(b->openssl);
}

static brine_config *make_config(handshake_bench *b, const peer_pki *pki)
{
    static const brine_allocator counting = {NULL, count_allocate, count_release};
    brine_config *config = bench_config(&counting, peer_pki_root(pki));

    b->provider = *brine_provider_default();
    b->provider.random = repeat_random;
    bench_must(brine_config_set_provider(config, &b->provider));
    bench_must(brine_config_set_session_cache(config, 0));
    if (!b->met)
        bench_must(brine_config_set_remembered_links(config, 0));
    bench_must(brine_config_freeze(config, NULL));
    return config;
}

static void measure_handshake(handshake_bench *b, const peer_pki *pki)
{
    bench_contender contenders[2] = {{"brine", run_brine, b, 0}, {"OpenSSL", run_openssl, b, 0}};
    brine_conn *conn;
    size_t before, counted;

    b->config = make_config(b, pki);
    if (b->resumed) {
        recorded_server = peer_new(&b->server);
        conn = handshake(b, answer_live);
        bench_must(brine_conn_session(conn, &b->session, NULL));
        brine_conn_free(conn);
        peer_free(recorded_server);
        replay_forget(&b->recording);
    }
    recorded_server = peer_new(&b->server);
    before = peak = live;
    counted = allocations;
    conn = handshake(b, answer_live);
    printf("%s: %zu bytes when established, %zu at the handshake's peak, %zu allocations\n",
           b->title, live - before, peak - before, allocations - counted);
    brine_conn_free(conn);
    peer_free(recorded_server);
    b->openssl = replay_openssl_new(&b->server, peer_pki_root(pki), b->resumed);
    bench_run(contenders, 2);
    bench_print(b->title, contenders, 2, 0);
    printf("  %.0f handshakes a second\n", 1e9 / contenders[0].ns);
    replay_openssl_free(b->openssl);
    brine_session_free(b->session);
    brine_config_free(b->config);
    replay_forget(&b->recording);
}

/* As the CAs of the web that have P-384: they sign with SHA-384. */
static const peer_certificate *issue_p384_ca(peer_pki *pki, const char *subject,
                                             const peer_certificate *issuer)
{
    const peer_certificate_plan plan = {.key = PEER_KEY_P384,
                                        .subject = subject,
                                        .basic_constraints = "critical,CA:TRUE",
                                        .key_usage = "critical,keyCertSign",
                                        .digest = "SHA384"};

    return peer_pki_issue(pki, &plan, issuer);
}

static void measure_handshakes(peer_pki *pki)
{
    const peer_certificate_plan leaf_plan = {.names = "DNS:" PEER_SERVER_NAME};
    const peer_certificate_plan leaf_by_p384_plan = {.names = "DNS:" PEER_SERVER_NAME,
                                                     .digest = "SHA384"};
    const peer_certificate *middle = peer_pki_issue_ca(pki, "Middle", pki->root);
    const peer_certificate *issuer = peer_pki_issue_ca(pki, "Issuer", middle);
    peer_identity chain = peer_identity_of(peer_pki_issue(pki, &leaf_plan, issuer));
    const peer_certificate *middle_p384 = issue_p384_ca(pki, "Middle P-384", pki->root);
    const peer_certificate *issuer_p384 = issue_p384_ca(pki, "Issuer P-384", middle_p384);
    peer_identity chain_p384 =
        peer_identity_of(peer_pki_issue(pki, &leaf_by_p384_plan, issuer_p384));
    peer_store store = {.made = 0};
    handshake_bench benches[] = {
        {.title = "full, three P-256 certificates", .server = {.identity = &chain}},
        {.title = "full, three P-256 certificates, second visit",
         .server = {.identity = &chain},
         .met = true},
        {.title = "full, P-256 under two CAs with P-384", .server = {.identity = &chain_p384}},
        {.title = "full, P-256 under two CAs with P-384, second visit",
         .server = {.identity = &chain_p384},
         .met = true},
        {.title = "full, RSA-2048 leaf", .server = {.identity = peer_pki_leaf(pki, PEER_KEY_RSA)}},
        {.title = "resumed", .server = {.identity = &chain, .store = &store}, .resumed = true},
    };

    peer_identity_add(&chain, issuer);
    peer_identity_add(&chain, middle);
    peer_identity_add(&chain_p384, issuer_p384);
    peer_identity_add(&chain_p384, middle_p384);
    for (size_t i = 0; i < sizeof benches / sizeof *benches; i++)
        measure_handshake(&benches[i], pki);
    peer_store_clear(&store);
}

/* ---- Records ---- */

typedef struct record_bench {
    brine_conn *conn;
    peer *server;
    uint8_t *plain, *wire, *copy;
    size_t wire_len;
} record_bench;

static void run_seal(void *context)
{
    record_bench *b = context;
    size_t made, taken;

    for (int i = 0; i < RECORDS; i++)
        bench_must(brine_conn_send(b->conn, b->wire, BRINE_RECORD_MAX, b->plain,
                                   BRINE_RECORD_PLAINTEXT_MAX, &made, &taken));
}

/*
 * Opening moves the sequence number on, so records can't be opened twice: the server seals
 * as many as are needed, and only the time of opening counts.
 */
static double open_once(record_bench *b)
{
    brine_received received;
    double start, spent;

    b->wire_len = 0;
    for (int i = 0; i < RECORDS; i++)
        peer_say(b->server, b->plain, BRINE_RECORD_PLAINTEXT_MAX);
    b->wire_len = peer_take(b->server, b->copy, RECORDS * (size_t)BRINE_RECORD_MAX);
    start = bench_now();
    for (size_t at = 0; at < b->wire_len; at += received.consumed)
        bench_must(brine_conn_receive(b->conn, b->copy + at, b->wire_len - at, &received));
    spent = bench_now() - start;
    return spent;
}

static void measure_records(peer_pki *pki, const char *suite)
{
    record_bench b = {.plain = calloc(1, BRINE_RECORD_PLAINTEXT_MAX),
                      .wire = malloc(BRINE_RECORD_MAX),
                      .copy = malloc(RECORDS * (size_t)BRINE_RECORD_MAX)};
    handshake_bench h = {.server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)}};
    bench_contender seal = {"seal", run_seal, &b, 0};
    double turns[BENCH_TURNS];
    brine_facts facts;
    brine_config *config = bench_config(NULL, peer_pki_root(pki));

    bench_must(brine_config_set_suites(config, suite, NULL));
    bench_must(brine_config_freeze(config, NULL));
    h.config = config;
    recorded_server = b.server = peer_new(&h.server);
    b.conn = handshake(&h, answer_live);
    brine_conn_facts(b.conn, &facts, sizeof facts);
    bench_run(&seal, 1);
    for (size_t i = 0; i < BENCH_TURNS; i++)
        turns[i] = open_once(&b);
    qsort(turns, BENCH_TURNS, sizeof *turns, bench_order);
    printf("%s (%s): seal %.2f GB/s, open %.2f GB/s\n", suite, facts.aead_implementation,
           RECORDS * (double)BRINE_RECORD_PLAINTEXT_MAX / seal.ns,
           RECORDS * (double)BRINE_RECORD_PLAINTEXT_MAX / turns[BENCH_TURNS / 2]);
    brine_conn_free(b.conn);
    peer_free(b.server);
    brine_config_free(config);
    replay_forget(&h.recording);
    free(b.plain);
    free(b.wire);
    free(b.copy);
}

int main(void)
{
    peer_pki *pki = peer_pki_new();

    measure_handshakes(pki);
    measure_records(pki, "ECDHE-ECDSA-AES128-GCM-SHA256");
    measure_records(pki, "ECDHE-ECDSA-AES256-GCM-SHA384");
    measure_records(pki, "ECDHE-ECDSA-CHACHA20-POLY1305");
    peer_pki_free(pki);
    return 0;
}
