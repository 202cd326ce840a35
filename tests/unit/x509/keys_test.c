/* SubjectPublicKeyInfo, AlgorithmIdentifier, object identifiers. */
#include "support/test.h"
#include "unit/x509/chain.h"
#include "unit/x509/damage.h"
#include "x509/asn1/oid.h"
#include "x509/key/signature_algorithm.h"
#include "x509/key/subject_public_key.h"

#include <stdio.h>
#include <string.h>

#define RSA_ENCRYPTION "1.2.840.113549.1.1.1"
#define RSASSA_PSS     "1.2.840.113549.1.1.10"
#define EC_PUBLIC_KEY  "1.2.840.10045.2.1"
#define P256           "1.2.840.10045.3.1.7"
#define ED25519_OID    "1.3.101.112"
#define DER_NULL       BYTES(0x05, 0x00)

static der bits_of(der content)
{
    return WRAP(0x03, BYTES(0), content);
}

static void check(der spki, brine_key_kind kind, size_t bits, bool strong, const char *name)
{
    brn_subject_public_key key;
    const char *rule = "";
    char text[64];

    if (!brn_parse_subject_public_key(spki, &key, &rule))
        fail_msg("%s: %s", name, rule);
    assert_int_equal(key.key.kind, kind);
    assert_int_equal(key.key.bits, bits);
    assert_int_equal(brn_key_is_strong(&key.key), strong);
    assert_int_equal(brn_key_text(&key, text, sizeof text), strlen(name));
    assert_string_equal(text, name);
}

static void refuse(der spki, const char *why)
{
    brn_subject_public_key key;
    const char *rule = "";

    assert_false(brn_parse_subject_public_key(spki, &key, &rule));
    if (strstr(rule, why) == NULL)
        fail_msg("\"%s\" lacks \"%s\"", rule, why);
}

static const char *lapse_of(der spki)
{
    brn_subject_public_key key;
    const char *rule = "";

    assert_true(brn_parse_subject_public_key(spki, &key, &rule));
    return key.lapse;
}

static void keys_of_every_known_kind_are_parsed(void **state)
{
    (void)state;
    check(factory_spki(KEY_LEAF), BRINE_KEY_EC, 256, true, "P-256");
    check(factory_spki(KEY_P384), BRINE_KEY_EC, 384, true, "P-384");
    check(factory_spki(KEY_ED25519), BRINE_KEY_ED25519, 256, true, "Ed25519");
    check(factory_spki(KEY_RSA_2048), BRINE_KEY_RSA, 2048, true, "RSA-2048");
    check(factory_spki(KEY_RSA_PSS), BRINE_KEY_RSA_PSS, 2048, true, "RSA-PSS-2048");
}

static void small_rsa_keys_are_told(void **state)
{
    (void)state;
    check(factory_spki(KEY_RSA_1024), BRINE_KEY_RSA, 1024, false, "RSA-1024");
    check(factory_spki(KEY_RSA_2052), BRINE_KEY_RSA, 2052, true, "RSA-2052");
}

static der rsa_key(size_t modulus_bytes, int64_t exponent)
{
    uint8_t modulus[1200];

    memset(modulus, 0xff, sizeof modulus);
    modulus[0] = 0;
    return SEQ(SEQ(OID(RSA_ENCRYPTION), DER_NULL),
               bits_of(SEQ(WRAP(0x02, factory_copy(modulus, modulus_bytes + 1)), INT(exponent))));
}

static void rsa_has_a_greatest_size_and_odd_numbers(void **state)
{
    static const uint8_t even[256] = {0x80};

    (void)state;
    check(rsa_key(256, 65537), BRINE_KEY_RSA, 2048, true, "RSA-2048");
    check(rsa_key(256, 3), BRINE_KEY_RSA, 2048, true, "RSA-2048");
    check(rsa_key(256, 1), BRINE_KEY_RSA, 2048, false, "RSA-2048");
    check(rsa_key(256, 65536), BRINE_KEY_RSA, 2048, false, "RSA-2048");
    check(rsa_key(1024, 3), BRINE_KEY_RSA, 8192, true, "RSA-8192");
    check(rsa_key(1025, 3), BRINE_KEY_RSA, 8200, false, "RSA-8200");
    check(SEQ(SEQ(OID(RSA_ENCRYPTION), DER_NULL),
              bits_of(SEQ(WRAP(0x02, BYTES(0), factory_copy(even, sizeof even)), INT(3)))),
          BRINE_KEY_RSA, 2048, false, "RSA-2048");
    refuse(rsa_key(256, 0), "zero");
    refuse(rsa_key(256, -3), "modulus and exponent");
}

