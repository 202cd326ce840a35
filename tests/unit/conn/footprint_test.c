/*
 * What a device has to have: memory for the config, for a handshake and for the connection after
 * it, and stack. Each of the engine's calls runs on a thread whose stack is memory of the test's,
 * painted before; the server runs beside it. tests/house/small/ compares what is printed with a
 * record, for a library that was built for devices.
 */
#include "support/peer/peer.h"
#include "support/peer/pki.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <brine/brine.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define STACK_SIZE ((size_t)256 * 1024)
#define PAINT      0xEE

/*
 * Bounds for pointers of 64 bits. At the peak a path is searched, which takes 24 bytes for each
 * signature that may be verified, two for each certificate that may be sent.
 */
#define SET_UP_MAX 2560
#define PEAK_MAX   (8192 + 512 + 48 * BRINE_CERTIFICATES_SENT_MAX)
#define IDLE_MAX   1024

static peer_pki *pki;

/* ---- Heap ---- */

typedef struct ledger {
    size_t live, peak;
} ledger;

static void *ledger_allocate(void *context, size_t size)
{
    ledger *l = context;

    l->live += size;
    if (l->live > l->peak)
        l->peak = l->live;
    return malloc(size);
}

static void ledger_release(void *context, void *block, size_t size)
{
    ledger *l = context;

    l->live -= size;
    free(block);
}

/* ---- Stack ---- */

typedef struct call {
    brine_conn *conn;
    uint8_t *bytes;
    size_t len;
    size_t moved; /* bytes made, or consumed */
    brine_result result;
} call;

static uint8_t *stack;

static void *send_bytes(void *context)
{
    call *c = context;

    c->result = brine_conn_send(c->conn, c->bytes, c->len, NULL, 0, &c->moved, NULL);
    return NULL;
}

static void *receive_bytes(void *context)
{
    call *c = context;
    brine_received received = BRINE_NOTHING_RECEIVED;

    c->result = brine_conn_receive(c->conn, c->bytes, c->len, &received);
    c->moved = received.consumed;
    return NULL;
}

static void *do_nothing(void *context)
{
    return context;
}

/* How deep a call went. */
static size_t depth_of(void *(*work)(void *), call *c)
{
    pthread_attr_t attributes;
    pthread_t thread;
    size_t untouched = 0;

    memset(stack, PAINT, STACK_SIZE);
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstack(&attributes, stack, STACK_SIZE), 0);
    assert_int_equal(pthread_create(&thread, &attributes, work, c), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&attributes);
    while (stack[untouched] == PAINT)
        untouched++;
    return STACK_SIZE - untouched;
}

/* ---- A device's handshake ---- */

static const brine_suite *const suites[] = {
    &brine_suite_ecdhe_ecdsa_with_chacha20_poly1305_sha256,
    &brine_suite_ecdhe_rsa_with_chacha20_poly1305_sha256,
    NULL,
};
static const brine_aead *const aeads[] = {&brine_aead_chacha20_poly1305_sodium, NULL};
static const brine_hash *const hashes[] = {&brine_hash_sha256_sodium, NULL};
static const brine_group *const groups[] = {&brine_group_secp256r1, NULL};
static const brine_verifier *const verifiers[] = {
    &brine_verifier_ecdsa_p256_sha256,
    &brine_verifier_rsa_pss_sha256,
    &brine_verifier_rsa_pkcs1_sha256,
    NULL,
};
static const brine_provider device = {
    .size = sizeof(brine_provider),
    .name = "device",
    .suites = suites,
    .aeads = aeads,
    .hashes = hashes,
    .groups = groups,
    .verifiers = verifiers,
    .random = brine_random_sodium,
};

static brine_config *device_config(const brine_provider *provider, const brine_allocator *allocator)
{
    peer_slice root = peer_pki_root(pki);
    brine_config *config;
    brine_trust *trust;
    brine_error error;

    assert_int_equal(brine_config_new_with(provider, allocator, &config, &error), BRINE_OK);
    assert_int_equal(brine_trust_new(allocator, &trust, NULL), BRINE_OK);
    assert_int_equal(brine_trust_add_borrowed(trust, (brine_bytes){root.data, root.len}, &error),
                     BRINE_OK);
    assert_int_equal(brine_trust_freeze(trust, &error), BRINE_OK);
    assert_int_equal(brine_config_set_trust(config, trust), BRINE_OK);
    brine_trust_free(trust);
    assert_int_equal(brine_config_set_clock(config, test_clock, NULL), BRINE_OK);
    return test_freeze(config);
}

