/*
 * What is remembered of verified paths and what is not. That no verdict depends on it is asked
 * wherever tests verify: see support/remembering.h.
 */
#include "base/memory.h"
#include "crypto/provider/lookup.h"
#include "support/test.h"
#include "system/lock.h"
#include "unit/x509/chain.h"
#include "unit/x509/meter.h"
#include "x509/path/cert_verify.h"
#include "x509/path/signature_check.h"
#include "x509/path/signature_cost.h"

#include <string.h>

static brn_links *links_of(size_t most)
{
    brn_links *links;

    assert_int_equal(brn_links_new(&brn_system_allocator, most, &links), BRINE_OK);
    return links;
}

/* The signatures that were computed for what c makes of its specs; the result in *result. */
static size_t computed(brn_links *links, chain *c, der ca, brine_result *result)
{
    const der sent[] = {factory_make(&c->server), ca};
    brine_trust *trust = TRUST(factory_make(&c->root));

    c->options.provider = meter_provider();
    c->options.trust = trust;
    c->options.server_name = c->host;
    meter_reset(NULL);
    *result = brn_cert_verify_with_links((brn_known_links){&brn_links_memory, links}, &c->options,
                                         sent, 2, NULL, 0, NULL, &c->error);
    brine_trust_free(trust);
    return metered.signatures;
}

static void a_ca_is_verified_once_and_a_server_each_time(void **state)
{
    chain c = chain_make();
    der ca = factory_make(&c.ca);
    brn_links *links = links_of(1); /* the server's, were it there, would have taken the place */
    brine_result result;

    (void)state;
    assert_int_equal(computed(links, &c, ca, &result), 2);
    assert_int_equal(result, BRINE_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(computed(links, &c, ca, &result), 1);
        assert_int_equal(result, BRINE_OK);
    }
    assert_int_equal(computed(NULL, &c, ca, &result), 2);
    assert_int_equal(result, BRINE_OK);
    c.server.break_signature = true;
    assert_int_equal(computed(links, &c, ca, &result), 1);
    assert_int_equal(result, BRINE_ERROR_CERT_SIGNATURE);
    brn_links_free(links);
}

static void what_was_refused_is_not_remembered(void **state)
{
    chain c = chain_make();
    der ca = factory_make(&c.ca);
    brn_links *links = links_of(8);
    brine_result result;

    (void)state;
    c.server.break_signature = true; /* the CA's holds, and is computed first */
    assert_int_equal(computed(links, &c, ca, &result), 2);
    assert_int_equal(result, BRINE_ERROR_CERT_SIGNATURE);
    assert_int_equal(computed(links, &c, ca, &result), 2);
    c.server.break_signature = false;
    c.ca.break_signature = true;
    ca = factory_make(&c.ca);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(computed(links, &c, ca, &result), 1);
        assert_int_equal(result, BRINE_ERROR_CERT_SIGNATURE);
    }
    brn_links_free(links);
}

static void rules_are_judged_anew(void **state)
{
    chain c = chain_make();
    der ca = factory_make(&c.ca);
    brn_links *links = links_of(8);
    brine_result result;

    (void)state;
    assert_int_equal(computed(links, &c, ca, &result), 2);
    c.options.time = INT64_C(1999999999); /* 2033 */
    assert_int_equal(computed(links, &c, ca, &result), 0);
    assert_int_equal(result, BRINE_ERROR_CERT_EXPIRED);
    c.options.time = FACTORY_NOW;
    c.options.max_intermediates_set = true; /* to none */
    assert_int_equal(computed(links, &c, ca, &result), 0);
    assert_int_equal(result, BRINE_ERROR_CERT_PATH_LENGTH);
    brn_links_free(links);
}

/* A name, a pin or the whole judgement of the chain: what was not accepted in full leaves nothing.
 */
static void only_a_whole_verification_is_remembered(void **state)
{
    static const uint8_t pins[1][32] = {{1}};
    chain c = chain_make();
    der ca = factory_make(&c.ca);
    brn_links *links = links_of(8);
    brine_result result;

    (void)state;
    c.host = "other.example";
    assert_int_equal(computed(links, &c, ca, &result), 0);
    assert_int_equal(result, BRINE_ERROR_CERT_NAME);
    c.host = "www.example";
    c.options.pins = pins;
    c.options.pin_count = 1;
    (void)computed(links, &c, ca, &result);
    assert_int_equal(result, BRINE_ERROR_CERT_PIN);
    c.options.pin_count = 0;
    c.options.insecure_skip_chain = true;
    assert_int_equal(computed(links, &c, ca, &result), 0);
    assert_int_equal(result, BRINE_OK);
    c.options.insecure_skip_chain = false;
    assert_int_equal(computed(links, &c, ca, &result), 2);
    assert_int_equal(result, BRINE_OK);
    brn_links_free(links);
}

