/* The rules for each place in a path: server, intermediate, anchor. */
#include "support/test.h"
#include "unit/x509/chain.h"

#include <string.h>

#define DER_NULL BYTES(0x05, 0x00)

static void refused(chain *c, brine_result code, const char *why)
{
    assert_refused(c, code);
    if (strstr(c->error.text, why) == NULL)
        fail_msg("%s\n lacks: %s", c->error.text, why);
}

/* The default profile accepts it, the profile strict refuses it with this code and sentence. */
static void strictly_refused(chain *c, brine_result code, const char *why)
{
    c->options.strict = false;
    assert_accepted(c);
    c->options.strict = true;
    refused(c, code, why);
}

static void strictly(chain *c, const char *why)
{
    strictly_refused(c, BRINE_ERROR_CERT_MALFORMED, why);
}

static void a_good_chain_is_accepted(void **state)
{
    chain c = chain_make();

    (void)state;
    assert_accepted(&c);
    assert_int_equal(c.path_count, 3);
}

/* ---- Time: RFC 5280 section 4.1.2.5 ---- */

static void both_ends_of_validity_belong_to_it(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server.not_before = c.server.not_after = TIME("20250615120000Z");
    assert_accepted(&c);
    c.options.time = FACTORY_NOW - 1;
    assert_refused(&c, BRINE_ERROR_CERT_NOT_YET_VALID);
    c.options.time = FACTORY_NOW + 1;
    assert_refused(&c, BRINE_ERROR_CERT_EXPIRED);
}

static void each_certificate_must_be_current(void **state)
{
    chain c = chain_make();

    (void)state;
    c.ca.not_before = TIME("20260101000000Z");
    assert_refused(&c, BRINE_ERROR_CERT_NOT_YET_VALID);
    c = chain_make();
    c.root.not_before = TIME("20260101000000Z");
    assert_refused(&c, BRINE_ERROR_CERT_NOT_YET_VALID);
}

static void times_reach_from_1950_to_9999(void **state)
{
    chain c = chain_make();

    (void)state;
    c.root.not_before = c.ca.not_before = c.server.not_before = factory_text(0x17, "500101000000Z");
    c.root.not_after = c.ca.not_after = c.server.not_after = TIME("99991231235959Z");
    assert_accepted(&c);
    c.options.time = INT64_C(253402300799);
    assert_accepted(&c);
    c.options.time = INT64_C(253402300800);
    assert_refused(&c, BRINE_ERROR_CERT_EXPIRED);
    c.options.time = INT64_C(-631152000);
    assert_accepted(&c);
    c.options.time = INT64_MIN;
    assert_refused(&c, BRINE_ERROR_CERT_CLOCK);
    c.options.time = INT64_MAX;
    assert_refused(&c, BRINE_ERROR_CERT_EXPIRED);
}

/* ---- The server's certificate ---- */

static void a_server_may_leave_out_usages(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_drop(&c.server, KEY_USAGE);
    spec_drop(&c.server, EXT_KEY_USAGE);
    assert_accepted(&c);
}

static void a_servers_extended_key_usage_names_serverAuth(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, EXT_KEY_USAGE, true, SEQ(OID(CLIENT_AUTH), OID(SERVER_AUTH)));
    assert_accepted(&c);
    spec_set(&c.server, EXT_KEY_USAGE, false, SEQ(OID(ANY_PURPOSE)));
    refused(&c, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE, "serverAuth");
}

static void a_servers_key_may_encipher_or_agree(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, KEY_USAGE, true, factory_key_usage(1 << 2));
    assert_accepted(&c);
    spec_set(&c.server, KEY_USAGE, false, factory_key_usage(1 << 4));
    assert_accepted(&c);
    spec_set(&c.server, KEY_USAGE, true, factory_key_usage(0));
    assert_refused(&c, BRINE_ERROR_CERT_KEY_USAGE);
    spec_set(&c.server, KEY_USAGE, true, BYTES(3, 2, 7, 0)); /* the same, as some encode it */
    assert_refused(&c, BRINE_ERROR_CERT_KEY_USAGE);
}