static void malformed_rsa_keys_are_refused(void **state)
{
    der algorithm = SEQ(OID(RSA_ENCRYPTION), DER_NULL);

    (void)state;
    assert_string_equal(lapse_of(SEQ(SEQ(OID(RSA_ENCRYPTION)), bits_of(SEQ(INT(5), INT(3))))),
                        "has an rsaEncryption algorithm whose parameters are not NULL");
    assert_null(lapse_of(SEQ(algorithm, bits_of(SEQ(INT(5), INT(3))))));
    refuse(SEQ(SEQ(OID(RSA_ENCRYPTION), INT(1)), bits_of(SEQ(INT(5), INT(3)))), "not NULL");
    refuse(SEQ(SEQ(OID(RSA_ENCRYPTION), DER_NULL, DER_NULL), bits_of(SEQ(INT(5), INT(3)))),
           "not NULL");
    refuse(SEQ(algorithm, bits_of(NOTHING)), "modulus and exponent");
    refuse(SEQ(algorithm, bits_of(SEQ(INT(5)))), "modulus and exponent");
    refuse(SEQ(algorithm, bits_of(SEQ(INT(5), INT(3), INT(1)))), "modulus and exponent");
    refuse(SEQ(algorithm, bits_of(JOIN(SEQ(INT(5), INT(3)), INT(1)))), "modulus and exponent");
    refuse(SEQ(algorithm, bits_of(SEQ(INT(0), INT(3)))), "zero");
}

static void malformed_structures_are_refused(void **state)
{
    der algorithm = SEQ(OID(ED25519_OID));
    uint8_t key[32] = {1};

    (void)state;
    check(SEQ(algorithm, bits_of(factory_copy(key, 32))), BRINE_KEY_ED25519, 256, true, "Ed25519");
    refuse(SEQ(algorithm, bits_of(factory_copy(key, 31))), "32 bytes");
    refuse(SEQ(SEQ(OID(ED25519_OID), DER_NULL), bits_of(factory_copy(key, 32))), "32 bytes");
    refuse(SEQ(algorithm), "algorithm and a key");
    refuse(SEQ(algorithm, bits_of(factory_copy(key, 32)), DER_NULL), "algorithm and a key");
    refuse(SEQ(algorithm, WRAP(0x03, BYTES(1), BYTES(0xfe))), "algorithm and a key");
    refuse(SEQ(SEQ(DER_NULL), bits_of(factory_copy(key, 32))), "algorithm and a key");
    refuse(JOIN(SEQ(algorithm, bits_of(factory_copy(key, 32))), DER_NULL), "algorithm and a key");
}

static der ec_key(der parameters, uint8_t form, size_t len)
{
    uint8_t point[200] = {form};

    return SEQ(SEQ(OID(EC_PUBLIC_KEY), parameters), bits_of(factory_copy(point, len)));
}

static void ec_keys_are_uncompressed_points_on_named_curves(void **state)
{
    (void)state;
    check(ec_key(OID(P256), 4, 65), BRINE_KEY_EC, 256, true, "P-256");
    check(ec_key(OID("1.3.132.0.35"), 4, 133), BRINE_KEY_EC, 521, true, "P-521");
    refuse(ec_key(OID(P256), 2, 33), "uncompressed point");
    refuse(ec_key(OID(P256), 6, 65), "uncompressed point");
    refuse(ec_key(OID(P256), 4, 97), "uncompressed point");
    refuse(ec_key(OID(P256), 0, 0), "uncompressed point");
    refuse(ec_key(JOIN(OID(P256), DER_NULL), 4, 65), "after the curve");
}

/* No damage leaves a key that is known and written as its RFC says. */
static void check_key_damages(der spki)
{
    char all[1024] = "", what[64];
    brn_subject_public_key key;
    size_t len = 0;
    const char *rule;
    der damaged;

    for (size_t n = 0; (damaged = damage(spki, n, what, sizeof what)).data != NULL; n++) {
        rule = NULL;
        if (brn_parse_subject_public_key(damaged, &key, &rule) &&
            key.key.kind != (brine_key_kind)0 && key.lapse == NULL)
            len += (size_t)snprintf(all + len, sizeof all - len, "%s\n", what);
    }
    assert_string_equal(all, "");
}

