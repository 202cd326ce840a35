/*
 * What a chain can make brine compute: which signatures are verified, with whose keys, and how
 * many units of work they cost. And what is said of keys that no signature can be verified with.
 */
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"
#include "support/test.h"
#include "unit/x509/costly.h"
#include "unit/x509/meter.h"
#include "x509/path/path.h"

#include <stdio.h>
#include <string.h>

enum { BESIDE = BRINE_CERTIFICATES_SENT_MAX - 1 };

static chain costed_chain(void)
{
    chain c = chain_make();

    c.options.provider = meter_provider();
    return c;
}

static brine_result verify(chain *c, const der *sent, size_t count)
{
    return chain_verify_these(c, TRUST(factory_make(&c->root)), sent, count);
}

/* The root's key signs; the keys of the CAs have signed nothing. */
static brine_result only_p256_signs(const brine_public_key *key)
{
    return key->curve == BRINE_GROUP_SECP256R1 ? BRINE_OK : BRINE_ERROR_BAD_SIGNATURE;
}

static brine_result none_signs(const brine_public_key *key)
{
    (void)key;
    return BRINE_ERROR_BAD_SIGNATURE;
}

static brine_result all_sign(const brine_public_key *key)
{
    (void)key;
    return BRINE_OK;
}

/* CAs of the name "CA", each with a costly key of its own, as issuers of the server. */
static size_t costly_cas(der *sent, chain *c, const char *issuer, bool rsa)
{
    size_t count = rsa ? 90 : BESIDE;

    if (rsa)
        c->server.algorithm = RSA_SHA256;
    sent[0] = factory_make(&c->server);
    for (size_t i = 0; i < count; i++) {
        cert_spec ca = spec_ca("CA", KEY_CA, issuer, KEY_ROOT);

        ca.spki = rsa ? costly_rsa(8192, costly_dense_exponent(), i) : costly_point("P-521", i);
        sent[i + 1] = factory_make(&ca);
    }
    return count + 1;
}

/* ---- Which signatures are verified ---- */

static void without_an_anchor_in_reach_nothing_is_verified(void **state)
{
    static const struct {
        const char *issuer;
        bool rsa;
        brine_result result;
    } rows[] = {
        {"CA", false, BRINE_ERROR_CERT_PATH_LENGTH},
        {"Elsewhere", false, BRINE_ERROR_CERT_UNKNOWN_ISSUER},
        {"CA", true, BRINE_ERROR_CERT_SIGNATURE}, /* signed with ECDSA, which does not fit */
        {"Elsewhere", true, BRINE_ERROR_CERT_UNKNOWN_ISSUER},
    };
    der sent[BRINE_CERTIFICATES_SENT_MAX];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        chain c = costed_chain();
        size_t count = costly_cas(sent, &c, rows[i].issuer, rows[i].rsa);

        meter_reset(all_sign);
        assert_int_equal(verify(&c, sent, count), rows[i].result);
        assert_int_equal(metered.signatures, 0);
    }
}

static void keys_that_no_anchor_vouches_for_are_not_used(void **state)
{
    der sent[BRINE_CERTIFICATES_SENT_MAX];

    (void)state;
    for (int rsa = 0; rsa < 2; rsa++) {
        chain c = costed_chain();
        size_t count = costly_cas(sent, &c, "Root", rsa != 0);

        meter_reset(none_signs);
        assert_int_equal(verify(&c, sent, count), BRINE_ERROR_CERT_SIGNATURE);
        assert_int_equal(metered.signatures, count - 1);
        assert_between(metered.work, 1, (count - 1) * 1200); /* each with the root's P-256 */
    }
}

/* With the help of a trusted CA, too: here it has certified every key. */
static void signatures_are_paid_for_by_their_cost(void **state)
{
    der sent[BRINE_CERTIFICATES_SENT_MAX];

    (void)state;
    for (int rsa = 0; rsa < 2; rsa++) {
        chain c = costed_chain();
        size_t count = costly_cas(sent, &c, "Root", rsa != 0);

        meter_reset(only_p256_signs);
        assert_int_equal(verify(&c, sent, count), BRINE_ERROR_CERT_BUDGET);
        assert_non_null(strstr(c.error.text, "more signatures"));
        print_message("%zu signatures, %zu units\n", metered.signatures, metered.work);
        assert_between(metered.work, BRINE_PATH_WORK_MAX / 2, BRINE_PATH_WORK_MAX);
    }
}