static void a_server_is_no_ca(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, BASIC_CONSTRAINTS, true, factory_basic_constraints(false, -1));
    assert_accepted(&c);
    spec_set(&c.server, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, -1));
    strictly_refused(&c, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE, "it is a CA's");
    c.options.strict = false; /* with what openssl req -x509 makes of a key usage, too */
    spec_set(&c.server, KEY_USAGE, true, factory_key_usage(1 << 5));
    refused(&c, BRINE_ERROR_CERT_KEY_USAGE, "digitalSignature");
    c = chain_make();
    spec_set(&c.server, KEY_USAGE, true, factory_key_usage(1 | 1 << 5));
    strictly(&c, "keyCertSign");
}

static void a_server_constrains_no_names(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa0, SEQ(DNS("www.example")))));
    strictly(&c, "nameConstraints");
    spec_set(&c.server, NAME_CONSTRAINTS, false, SEQ(WRAP(0xa0, SEQ(DNS("www.example")))));
    strictly(&c, "nameConstraints");
}

static void alt_names_are_critical_when_the_subject_is_empty(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, SAN, true, SEQ(DNS("www.example")));
    strictly(&c, "critical though subject is not empty");
    c.server.subject = SEQ(NOTHING);
    assert_accepted(&c);
    spec_set(&c.server, SAN, false, SEQ(DNS("www.example")));
    strictly(&c, "not critical though subject is empty");
}

static void a_server_needs_version_3(void **state)
{
    chain c = chain_make();

    (void)state;
    c.options.insecure_skip_name = true;
    c.server.version = 1;
    c.server.extension_count = 0;
    refused(&c, BRINE_ERROR_CERT_MALFORMED, "version is not 3");
    c.server.version = 2;
    refused(&c, BRINE_ERROR_CERT_MALFORMED, "version is not 3");
}

/* ---- What any certificate needs that a CA issues ---- */

static void serial_numbers_are_positive_and_short(void **state)
{
    chain c = chain_make();
    uint8_t long_serial[22] = {0, 0xff};

    (void)state;
    c.server.serial = INT(0);
    strictly(&c, "serialNumber is not positive");
    c.server.serial = INT(-5);
    strictly(&c, "serialNumber is not positive");
    c.server.serial = WRAP(0x02, factory_copy(long_serial, 21));
    assert_accepted(&c);
    c.server.serial = WRAP(0x02, factory_copy(long_serial, 22));
    strictly(&c, "more than 20 bytes");
    c.server.serial = WRAP(0x02, BYTES(1), factory_copy(long_serial, 20));
    strictly(&c, "more than 20 bytes");
    c = chain_make();
    c.ca.serial = INT(0);
    strictly(&c, "serialNumber is not positive");
    c = chain_make();
    c.root.serial = INT(0); /* as roots in every system's bundle have */
    assert_accepted(&c);
}

static void the_issuers_key_is_named(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_drop(&c.server, AKI);
    strictly(&c, "authorityKeyIdentifier");
    spec_set(&c.server, AKI, false, SEQ(WRAP(0x82, BYTES(5))));
    strictly(&c, "authorityKeyIdentifier");
    c = chain_make();
    spec_drop(&c.ca, AKI);
    strictly(&c, "authorityKeyIdentifier");
}

static void a_self_issued_certificate_names_its_issuers_key_too(void **state)
{
    chain c = chain_make();
    cert_spec rollover = spec_ca("Root", KEY_CA2, "Root", KEY_ROOT);
    der root = factory_make(&c.root), server, old;

    (void)state;
    c.server = spec_server("www.example", "Root", KEY_CA2);
    server = factory_make(&c.server);
    assert_int_equal(VERIFY(&c, TRUST(root), server, factory_make(&rollover)), BRINE_OK);
    spec_drop(&rollover, AKI);
    old = factory_make(&rollover);
    assert_int_equal(VERIFY(&c, TRUST(root), server, old), BRINE_OK);
    c.options.strict = true;
    assert_int_equal(VERIFY(&c, TRUST(root), server, old), BRINE_ERROR_CERT_MALFORMED);
    assert_int_equal(c.error.certificate, 1);
    assert_non_null(strstr(c.error.text, "authorityKeyIdentifier"));
    /* What a new root that signs itself lacks is not an identifier but trust. */
    rollover = spec_root("Root", KEY_CA2);
    assert_int_equal(VERIFY(&c, TRUST(root), server, factory_make(&rollover)),
                     BRINE_ERROR_CERT_SIGNATURE);
    c.server = spec_server("www.example", "Root", KEY_ROOT);
    c.server.subject = c.server.issuer;
    assert_int_equal(VERIFY(&c, TRUST(root), factory_make(&c.server)), BRINE_OK);
    spec_drop(&c.server, AKI);
    assert_int_equal(VERIFY(&c, TRUST(root), factory_make(&c.server)), BRINE_ERROR_CERT_MALFORMED);
    c.options.strict = false;
    assert_int_equal(VERIFY(&c, TRUST(root), factory_make(&c.server)), BRINE_OK);
}

