/* How brine_cert_verify is called: what may be skipped, pins, memory, misuse. */
#include "support/test.h"
#include "unit/x509/chain.h"

#include <stdlib.h>
#include <string.h>

/* ---- Skipping ---- */

static void a_skipped_name_may_be_any(void **state)
{
    chain c = chain_make();

    (void)state;
    c.host = NULL;
    assert_refused(&c, BRINE_ERROR_SERVER_NAME_MISSING);
    c.options.insecure_skip_name = true;
    assert_accepted(&c);
    spec_drop(&c.server, SAN);
    assert_accepted(&c);
    c.host = "not a name";
    assert_accepted(&c);
    c.options.insecure_skip_name = false;
    assert_refused(&c, BRINE_ERROR_SERVER_NAME_INVALID);
}

static void a_skipped_time_may_be_any(void **state)
{
    chain c = chain_make();

    (void)state;
    c.options.time = 0;
    c.options.insecure_skip_time = true;
    assert_accepted(&c);
    c.host = "other.example";
    assert_refused(&c, BRINE_ERROR_CERT_NAME);
}

static void a_skipped_chain_leaves_name_and_time(void **state)
{
    chain c = chain_make();
    der server;

    (void)state;
    c.options.insecure_skip_chain = true;
    c.server = spec_server("www.example", "Nobody", KEY_OTHER);
    c.server.break_signature = true;
    spec_set(&c.server, EXT_KEY_USAGE, false, SEQ(OID(CLIENT_AUTH)));
    server = factory_make(&c.server);
    assert_int_equal(VERIFY(&c, NULL, server), BRINE_OK);
    assert_int_equal(c.path_count, 1);
    c.host = "other.example";
    assert_int_equal(VERIFY(&c, NULL, server), BRINE_ERROR_CERT_NAME);
    c.host = "www.example";
    c.options.time = INT64_C(4102444800);
    assert_int_equal(VERIFY(&c, NULL, server), BRINE_ERROR_CERT_EXPIRED);
    assert_int_equal(VERIFY(&c, NULL, BYTES(0x30, 0x00)), BRINE_ERROR_CERT_MALFORMED);
    assert_int_equal(chain_verify_these(&c, NULL, NULL, 0), BRINE_ERROR_CERT_MISSING);
    c.options.insecure_skip_time = true;
    c.options.insecure_skip_name = true;
    c.host = NULL;
    assert_int_equal(VERIFY(&c, NULL, server), BRINE_OK);
}

/* A certificate in which everything but its key is broken, and its dates or names if wanted. */
static cert_spec broken_but_for(bool dates, bool names)
{
    cert_spec spec = spec_server("www.example", "Nobody", KEY_LEAF);

    spec.version = 3;
    spec.serial = BYTES(0x05, 0x00);
    spec.issuer = BYTES(0x05, 0x00);
    spec.subject = SEQ(BYTES(0x05, 0x00));
    spec.inner_algorithm = SEQ(OID("1.2.3"));
    if (!dates)
        spec.not_after = UTF8("never");
    spec_set(&spec, BASIC_CONSTRAINTS, true, BYTES(0x05, 0x00));
    spec_set(&spec, EXT_KEY_USAGE, true, SEQ(NOTHING));
    if (!names)
        spec_set(&spec, SAN, false, BYTES(0x05, 0x00));
    return spec;
}

static brine_result judge_broken(bool dates, bool names, bool skip_time, bool skip_name)
{
    cert_spec spec = broken_but_for(dates, names);
    chain c = chain_make();

    c.options.insecure_skip_chain = true;
    c.options.insecure_skip_time = skip_time;
    c.options.insecure_skip_name = skip_name;
    return VERIFY(&c, NULL, factory_make(&spec));
}

static void what_is_not_judged_does_no_harm(void **state)
{
    (void)state;
    assert_int_equal(judge_broken(true, true, false, false), BRINE_OK);
    assert_int_equal(judge_broken(false, true, true, false), BRINE_OK);
    assert_int_equal(judge_broken(true, false, false, true), BRINE_OK);
    assert_int_equal(judge_broken(false, false, true, true), BRINE_OK);
    assert_int_equal(judge_broken(false, true, false, false), BRINE_ERROR_CERT_MALFORMED);
    assert_int_equal(judge_broken(true, false, false, false), BRINE_ERROR_CERT_MALFORMED);
    assert_int_equal(judge_broken(false, false, true, false), BRINE_ERROR_CERT_MALFORMED);
    assert_int_equal(judge_broken(false, false, false, true), BRINE_ERROR_CERT_MALFORMED);
}

static void the_key_is_always_judged(void **state)
{
    cert_spec spec = spec_server("www.example", "Nobody", KEY_LEAF);
    chain c = chain_make();

    (void)state;
    spec.spki = BYTES(0x05, 0x00);
    c.options.insecure_skip_chain = true;
    c.options.insecure_skip_time = true;
    c.options.insecure_skip_name = true;
    assert_int_equal(VERIFY(&c, NULL, factory_make(&spec)), BRINE_ERROR_CERT_MALFORMED);
}

/* ---- Pins ---- */

static void pin_of(factory_key key, uint8_t out[32])
{
    der spki = factory_spki(key);
    unsigned len = 32;

    assert_int_equal(EVP_Digest(spki.data, spki.len, out, &len, EVP_sha256(), NULL), 1);
}

static void a_pin_may_name_any_key_of_the_path(void **state)
{
    static const factory_key keys[] = {KEY_LEAF, KEY_CA, KEY_ROOT};
    uint8_t pins[2][32] = {{0}};
    chain c = chain_make();

    (void)state;
    c.options.pins = (const uint8_t(*)[32])pins;
    c.options.pin_count = 2;
    for (size_t i = 0; i < 3; i++) {
        pin_of(keys[i], pins[1]);
        assert_accepted(&c);
    }
    pin_of(KEY_OTHER, pins[1]);
    assert_refused(&c, BRINE_ERROR_CERT_PIN);
    c.options.pin_count = 0;
    assert_accepted(&c);
}