static void bytes_that_are_signed_are_paid_for(void **state)
{
    static uint8_t bytes[60000];
    der sent[BRINE_CERTIFICATES_SENT_MAX];
    chain c = costed_chain();

    (void)state;
    spec_set(&c.server, "1.3.6.1.4.1.55738.2", false, OCTETS(factory_copy(bytes, sizeof bytes)));
    sent[0] = factory_make(&c.server);
    for (size_t i = 0; i < BESIDE; i++) {
        cert_spec ca = spec_ca("CA", KEY_CA, "Root", KEY_ROOT);

        ca.spki = costly_point("P-256", i);
        sent[i + 1] = factory_make(&ca);
    }
    meter_reset(NULL);
    assert_int_equal(verify(&c, sent, BRINE_CERTIFICATES_SENT_MAX), BRINE_ERROR_CERT_BUDGET);
    assert_between(metered.work, 1, BRINE_PATH_WORK_MAX);
}

/* ---- Chains that are as long and dear as good ones are ---- */

enum { LEVELS = BRINE_PATH_LENGTH_MAX - 2 };

/* The CA of a level, below that of the next and at last below "Root". */
static der ca_of_level(size_t level, size_t levels, der spki, der algorithm)
{
    char subject[16], issuer[16];
    cert_spec ca;

    snprintf(subject, sizeof subject, "CA %zu", level);
    snprintf(issuer, sizeof issuer, "CA %zu", level + 1);
    ca = spec_ca(subject, KEY_CA, level + 1 < levels ? issuer : "Root", KEY_CA);
    ca.spki = spki;
    ca.algorithm = algorithm;
    return factory_make(&ca);
}

/* A path of as many CAs as may be. */
static brine_result verify_longest(chain *c, der (*key)(size_t number), der algorithm)
{
    der sent[LEVELS + 1];

    c->root.spki = key(0);
    c->server = spec_server("www.example", "CA 0", KEY_CA);
    c->server.algorithm = algorithm;
    sent[0] = factory_make(&c->server);
    for (size_t i = 0; i < LEVELS; i++)
        sent[i + 1] = ca_of_level(i, LEVELS, key(i + 1), algorithm);
    return verify(c, sent, LEVELS + 1);
}

static der p521(size_t number)
{
    return costly_point("P-521", number);
}

static der p384(size_t number)
{
    (void)number;
    return factory_spki(KEY_P384);
}

static der rsa_8192(size_t number)
{
    return costly_rsa(8192, costly_usual_exponent(), number);
}

static void the_longest_good_chains_are_accepted(void **state)
{
    static der (*const keys[])(size_t number) = {p521, p384, rsa_8192};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        chain c = costed_chain();

        meter_reset(all_sign);
        if (verify_longest(&c, keys[i], keys[i] == rsa_8192 ? RSA_SHA256 : ECDSA_SHA256) !=
            BRINE_OK)
            fail_msg("%zu: %s", i, c.error.text);
        assert_int_equal(metered.signatures, LEVELS + 1);
        print_message("%d signatures cost %zu units\n", LEVELS + 1, metered.work);
    }
}

/* Three wrong guesses at each level, for a cross-signed CA whose keys were renewed. */
static brine_result fourth_signs(const brine_public_key *key)
{
    size_t number = key->modulus.data[(8192 / 8) / 2 - 1];

    return number % 4 == 0 ? BRINE_OK : BRINE_ERROR_BAD_SIGNATURE;
}

static void cross_signed_sets_are_accepted(void **state)
{
    der sent[16];
    chain c = costed_chain();
    size_t count = 1;

    (void)state;
    /* Three levels, each CA in four certificates of which one key signed what is below. */
    c.root.spki = rsa_8192(4);
    c.server.issuer = factory_name("CA 0");
    c.server.algorithm = RSA_SHA256;
    sent[0] = factory_make(&c.server);
    for (size_t level = 0; level < 3; level++)
        for (size_t j = 0; j < 4; j++)
            sent[count++] = ca_of_level(level, 3, rsa_8192(5 + 4 * level + j), RSA_SHA256);
    meter_reset(fourth_signs);
    assert_int_equal(verify(&c, sent, count), BRINE_OK);
    print_message("%zu signatures cost %zu units\n", metered.signatures, metered.work);
}