static void another_identifier_is_a_hint_only(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, AKI, false, factory_aki(KEY_OTHER));
    spec_set(&c.ca, AKI, false, factory_aki(KEY_OTHER));
    assert_accepted(&c);
}

static void unknown_critical_extensions_are_refused_anywhere(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, "1.2.3.4", true, DER_NULL);
    refused(&c, BRINE_ERROR_CERT_CRITICAL_EXTENSION, "certificate 1");
    c = chain_make();
    spec_set(&c.root, "1.2.3.4", true, DER_NULL);
    refused(&c, BRINE_ERROR_CERT_CRITICAL_EXTENSION, "trust anchor");
    c = chain_make();
    spec_set(&c.ca, POLICY_CONSTRAINTS, true, SEQ(WRAP(0x80, BYTES(0))));
    refused(&c, BRINE_ERROR_CERT_CRITICAL_EXTENSION, "2.5.29.36");
    c = chain_make();
    spec_set(&c.root, "1.2.3.4", false, DER_NULL);
    spec_set(&c.ca, POLICIES, true, SEQ(SEQ(OID("1.2.3"))));
    spec_set(&c.ca, ANY_POLICY, true, INT(0));
    assert_accepted(&c);
}

static void limits_of_policies_are_critical(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, POLICY_CONSTRAINTS, true, SEQ(WRAP(0x81, BYTES(0))));
    spec_set(&c.ca, ANY_POLICY, true, INT(0));
    assert_accepted(&c);
    spec_set(&c.ca, ANY_POLICY, false, INT(0));
    strictly(&c, "inhibitAnyPolicy is not critical");
    spec_drop(&c.ca, ANY_POLICY);
    spec_set(&c.ca, POLICY_CONSTRAINTS, false, SEQ(WRAP(0x80, BYTES(0))));
    strictly(&c, "policyConstraints is not critical");
    c = chain_make();
    spec_set(&c.server, POLICY_CONSTRAINTS, false, SEQ(WRAP(0x80, BYTES(0))));
    strictly(&c, "policyConstraints is not critical");
    c = chain_make(); /* an anchor limits nothing (section 6.1.1) */
    spec_set(&c.root, POLICY_CONSTRAINTS, false, SEQ(WRAP(0x80, BYTES(0))));
    spec_set(&c.root, ANY_POLICY, false, INT(0));
    assert_accepted(&c);
}

/* ---- Keys and signatures ---- */

static void every_kind_of_key_may_stand_in_a_path(void **state)
{
    static const factory_key keys[] = {KEY_P384, KEY_ED25519, KEY_RSA_2048, KEY_RSA_PSS};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        chain c = chain_make();

        c.server = spec_server("www.example", "CA", keys[i]);
        c.server.key = keys[i];
        c.ca = spec_ca("CA", keys[i], "Root", KEY_ROOT);
        c.server.pss = keys[i] == KEY_RSA_PSS;
        assert_accepted(&c);
        c.server.break_signature = true;
        assert_refused(&c, BRINE_ERROR_CERT_SIGNATURE);
    }
}

static void every_hash_may_sign(void **state)
{
    static const char *const digests[] = {"SHA256", "SHA384", "SHA512"};

    (void)state;
    for (size_t i = 0; i < 9; i++) {
        chain c = chain_make();
        factory_key key = i < 3 ? KEY_CA : KEY_RSA_2048;

        c.ca = spec_ca("CA", key, "Root", KEY_ROOT);
        c.server = spec_server("www.example", "CA", key);
        c.server.digest = digests[i % 3];
        c.server.pss = i >= 6;
        assert_accepted(&c);
    }
}