static void a_pin_sends_the_search_to_another_path(void **state)
{
    uint8_t pins[1][32];
    chain c = chain_make();
    cert_spec root2 = spec_root("Root2", KEY_OTHER);
    cert_spec ca_by_2 = spec_ca("CA", KEY_CA, "Root2", KEY_OTHER);

    (void)state;
    pin_of(KEY_OTHER, pins[0]);
    c.options.pins = (const uint8_t(*)[32])pins;
    c.options.pin_count = 1;
    assert_int_equal(VERIFY(&c, TRUST(factory_make(&c.root), factory_make(&root2)),
                            factory_make(&c.server), factory_make(&c.ca), factory_make(&ca_by_2)),
                     BRINE_OK);
    assert_int_equal(VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server),
                            factory_make(&c.ca), factory_make(&ca_by_2)),
                     BRINE_ERROR_CERT_PIN);
}

static void without_a_chain_only_the_servers_key_counts(void **state)
{
    uint8_t pins[1][32];
    chain c = chain_make();

    (void)state;
    c.options.insecure_skip_chain = true;
    c.options.pins = (const uint8_t(*)[32])pins;
    c.options.pin_count = 1;
    pin_of(KEY_CA, pins[0]);
    assert_refused(&c, BRINE_ERROR_CERT_PIN);
    pin_of(KEY_LEAF, pins[0]);
    assert_accepted(&c);
}

/* ---- Memory ---- */

typedef struct meter {
    size_t allocations, live, peak;
    bool fail;
} meter;

static void *meter_allocate(void *context, size_t size)
{
    meter *m = context;

    if (m->fail)
        return NULL;
    m->allocations++;
    m->live += size;
    m->peak = m->live > m->peak ? m->live : m->peak;
    return malloc(size);
}

static void meter_release(void *context, void *block, size_t size)
{
    meter *m = context;

    m->live -= size;
    free(block);
}

static void one_allocation_is_made_and_given_back(void **state)
{
    meter m = {0};
    brine_allocator allocator = {&m, meter_allocate, meter_release};
    chain c = chain_make();

    (void)state;
    c.options.allocator = &allocator;
    assert_accepted(&c);
    assert_int_equal(m.allocations, 1);
    assert_int_equal(m.live, 0);
    print_message("verifying two certificates sent takes %zu bytes\n", m.peak);
    assert_true(m.peak < 12 * 1024);
    c.server.break_signature = true;
    assert_refused(&c, BRINE_ERROR_CERT_SIGNATURE);
    assert_int_equal(m.live, 0);
    m.fail = true;
    assert_refused(&c, BRINE_ERROR_OUT_OF_MEMORY);
}

/* ---- Providers and misuse ---- */

static void a_provider_without_a_verifier_is_told(void **state)
{
    static const brine_verifier *const none[] = {NULL};
    brine_provider provider = *brine_provider_default();
    chain c = chain_make();

    (void)state;
    provider.verifiers = none;
    c.options.provider = &provider;
    assert_refused(&c, BRINE_ERROR_CERT_WEAK_SIGNATURE);
    assert_non_null(strstr(c.error.text, "the crypto provider has no verifier for it"));
}

static void a_provider_without_a_hash_refuses(void **state)
{
    static const brine_hash *const none[] = {NULL};
    uint8_t pins[1][32];
    brine_provider provider = *brine_provider_default();
    chain c = chain_make();

    (void)state;
    provider.hashes = none;
    c.options.provider = &provider;
    assert_refused(&c, BRINE_ERROR_CERT_WEAK_SIGNATURE);
    pin_of(KEY_LEAF, pins[0]);
    c.options.insecure_skip_chain = true;
    c.options.pins = (const uint8_t(*)[32])pins;
    c.options.pin_count = 1;
    assert_refused(&c, BRINE_ERROR_CERT_PIN);
}

static void misuse_is_told(void **state)
{
    chain c = chain_make();
    brine_trust *unfrozen = NULL;
    der server = factory_make(&c.server);

    (void)state;
    assert_int_equal(VERIFY(&c, NULL, server), BRINE_ERROR_INVALID_ARGUMENT);
    assert_non_null(strstr(c.error.text, "the options' trust store is NULL"));
    assert_int_equal(brine_trust_new(NULL, &unfrozen, NULL), BRINE_OK);
    assert_int_equal(VERIFY(&c, unfrozen, server), BRINE_ERROR_NOT_FROZEN);
    c.options.pin_count = 1;
    assert_refused(&c, BRINE_ERROR_INVALID_ARGUMENT);
    assert_non_null(strstr(c.error.text, "the options' pins are NULL, and pin_count is 1"));
    c.options.size = 0;
    assert_refused(&c, BRINE_ERROR_INVALID_ARGUMENT);
    assert_non_null(strstr(c.error.text, "brine_verify_options.size is 0, expected at least "));
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_skipped_name_may_be_any),
        CASE(a_skipped_time_may_be_any),
        CASE(a_skipped_chain_leaves_name_and_time),
        CASE(what_is_not_judged_does_no_harm),
        CASE(the_key_is_always_judged),
        CASE(a_pin_may_name_any_key_of_the_path),
        CASE(a_pin_sends_the_search_to_another_path),
        CASE(without_a_chain_only_the_servers_key_counts),
        CASE(one_allocation_is_made_and_given_back),
        CASE(a_provider_without_a_verifier_is_told),
        CASE(a_provider_without_a_hash_refuses),
        CASE(misuse_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