/* CAs of one name and no hint which of them signed: the last did. */
static void the_last_of_many_cas_is_found(void **state)
{
    der sent[BRINE_CERTIFICATES_SENT_MAX];
    chain c = costed_chain();

    (void)state;
    spec_drop(&c.ca, SKI);
    spec_set(&c.ca, SKI, false, OCTETS(BYTES(1)));
    sent[0] = factory_make(&c.server);
    sent[BESIDE] = factory_make(&c.ca);
    for (size_t i = 1; i < BESIDE; i++) {
        c.ca.spki = costly_point("P-256", i);
        sent[i] = factory_make(&c.ca);
    }
    meter_reset(NULL);
    assert_int_equal(verify(&c, sent, BRINE_CERTIFICATES_SENT_MAX), BRINE_OK);
}

/* ---- What is said when nothing was verified ---- */

static void assert_no_forgery_is_claimed(const chain *c, brine_result code, const char *words)
{
    if (c->error.code != code || strstr(c->error.text, words) == NULL)
        fail_msg("%s: %s", brine_result_name(c->error.code), c->error.text);
    assert_null(strstr(c->error.text, "not signed"));
    assert_null(strstr(c->error.text, "signature is not valid"));
}

static der exponent_of_71_bits(void)
{
    return WRAP(0x02, BYTES(0x41, 0, 0, 0, 0, 0, 0, 0, 1), NOTHING);
}

static void a_key_that_brine_lacks_is_called_unsupported(void **state)
{
    static const char *const words[] = {
        "the key of certificate 0 (CN=www.example) is unsupported: it is ",
        "the key of certificate 1 (CN=CA) is unsupported: it is ",
        "the key of the trust anchor (CN=Root) is unsupported: it is ",
    };

    (void)state;
    for (size_t place = 0; place < 3; place++)
        for (size_t kind = 0; kind < 3; kind++) {
            chain c = costed_chain();
            cert_spec *spec = place == 0 ? &c.server : place == 1 ? &c.ca : &c.root;
            cert_spec *below = place == 1 ? &c.server : &c.ca;

            spec->spki = kind == 0   ? costly_rsa(2048, exponent_of_71_bits(), 0)
                         : kind == 1 ? SEQ(SEQ(OID("1.3.101.113")), WRAP(0x03, BYTES(0, 1)))
                                     : SEQ(SEQ(OID("1.2.840.10045.2.1"), OID("1.3.132.0.10")),
                                           WRAP(0x03, BYTES(0, 4)));
            if (place > 0 && kind == 0)
                below->algorithm = RSA_SHA256;
            meter_reset(all_sign);
            (void)chain_verify(&c);
            assert_no_forgery_is_claimed(&c, BRINE_ERROR_CERT_WEAK_KEY, words[place]);
            assert_int_equal(metered.signatures, 0);
        }
}

static void the_length_of_an_exponent_is_told(void **state)
{
    chain c = costed_chain();

    (void)state;
    c.ca.spki = costly_rsa(4096, exponent_of_71_bits(), 0);
    c.server.algorithm = RSA_SHA256;
    (void)chain_verify(&c);
    assert_no_forgery_is_claimed(&c, BRINE_ERROR_CERT_WEAK_KEY,
                                 "RSA-4096 with an exponent of 71 bits, accepted are");
}

static void an_algorithm_of_another_kind_of_key_is_no_forgery(void **state)
{
    chain c = costed_chain();

    (void)state;
    c.server.algorithm = RSA_SHA256;
    meter_reset(none_signs);
    (void)chain_verify(&c);
    assert_no_forgery_is_claimed(
        &c, BRINE_ERROR_CERT_SIGNATURE,
        "the signature does not fit the issuer's key: certificate 0 (CN=www.example) is signed "
        "with RSA-SHA256, and the key of certificate 1 (CN=CA), P-256, makes no such signatures");
    assert_int_equal(metered.signatures, 0);
}

static brine_result fails(const brine_public_key *key)
{
    (void)key;
    return BRINE_ERROR_CRYPTO;
}