static void weak_keys_are_refused_anywhere(void **state)
{
    chain c = chain_make();

    (void)state;
    c.ca = spec_ca("CA", KEY_RSA_1024, "Root", KEY_ROOT);
    c.server = spec_server("www.example", "CA", KEY_RSA_1024);
    refused(&c, BRINE_ERROR_CERT_WEAK_KEY, "RSA-1024");
    c = chain_make();
    c.root = spec_root("Root", KEY_RSA_2052);
    c.ca = spec_ca("CA", KEY_CA, "Root", KEY_RSA_2052);
    strictly_refused(&c, BRINE_ERROR_CERT_WEAK_KEY, "RSA-2052");
}

static void an_algorithm_must_fit_the_issuers_key(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server.algorithm = SEQ(OID("1.2.840.113549.1.1.11"), DER_NULL);
    assert_refused(&c, BRINE_ERROR_CERT_SIGNATURE);
    c.server.algorithm = SEQ(OID("1.3.101.112"));
    assert_refused(&c, BRINE_ERROR_CERT_SIGNATURE);
    c.server.algorithm = SEQ(OID("1.2.840.10045.4.3.3")); /* ECDSA, but another hash */
    assert_refused(&c, BRINE_ERROR_CERT_SIGNATURE);
    c.server.algorithm = SEQ(OID("1.2.3"));
    refused(&c, BRINE_ERROR_CERT_WEAK_SIGNATURE, "not accepted: 1.2.3");
    c = chain_make(); /* PKCS #1 v1.5 claimed for a key that is for PSS only */
    c.ca = spec_ca("CA", KEY_RSA_PSS, "Root", KEY_ROOT);
    c.server = spec_server("www.example", "CA", KEY_RSA_PSS);
    c.server.pss = true;
    c.server.algorithm = SEQ(OID("1.2.840.113549.1.1.11"), DER_NULL);
    assert_refused(&c, BRINE_ERROR_CERT_SIGNATURE);
}

static void an_anchors_own_signature_does_not_matter(void **state)
{
    chain c = chain_make();

    (void)state;
    c.root.algorithm = SEQ(OID("1.2.840.113549.1.1.5"), DER_NULL); /* SHA-1, as old roots have */
    c.root.break_signature = true;
    assert_accepted(&c);
}

/* ---- CAs ---- */

static void a_ca_says_that_it_is_one(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_drop(&c.ca, BASIC_CONSTRAINTS);
    refused(&c, BRINE_ERROR_CERT_NOT_A_CA, "it has no basicConstraints");
    c = chain_make();
    spec_drop(&c.root, BASIC_CONSTRAINTS);
    refused(&c, BRINE_ERROR_CERT_NOT_A_CA, "trust anchor");
    c = chain_make();
    spec_set(&c.root, BASIC_CONSTRAINTS, true, factory_basic_constraints(false, -1));
    refused(&c, BRINE_ERROR_CERT_NOT_A_CA, "trust anchor");
}

/* It can't say that it is a CA's, so only the store says so, and only of what signed itself. */
static void a_version_1_certificate_is_a_cas_in_the_store_alone(void **state)
{
    chain c = chain_make();

    (void)state;
    c.root.version = 1;
    c.root.extension_count = 0;
    strictly_refused(&c, BRINE_ERROR_CERT_NOT_A_CA, "trust anchor");
    c.options.strict = false;
    c.root.version = 2;
    refused(&c, BRINE_ERROR_CERT_NOT_A_CA, "trust anchor");
    c.root.version = 1;
    c.root.issuer = factory_name("Other");
    refused(&c, BRINE_ERROR_CERT_NOT_A_CA, "trust anchor");
    c = chain_make();
    c.ca.version = 1;
    c.ca.extension_count = 0;
    refused(&c, BRINE_ERROR_CERT_NOT_A_CA, "certificate 1");
}

static void a_cas_key_signs_certificates(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.root, KEY_USAGE, true, factory_key_usage(1 << 0));
    refused(&c, BRINE_ERROR_CERT_KEY_USAGE, "trust anchor");
    c = chain_make();
    spec_drop(&c.root, KEY_USAGE);
    spec_drop(&c.ca, KEY_USAGE);
    assert_accepted(&c);
}