static brn_certificate parsed(der certificate)
{
    brn_certificate c;
    brn_malformed malformed;

    assert_true(brn_certificate_parse(certificate, &c, &malformed));
    return c;
}

static void a_remembered_link_costs_what_a_verified_one_does(void **state)
{
    chain c = chain_make();
    brn_certificate child = parsed(factory_make(&c.ca)), issuer = parsed(factory_make(&c.root));
    size_t cost = brn_signature_cost(&issuer.subject_key.key, child.tbs.len), left = cost;
    brn_links *links = links_of(8);
    brn_signature_memo memo = {.provider = meter_provider(), .known = {&brn_links_memory, links}};

    (void)state;
    meter_reset(NULL);
    assert_int_equal(brn_signature_check(&memo, &child, true, &issuer, &left), BRN_SIGNATURE_VALID);
    assert_int_equal(left, 0);
    brn_signature_remember(&memo, &child, &issuer);
    for (size_t i = 0; i < 2; i++) {
        memo =
            (brn_signature_memo){.provider = meter_provider(), .known = {&brn_links_memory, links}};
        left = cost - i;
        assert_int_equal(brn_signature_check(&memo, &child, true, &issuer, &left),
                         i == 0 ? BRN_SIGNATURE_VALID : BRN_SIGNATURE_EXHAUSTED);
        assert_int_equal(left, 0);
        assert_int_equal(metered.signatures, 1);
    }
    memo = (brn_signature_memo){.provider = meter_provider(), .known = {&brn_links_memory, links}};
    left = cost; /* as a server's own certificate */
    assert_int_equal(brn_signature_check(&memo, &child, false, &issuer, &left),
                     BRN_SIGNATURE_VALID);
    assert_int_equal(metered.signatures, 2);
    brn_links_free(links);
}

/* ---- What makes a link ---- */

static brn_link link_of(const brine_verifier *verifier, const brn_certificate *child,
                        const brn_certificate *issuer)
{
    brn_link link;

    assert_true(brn_link_of(brine_provider_default(), verifier, child, issuer, &link));
    return link;
}

/* Each byte of what is verified, with each bit turned over, is another link. */
static void assert_each_bit_counts(brine_bytes *part, const brine_verifier *verifier,
                                   const brn_certificate *child, const brn_certificate *issuer)
{
    const brn_link before = link_of(verifier, child, issuer);
    brine_bytes original = *part, copy = factory_copy(original.data, original.len);
    uint8_t *bytes = (uint8_t *)(uintptr_t)copy.data;

    *part = copy;
    for (size_t i = 0; i < part->len * 8; i++) {
        brn_link link;

        bytes[i / 8] ^= (uint8_t)(1 << i % 8);
        link = link_of(verifier, child, issuer);
        assert_memory_not_equal(&link, &before, sizeof link);
        bytes[i / 8] ^= (uint8_t)(1 << i % 8);
    }
    *part = original;
}

static void a_link_is_all_that_its_verification_depends_on(void **state)
{
    chain c = chain_make();
    brn_certificate child = parsed(factory_make(&c.ca)), issuer = parsed(factory_make(&c.root));
    const brine_verifier *verifier =
        brn_find_verifier(brine_provider_default(), BRINE_KEY_EC, BRINE_GROUP_SECP256R1,
                          BRINE_HASH_SHA256, BRINE_PADDING_NONE);
    const brine_verifier another = *verifier;
    brn_link link = link_of(verifier, &child, &issuer), other = link_of(&another, &child, &issuer);

    (void)state;
    assert_memory_not_equal(&link, &other, sizeof link);
    assert_each_bit_counts(&child.tbs, verifier, &child, &issuer);
    assert_each_bit_counts(&child.signature_identifier, verifier, &child, &issuer);
    assert_each_bit_counts(&child.signature, verifier, &child, &issuer);
    assert_each_bit_counts(&issuer.spki, verifier, &child, &issuer);
    /* A byte that moves from one part to its neighbour. */
    child.tbs.len--;
    child.signature_identifier =
        JOIN(((der){child.tbs.data + child.tbs.len, 1}), child.signature_identifier);
    other = link_of(verifier, &child, &issuer);
    assert_memory_not_equal(&link, &other, sizeof link);
}

static void without_sha256_nothing_is_remembered(void **state)
{
    static const brine_hash *const none[] = {NULL};
    chain c = chain_make();
    brn_certificate child = parsed(factory_make(&c.ca)), issuer = parsed(factory_make(&c.root));
    brine_provider provider = *brine_provider_default();
    brn_link link;

    (void)state;
    provider.hashes = none;
    assert_false(brn_link_of(&provider, provider.verifiers[0], &child, &issuer, &link));
}

/* ---- The memory ---- */

static brn_link numbered(unsigned n)
{
    brn_link link = {{0}};

    memcpy(link.digest, &n, sizeof n);
    return link;
}