static void a_key_that_the_provider_refuses_is_no_forgery(void **state)
{
    uint8_t point[65];
    chain c = costed_chain();

    (void)state;
    memset(point, 4, sizeof point); /* which is not on the curve */
    c.ca.spki = SEQ(SEQ(OID("1.2.840.10045.2.1"), OID("1.2.840.10045.3.1.7")),
                    WRAP(0x03, BYTES(0), factory_copy(point, sizeof point)));
    meter_reset(NULL);
    (void)chain_verify(&c);
    assert_no_forgery_is_claimed(&c, BRINE_ERROR_CERT_WEAK_KEY,
                                 "the key of certificate 1 (CN=CA) can't be used: it is P-256, and "
                                 "the crypto provider can't verify signatures with it");
    c = costed_chain();
    meter_reset(fails);
    (void)chain_verify(&c);
    assert_no_forgery_is_claimed(&c, BRINE_ERROR_CERT_WEAK_KEY,
                                 "the key of the trust anchor (CN=Root) can't be used");
}

/* ---- Work that ends at any step ---- */

enum { SENT = 4 };

/* The work that a search for a path has left of `work`; found: whether there was one. */
static size_t search_with(size_t work, const brn_verify_policy *policy, const der sent[SENT],
                          brn_refusal *refusal, bool *found)
{
    brn_node nodes[SENT];
    brn_malformed malformed;
    brn_verified verified;
    brn_path_search search = {
        .profile = {.policy = policy, .time = FACTORY_NOW},
        .signatures = {.provider = meter_provider()},
        .sent = nodes,
        .sent_count = SENT,
        .work_left = work,
    };

    for (int i = 0; i < SENT; i++)
        brn_node_parse(&nodes[i], i, sent[i], &malformed);
    *found = brn_path_search_run(&search, &verified);
    *refusal = search.best;
    return search.work_left;
}

static void pin_key_of(const cert_spec *spec, uint8_t pin[32])
{
    const der spki = factory_spki(spec->key);

    brn_digest(brine_provider_default(), brn_find_hash(brine_provider_default(), BRINE_HASH_SHA256),
               spki, pin);
}

/*
 * A server and its CA, two CAs of the same name that are tried before and after it, constraints of
 * names and a pin: whichever comparison, candidate or signature is the one too many, there is no
 * path, and the sentence is that of work.
 */
static void without_work_for_each_step_there_is_no_path(void **state)
{
    chain c = chain_make();
    cert_spec other = c.ca, third = c.ca;
    der sent[SENT];
    uint8_t pins[1][32];
    brn_verify_policy policy = {.pins = pins,
                                .pin_count = 1,
                                .choices = {.max_intermediates = 8, .insecure_skip_name = true}};
    brn_refusal refusal;
    bool found;
    size_t spent, left;

    (void)state;
    spec_set(&c.ca, NAME_CONSTRAINTS, true,
             SEQ(WRAP(0xa0, SEQ(DNS("example")), SEQ(DIRECTORY(c.server.subject)))));
    other.key = KEY_CA2;
    third.key = KEY_OTHER;
    sent[0] = factory_make(&c.server);
    sent[1] = factory_make(&other);
    sent[2] = factory_make(&c.ca);
    sent[3] = factory_make(&third);
    pin_key_of(&c.root, pins[0]);
    policy.trust = TRUST(factory_make(&c.root));
    meter_reset(all_sign);
    left = search_with(BRINE_PATH_WORK_MAX, &policy, sent, &refusal, &found);
    assert_true(found);
    spent = BRINE_PATH_WORK_MAX - left;
    assert_int_equal(search_with(spent, &policy, sent, &refusal, &found), 0);
    assert_true(found);
    for (size_t work = 0; work < spent; work++) {
        assert_int_equal(search_with(work, &policy, sent, &refusal, &found), 0);
        assert_false(found);
        assert_int_equal(refusal.code, BRINE_ERROR_CERT_BUDGET);
    }
    brine_trust_free(policy.trust);
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(without_an_anchor_in_reach_nothing_is_verified),
        CASE(keys_that_no_anchor_vouches_for_are_not_used),
        CASE(signatures_are_paid_for_by_their_cost),
        CASE(bytes_that_are_signed_are_paid_for),
        CASE(the_longest_good_chains_are_accepted),
        CASE(cross_signed_sets_are_accepted),
        CASE(the_last_of_many_cas_is_found),
        CASE(a_key_that_brine_lacks_is_called_unsupported),
        CASE(the_length_of_an_exponent_is_told),
        CASE(an_algorithm_of_another_kind_of_key_is_no_forgery),
        CASE(a_key_that_the_provider_refuses_is_no_forgery),
        CASE(without_work_for_each_step_there_is_no_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