static void a_cas_purposes_limit_those_below(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, EXT_KEY_USAGE, false, SEQ(OID(SERVER_AUTH)));
    assert_accepted(&c);
    spec_set(&c.ca, EXT_KEY_USAGE, false, SEQ(OID(ANY_PURPOSE)));
    assert_accepted(&c);
    spec_set(&c.ca, EXT_KEY_USAGE, false, SEQ(OID(CLIENT_AUTH)));
    refused(&c, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE, "certificate 1");
    c = chain_make();
    spec_set(&c.root, EXT_KEY_USAGE, false, SEQ(OID(CLIENT_AUTH)));
    refused(&c, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE, "trust anchor");
}

static void an_intermediate_is_issued_by_the_rules(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, BASIC_CONSTRAINTS, false, factory_basic_constraints(true, -1));
    assert_accepted(&c); /* a rule for CAs, which NIST PKITS 4.6.4 has verifiers pass over */
    spec_drop(&c.ca, SKI);
    strictly(&c, "subjectKeyIdentifier is missing");
    c = chain_make();
    c.ca.algorithm = SEQ(OID("1.2.840.10045.4.1"));
    refused(&c, BRINE_ERROR_CERT_WEAK_SIGNATURE, "certificate 1");
}

/* ---- Anchors in the strict profile ---- */

static void the_strict_profile_judges_how_anchors_were_issued(void **state)
{
    chain c = chain_make();
    der key_id = WRAP(0x80, factory_key_id(KEY_ROOT)), serial = WRAP(0x82, BYTES(5));
    der issuer = WRAP(0xa1, DIRECTORY(factory_name("Root")));

    (void)state;
    c.options.strict = true;
    assert_accepted(&c);
    spec_set(&c.root, AKI, false, SEQ(key_id));
    assert_accepted(&c);
    spec_set(&c.root, AKI, false, SEQ(key_id, issuer, serial));
    strictly(&c, "names issuer or serial number");
    spec_set(&c.root, AKI, false, SEQ(issuer, serial));
    strictly(&c, "has no keyIdentifier");
    spec_set(&c.root, AKI, false, factory_aki(KEY_OTHER));
    strictly(&c, "differs from the root's own");
    c = chain_make();
    spec_drop(&c.root, SKI);
    strictly(&c, "subjectKeyIdentifier is missing");
    c = chain_make();
    spec_set(&c.root, BASIC_CONSTRAINTS, false, factory_basic_constraints(true, -1));
    strictly(&c, "basicConstraints is not critical");
    c = chain_make();
    c.root = spec_ca("Root", KEY_ROOT, "Grandparent", KEY_OTHER);
    c.options.strict = true;
    assert_accepted(&c);
    spec_set(&c.root, AKI, false, SEQ(WRAP(0x80, BYTES(1)), issuer, serial));
    assert_accepted(&c);
    spec_drop(&c.root, AKI);
    strictly(&c, "authorityKeyIdentifier is missing");
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_good_chain_is_accepted),
        CASE(both_ends_of_validity_belong_to_it),
        CASE(each_certificate_must_be_current),
        CASE(times_reach_from_1950_to_9999),
        CASE(a_server_may_leave_out_usages),
        CASE(a_servers_extended_key_usage_names_serverAuth),
        CASE(a_servers_key_may_encipher_or_agree),
        CASE(a_server_is_no_ca),
        CASE(a_server_constrains_no_names),
        CASE(alt_names_are_critical_when_the_subject_is_empty),
        CASE(a_server_needs_version_3),
        CASE(serial_numbers_are_positive_and_short),
        CASE(the_issuers_key_is_named),
        CASE(a_self_issued_certificate_names_its_issuers_key_too),
        CASE(another_identifier_is_a_hint_only),
        CASE(unknown_critical_extensions_are_refused_anywhere),
        CASE(limits_of_policies_are_critical),
        CASE(every_kind_of_key_may_stand_in_a_path),
        CASE(every_hash_may_sign),
        CASE(weak_keys_are_refused_anywhere),
        CASE(an_algorithm_must_fit_the_issuers_key),
        CASE(an_anchors_own_signature_does_not_matter),
        CASE(a_ca_says_that_it_is_one),
        CASE(a_version_1_certificate_is_a_cas_in_the_store_alone),
        CASE(a_cas_key_signs_certificates),
        CASE(a_cas_purposes_limit_those_below),
        CASE(an_intermediate_is_issued_by_the_rules),
        CASE(the_strict_profile_judges_how_anchors_were_issued),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