static void a_key_with_one_thing_wrong_is_refused(void **state)
{
    der algorithm = SEQ(OID(RSA_ENCRYPTION), DER_NULL), numbers = SEQ(INT(5), INT(3)), damaged;
    char what[64];

    (void)state;
    check_key_damages(SEQ(algorithm, bits_of(numbers)));
    check_key_damages(factory_spki(KEY_LEAF));
    check_key_damages(factory_spki(KEY_ED25519));
    for (size_t n = 0; (damaged = damage(numbers, n, what, sizeof what)).data != NULL; n++)
        refuse(SEQ(algorithm, bits_of(damaged)), "modulus and exponent");
}

static void unknown_keys_are_named_and_not_strong(void **state)
{
    (void)state;
    check(ec_key(OID("1.2.840.10045.3.1.1"), 4, 49), (brine_key_kind)0, 0, false,
          "EC 1.2.840.10045.3.1.1");
    check(ec_key(SEQ(INT(1)), 4, 65), (brine_key_kind)0, 0, false, "EC with explicit parameters");
    check(ec_key(DER_NULL, 4, 65), (brine_key_kind)0, 0, false, "EC with explicit parameters");
    check(SEQ(SEQ(OID("1.2.840.10040.4.1")), bits_of(INT(5))), (brine_key_kind)0, 0, false, "DSA");
    check(SEQ(SEQ(OID("1.3.101.113")), bits_of(INT(5))), (brine_key_kind)0, 0, false, "Ed448");
    check(SEQ(SEQ(OID("1.2.3.4")), bits_of(INT(5))), (brine_key_kind)0, 0, false, "1.2.3.4");
}

/* RFC 5280 section 4.1.1.2: parameters are one element of any kind, or none. */
static void parameters_of_keys_that_are_not_used_are_one_element(void **state)
{
    (void)state;
    refuse(ec_key(BYTES(0x2d, 0x4e), 4, 65), "parameters are no curve");
    refuse(ec_key(JOIN(SEQ(INT(1)), DER_NULL), 4, 65), "parameters are no curve");
    refuse(SEQ(SEQ(OID("1.2.3.4"), BYTES(0x05, 0x01)), bits_of(INT(5))), "algorithm and a key");
    refuse(SEQ(SEQ(OID("1.2.3.4"), DER_NULL, DER_NULL), bits_of(INT(5))), "algorithm and a key");
    check(SEQ(SEQ(OID("1.2.3.4"), DER_NULL), bits_of(INT(5))), (brine_key_kind)0, 0, false,
          "1.2.3.4");
}

/* ---- RSASSA-PSS ---- */

#define SHA256_OID "2.16.840.1.101.3.4.2.1"
#define SHA384_OID "2.16.840.1.101.3.4.2.2"
#define SHA512_OID "2.16.840.1.101.3.4.2.3"
#define MGF1       "1.2.840.113549.1.1.8"

static der pss(der hash, der mgf_hash, int64_t salt, der after)
{
    return SEQ(WRAP(0xa0, hash), WRAP(0xa1, SEQ(OID(MGF1), mgf_hash)), WRAP(0xa2, INT(salt)),
               after);
}

static const char *find(der identifier)
{
    const brn_signature_algorithm *algorithm = brn_find_signature_algorithm(identifier, NULL);

    return algorithm == NULL ? "none" : algorithm->accepted ? algorithm->name : "refused";
}

/* Whether the parameters are encoded as their RFC wants. */
static bool is_exact(der identifier)
{
    bool exact;

    assert_non_null(brn_find_signature_algorithm(identifier, &exact));
    return exact;
}

static void pss_has_one_hash_and_a_salt_as_long(void **state)
{
    der sha256 = SEQ(OID(SHA256_OID), DER_NULL), bare = SEQ(OID(SHA256_OID));
    der sha384 = SEQ(OID(SHA384_OID), DER_NULL), sha512 = SEQ(OID(SHA512_OID), DER_NULL);
    der sha1 = SEQ(OID("1.3.14.3.2.26"), DER_NULL);

    (void)state;
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha256, sha256, 32, NOTHING))),
                        "RSA-PSS-SHA256");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(bare, bare, 32, NOTHING))), "RSA-PSS-SHA256");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha384, sha384, 48, NOTHING))),
                        "RSA-PSS-SHA384");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha512, sha512, 64, NOTHING))),
                        "RSA-PSS-SHA512");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha256, sha384, 32, NOTHING))), "none");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha256, sha256, 20, NOTHING))), "none");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha1, sha1, 20, NOTHING))), "none");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS))), "none");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), SEQ(NOTHING))), "none");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha256, sha256, 32, WRAP(0xa3, INT(1))))),
                        "RSA-PSS-SHA256");
    assert_false(is_exact(SEQ(OID(RSASSA_PSS), pss(sha256, sha256, 32, WRAP(0xa3, INT(1))))));
    assert_true(is_exact(SEQ(OID(RSASSA_PSS), pss(sha256, sha256, 32, NOTHING))));
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha256, sha256, 32, WRAP(0xa3, INT(2))))),
                        "none");
    assert_string_equal(find(SEQ(OID(RSASSA_PSS), pss(sha256, sha256, 32, NOTHING), DER_NULL)),
                        "none");
    assert_string_equal(
        find(SEQ(OID(RSASSA_PSS), pss(SEQ(OID(SHA256_OID), INT(1)), sha256, 32, NOTHING))), "none");
    assert_string_equal(
        find(SEQ(OID(RSASSA_PSS), SEQ(WRAP(0xa0, sha256), WRAP(0xa1, SEQ(OID("1.2.3"), sha256)),
                                      WRAP(0xa2, INT(32))))),
        "none");
}