static void add(brn_links *links, unsigned n)
{
    const brn_link link = numbered(n);

    brn_links_add(links, &link);
}

static bool knows(brn_links *links, unsigned n)
{
    const brn_link link = numbered(n);

    return brn_links_know(links, &link);
}

static void the_link_used_longest_ago_is_forgotten(void **state)
{
    enum { MOST = 5 };
    brn_links *links = links_of(MOST);

    (void)state;
    assert_false(knows(links, 0));
    for (unsigned i = 0; i < MOST; i++)
        add(links, i);
    assert_true(knows(links, 0)); /* 1 is the oldest now */
    add(links, 2);                /* and stays so: 2 was there */
    add(links, MOST);
    assert_false(knows(links, 1));
    add(links, MOST + 1);
    assert_false(knows(links, 3));
    assert_true(knows(links, 0) && knows(links, 2) && knows(links, 4) && knows(links, 5) &&
                knows(links, 6));
    brn_links_free(links);
}

static size_t allocated, allocations_left;

static void *allocate_some(void *context, size_t size)
{
    (void)context;
    if (allocations_left == 0)
        return NULL;
    allocations_left--;
    allocated += size;
    return malloc(size);
}

static void release_some(void *context, void *block, size_t size)
{
    (void)context;
    allocated -= size;
    free(block);
}

static const brine_allocator some = {.allocate = allocate_some, .release = release_some};

static void memory_is_taken_as_links_are_met(void **state)
{
    enum { MOST = 100 };
    brn_links *links;
    size_t empty;

    (void)state;
    allocations_left = SIZE_MAX;
    assert_int_equal(brn_links_new(&some, MOST, &links), BRINE_OK);
    empty = allocated;
    assert_true(empty < 256);
    add(links, 0);
    assert_int_equal(allocated - empty, 4 * sizeof(brn_link));
    for (unsigned i = 1; i < 3 * MOST; i++)
        add(links, i);
    assert_int_equal(allocated - empty, MOST * sizeof(brn_link));
    for (unsigned i = 0; i < 3 * MOST; i++)
        assert_int_equal(knows(links, i), i >= 2 * MOST);
    brn_links_free(links);
    assert_int_equal(allocated, 0);
}

static void without_memory_the_newest_take_the_place_of_the_oldest(void **state)
{
    brn_links *links;

    (void)state;
    allocations_left = 0;
    assert_int_equal(brn_links_new(&some, 8, &links), BRINE_ERROR_OUT_OF_MEMORY);
    allocations_left = 1;
    assert_int_equal(brn_links_new(&some, 8, &links), BRINE_OK);
    add(links, 0);
    assert_false(knows(links, 0));
    allocations_left = 1; /* room for four */
    for (unsigned i = 0; i < 6; i++)
        add(links, i);
    for (unsigned i = 0; i < 6; i++)
        assert_int_equal(knows(links, i), i >= 2);
    brn_links_free(links);
    assert_int_equal(allocated, 0);
}

/* The linker puts this in front of the system's. */
static bool no_locks;
bool __real_brn_lock_init(brn_lock *lock);
bool __wrap_brn_lock_init(brn_lock *lock);

bool __wrap_brn_lock_init(brn_lock *lock)
{
    return !no_locks && __real_brn_lock_init(lock);
}

static void without_memory_or_a_lock_there_are_no_links(void **state)
{
    brn_links *links = NULL;

    (void)state;
    brn_links_free(NULL);
    for (int i = 0; i < 2; i++) {
        allocations_left = (size_t)i;
        no_locks = i == 1;
        assert_int_equal(brn_links_new(&some, 8, &links), BRINE_ERROR_OUT_OF_MEMORY);
        assert_null(links);
        assert_int_equal(allocated, 0);
    }
    no_locks = false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_ca_is_verified_once_and_a_server_each_time, chain_tear_down),
        cmocka_unit_test_teardown(what_was_refused_is_not_remembered, chain_tear_down),
        cmocka_unit_test_teardown(rules_are_judged_anew, chain_tear_down),
        cmocka_unit_test_teardown(only_a_whole_verification_is_remembered, chain_tear_down),
        cmocka_unit_test_teardown(a_remembered_link_costs_what_a_verified_one_does,
                                  chain_tear_down),
        cmocka_unit_test_teardown(a_link_is_all_that_its_verification_depends_on, chain_tear_down),
        cmocka_unit_test_teardown(without_sha256_nothing_is_remembered, chain_tear_down),
        cmocka_unit_test(the_link_used_longest_ago_is_forgotten),
        cmocka_unit_test(memory_is_taken_as_links_are_met),
        cmocka_unit_test(without_memory_the_newest_take_the_place_of_the_oldest),
        cmocka_unit_test(without_memory_or_a_lock_there_are_no_links),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