/* A step of the connection: what the client says goes to the server, and back. False = quiet. */
static bool carry(brine_conn *conn, peer *server, size_t *deepest)
{
    static uint8_t wire[64 * 1024];
    call c = {conn, wire, BRINE_RECORD_MAX, 0, BRINE_OK};
    size_t depth = depth_of(send_bytes, &c), len;
    uint8_t *at = wire;

    *deepest = depth > *deepest ? depth : *deepest;
    if (c.moved > 0)
        peer_feed(server, wire, c.moved);
    len = peer_take(server, wire, sizeof wire);
    if (c.moved == 0 && len == 0)
        return false;
    while (len > 0) {
        c = (call){conn, at, len, 0, BRINE_OK};
        depth = depth_of(receive_bytes, &c);
        *deepest = depth > *deepest ? depth : *deepest;
        if (c.moved == 0)
            fail_msg("receive: %s (server: %s)", brine_result_name(c.result), server->fault);
        at += c.moved;
        len -= c.moved;
    }
    return true;
}

/* Two certificates, the second of which the root issued. */
static peer_identity chain_of_two(peer_key_kind kind)
{
    const peer_certificate_plan plan = {
        .key = kind, .subject = "device", .names = "DNS:" PEER_SERVER_NAME};
    peer_certificate *middle = peer_pki_issue_ca(pki, "Middle", pki->root);
    peer_identity identity = peer_identity_of(peer_pki_issue(pki, &plan, middle));

    peer_identity_add(&identity, middle);
    return identity;
}

static void measure(const char *title, const brine_provider *provider, peer_key_kind kind)
{
    ledger l = {0, 0};
    const brine_allocator allocator = {&l, ledger_allocate, ledger_release};
    brine_config *config = device_config(provider, &allocator);
    const peer_identity identity = chain_of_two(kind);
    peer_config scripted = {.identity = &identity};
    size_t set_up = l.live, base = depth_of(do_nothing, NULL), deepest = 0, idle;
    peer *server = peer_new(&scripted);
    brine_conn *conn;

    assert_int_equal(brine_conn_new(config, PEER_SERVER_NAME, &conn, NULL), BRINE_OK);
    while (carry(conn, server, &deepest))
        continue;
    assert_true(brine_conn_state(conn) & BRINE_CONN_READABLE);
    idle = l.live - set_up;
    print_message("%s: heap %lu set up, %lu at the peak, %lu idle; stack %lu\n", title,
                  (unsigned long)set_up, (unsigned long)l.peak, (unsigned long)idle,
                  (unsigned long)(deepest - base));
    if (sizeof(void *) == 8 && provider == &device) {
        assert_true(set_up <= SET_UP_MAX);
        assert_true(l.peak <= PEAK_MAX);
        assert_true(idle <= IDLE_MAX);
    }
    brine_conn_free(conn);
    peer_free(server);
    assert_int_equal(l.live, set_up);
    brine_config_free(config);
    assert_int_equal(l.live, 0);
}

static void a_device_gets_by_with_little(void **state)
{
    (void)state;
    measure("device, P-256", &device, PEER_KEY_P256);
    measure("device, RSA", &device, PEER_KEY_RSA);
}

static void everything_takes_more(void **state)
{
    (void)state;
    measure("everything, P-256", brine_provider_default(), PEER_KEY_P256);
    measure("everything, P-384", brine_provider_default(), PEER_KEY_P384);
    measure("everything, RSA", brine_provider_default(), PEER_KEY_RSA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_gets_by_with_little),
        cmocka_unit_test(everything_takes_more),
    };
    int failed;

    pki = peer_pki_new();
    stack = aligned_alloc(4096, STACK_SIZE);
    if (stack == NULL)
        abort();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(stack);
    peer_pki_free(pki);
    return failed;
}