static void a_pss_key_may_be_tied_to_one_hash(void **state)
{
    der sha384 = SEQ(OID(SHA384_OID), DER_NULL);
    der spki = factory_spki(KEY_RSA_2048), tied;
    brn_reader r = brn_reader_of(spki), sequence;
    brn_subject_public_key key;
    brine_bytes bits;
    const char *rule;

    (void)state;
    assert_true(brn_der_enter(&r, 0x30, &sequence));
    assert_true(brn_der_read_whole(&sequence, 0x30, &bits));
    assert_true(brn_der_read_whole(&sequence, 0x03, &bits));
    tied = SEQ(SEQ(OID(RSASSA_PSS), pss(sha384, sha384, 48, NOTHING)), bits);
    assert_true(brn_parse_subject_public_key(tied, &key, &rule));
    assert_int_equal(key.pss_hash, BRINE_HASH_SHA384);
    refuse(SEQ(SEQ(OID(RSASSA_PSS), pss(sha384, sha384, 20, NOTHING)), bits), "RSASSA-PSS");
    refuse(SEQ(SEQ(OID(RSASSA_PSS), DER_NULL), bits), "RSASSA-PSS");
    refuse(SEQ(SEQ(OID(RSASSA_PSS), pss(sha384, sha384, 48, NOTHING), DER_NULL), bits),
           "RSASSA-PSS");
    assert_string_equal(
        lapse_of(SEQ(SEQ(OID(RSASSA_PSS), pss(sha384, sha384, 48, WRAP(0xa3, INT(1)))), bits)),
        "has RSASSA-PSS parameters that spell a default out");
}

/* ---- AlgorithmIdentifier ---- */

static void signatures_are_found_by_oid_and_parameters(void **state)
{
    (void)state;
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.11"), DER_NULL)), "RSA-SHA256");
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.12"), DER_NULL)), "RSA-SHA384");
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.13"), DER_NULL)), "RSA-SHA512");
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.11"))), "RSA-SHA256");
    assert_false(is_exact(SEQ(OID("1.2.840.113549.1.1.11"))));
    assert_true(is_exact(SEQ(OID("1.2.840.113549.1.1.11"), DER_NULL)));
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.11"), DER_NULL, DER_NULL)), "none");
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.11"), INT(1))), "none");
    assert_string_equal(find(SEQ(OID("1.2.840.10045.4.3.2"))), "ECDSA-SHA256");
    assert_string_equal(find(SEQ(OID("1.2.840.10045.4.3.3"))), "ECDSA-SHA384");
    assert_string_equal(find(SEQ(OID("1.2.840.10045.4.3.4"))), "ECDSA-SHA512");
    assert_string_equal(find(SEQ(OID("1.2.840.10045.4.3.2"), DER_NULL)), "ECDSA-SHA256");
    assert_false(is_exact(SEQ(OID("1.2.840.10045.4.3.2"), DER_NULL)));
    assert_true(is_exact(SEQ(OID("1.2.840.10045.4.3.2"))));
    assert_string_equal(find(SEQ(OID("1.2.840.10045.4.3.2"), INT(1))), "none");
    assert_string_equal(find(SEQ(OID(ED25519_OID))), "Ed25519");
    assert_string_equal(find(SEQ(OID(ED25519_OID), DER_NULL)), "none");
    assert_string_equal(find(SEQ(OID("1.2.3"))), "none");
    assert_string_equal(find(SEQ(INT(1))), "none");
}

static void weak_signatures_are_known_and_refused(void **state)
{
    (void)state;
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.2"), DER_NULL)), "refused");
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.4"), DER_NULL)), "refused");
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.5"), DER_NULL)), "refused");
    assert_string_equal(find(SEQ(OID("1.2.840.113549.1.1.14"), DER_NULL)), "refused");
    assert_string_equal(find(SEQ(OID("1.2.840.10045.4.1"))), "refused");
    assert_string_equal(find(SEQ(OID("2.16.840.1.101.3.4.3.2"))), "refused");
}

/* The caller has cut out one element; what stands behind it was not given. */
#define BEHIND "element 1 (tag 0x30) is followed by a NULL\n"

/* Fails unless exactly these damages, one a line, leave an algorithm that is known. */
static void check_damages(der identifier, const char *harmless)
{
    char all[1024] = "", what[64];
    size_t len = 0;
    der damaged;

    for (size_t n = 0; (damaged = damage(identifier, n, what, sizeof what)).data != NULL; n++)
        if (brn_find_signature_algorithm(damaged, NULL) != NULL)
            len += (size_t)snprintf(all + len, sizeof all - len, "%s\n", what);
    assert_string_equal(all, harmless);
}

/* RFC 4055: parameters that are NULL may be absent, and a trailer that is the default. */
static void an_algorithm_with_one_thing_wrong_is_not_known(void **state)
{
    der sha256 = SEQ(OID(SHA256_OID), DER_NULL);

    (void)state;
    check_damages(SEQ(OID("1.2.840.113549.1.1.11"), DER_NULL),
                  BEHIND "element 3 (tag 0x05) is left out\n");
    check_damages(SEQ(OID("1.2.840.10045.4.3.2")),
                  BEHIND "element 2 (tag 0x06) is followed by a NULL\n");
    check_damages(SEQ(OID(ED25519_OID)), BEHIND);
    check_damages(SEQ(OID(RSASSA_PSS), pss(sha256, sha256, 32, WRAP(0xa3, INT(1)))),
                  BEHIND "element 7 (tag 0x05) is left out\n"
                         "element 13 (tag 0x05) is left out\n"
                         "element 16 (tag 0xa3) is left out\n");
}

static void an_algorithm_has_a_name_or_an_oid(void **state)
{
    char text[32];

    (void)state;
    brn_signature_algorithm_text(SEQ(OID("1.2.840.113549.1.1.5"), DER_NULL), text, sizeof text);
    assert_string_equal(text, "RSA-SHA1");
    brn_signature_algorithm_text(SEQ(OID("1.2.3.4"), DER_NULL), text, sizeof text);
    assert_string_equal(text, "1.2.3.4");
    brn_signature_algorithm_text(INT(1), text, sizeof text);
    assert_string_equal(text, "");
}

/* ---- Object identifiers ---- */

static void check_oid(der oid, const char *wanted)
{
    char text[80];
    brn_reader r = brn_reader_of(oid);
    brine_bytes content;

    assert_true(brn_der_read(&r, 0x06, &content));
    assert_int_equal(brn_oid_text(content, text, sizeof text), strlen(wanted));
    assert_string_equal(text, wanted);
}

static void oids_are_written_with_dots(void **state)
{
    (void)state;
    check_oid(OID("1.2.840.113549.1.1.11"), "1.2.840.113549.1.1.11");
    check_oid(OID("0.9.2342.19200300.100.1.1"), "0.9.2342.19200300.100.1.1");
    check_oid(OID("2.999.3"), "2.999.3");
    check_oid(OID("2.5.4.3"), "2.5.4.3");
    check_oid(WRAP(0x06, BYTES(0x2a, 0x8f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                               0xff, 0x7f)),
              "#2a8fffffffffffffffffffff7f");
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(keys_of_every_known_kind_are_parsed),
        CASE(small_rsa_keys_are_told),
        CASE(rsa_has_a_greatest_size_and_odd_numbers),
        CASE(malformed_rsa_keys_are_refused),
        CASE(malformed_structures_are_refused),
        CASE(ec_keys_are_uncompressed_points_on_named_curves),
        CASE(a_key_with_one_thing_wrong_is_refused),
        CASE(unknown_keys_are_named_and_not_strong),
        CASE(parameters_of_keys_that_are_not_used_are_one_element),
        CASE(pss_has_one_hash_and_a_salt_as_long),
        CASE(a_pss_key_may_be_tied_to_one_hash),
        CASE(signatures_are_found_by_oid_and_parameters),
        CASE(weak_signatures_are_known_and_refused),
        CASE(an_algorithm_with_one_thing_wrong_is_not_known),
        CASE(an_algorithm_has_a_name_or_an_oid),
        CASE(oids_are_written_with_dots),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
