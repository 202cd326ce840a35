/* The form of certificates: one negative test for each branch of the parser. */
#include "support/test.h"
#include "unit/x509/chain.h"
#include "unit/x509/damage.h"
#include "x509/certificate/certificate.h"

#include <stdio.h>
#include <string.h>

#define DER_NULL BYTES(0x05, 0x00)

static cert_spec server(void)
{
    return spec_server("www.example", "CA", KEY_CA);
}

static brn_certificate parse(const cert_spec *spec)
{
    brn_certificate certificate;
    brn_malformed malformed = {"", ""};

    if (!brn_certificate_parse(factory_make(spec), &certificate, &malformed))
        fail_msg("%s %s", malformed.field, malformed.rule);
    return certificate;
}

static void refuse_der(der whole, const char *field, const char *rule)
{
    brn_certificate certificate;
    brn_malformed malformed = {"", ""};

    if (brn_certificate_parse(whole, &certificate, &malformed))
        fail_msg("accepted; expected: %s %s", field, rule);
    assert_string_equal(malformed.field, field);
    assert_string_equal(malformed.rule, rule);
}

static void refuse(const cert_spec *spec, const char *field, const char *rule)
{
    refuse_der(factory_make(spec), field, rule);
}

/* It is read, and the profile strict has something against it. */
static void lapses(const cert_spec *spec, const char *field, const char *rule)
{
    brn_certificate certificate = parse(spec);

    if (certificate.lapse.field == NULL)
        fail_msg("no lapse; expected: %s %s", field, rule);
    assert_string_equal(certificate.lapse.field, field);
    assert_string_equal(certificate.lapse.rule, rule);
}

/* ---- Fields ---- */

static void a_certificate_becomes_slices(void **state)
{
    cert_spec spec = server();
    brn_certificate c = parse(&spec);

    (void)state;
    assert_int_equal(c.version, 3);
    assert_true(brn_bytes_equal(c.subject, factory_name("www.example")));
    assert_true(brn_bytes_equal(c.issuer, factory_name("CA")));
    assert_true(brn_bytes_equal(c.spki, factory_spki(KEY_LEAF)));
    assert_true(c.not_before == INT64_C(1577836800));
    assert_true(c.not_after == INT64_C(1924991999));
    assert_string_equal(c.signature_algorithm->name, "ECDSA-SHA256");
    assert_int_equal(c.key_usage, BRN_KEY_USAGE_DIGITAL_SIGNATURE);
    assert_int_equal(c.extensions.name_count, 1);
    assert_true(c.extensions.purpose_server_auth);
    assert_false(c.extensions.is_ca);
    assert_false(c.is_self_issued);
    assert_true(brn_bytes_equal(c.extensions.authority_key_id, factory_key_id(KEY_CA)));
    assert_null(c.lapse.field);
}

static void the_whole_is_one_sequence(void **state)
{
    cert_spec spec = server();
    der whole = factory_make(&spec);
    static uint8_t huge[BRINE_CERTIFICATE_SIZE_MAX + 1];

    (void)state;
    refuse_der(NOTHING, "it", "is not a DER SEQUENCE of its own length");
    refuse_der((der){whole.data, whole.len - 1}, "it", "is not a DER SEQUENCE of its own length");
    refuse_der(JOIN(whole, DER_NULL), "it", "is not a DER SEQUENCE of its own length");
    refuse_der((der){huge, sizeof huge}, "it", "is longer than brine accepts");
    refuse_der(SEQ(SEQ(NOTHING)), "signatureAlgorithm", "is not an algorithm");
    refuse_der(SEQ(SEQ(NOTHING), SEQ(NOTHING)), "signatureAlgorithm", "is not an algorithm");
    refuse_der(SEQ(SEQ(NOTHING), SEQ(DER_NULL)), "signatureAlgorithm", "is not an algorithm");
    refuse_der(SEQ(SEQ(NOTHING), SEQ(OID("1.2.3"), DER_NULL, DER_NULL)), "signatureAlgorithm",
               "is not an algorithm");
    refuse_der(SEQ(SEQ(NOTHING), SEQ(OID("1.2.3"), DER_NULL)), "signatureValue",
               "is not a bit string at the end");
    refuse_der(SEQ(SEQ(NOTHING), SEQ(OID("1.2.3")), BYTES(3, 1, 0), DER_NULL), "signatureValue",
               "is not a bit string at the end");
}

static void every_prefix_is_refused(void **state)
{
    cert_spec spec = server();
    der whole = factory_make(&spec);
    brn_certificate certificate;
    brn_malformed malformed;

    (void)state;
    for (size_t len = 0; len < whole.len; len++)
        assert_false(brn_certificate_parse((der){whole.data, len}, &certificate, &malformed));
}

static void versions_are_1_to_3(void **state)
{
    cert_spec spec = server();

    (void)state;
    spec.extension_count = 0;
    spec.version = 1;
    assert_int_equal(parse(&spec).version, 1);
    spec.version = 2;
    assert_int_equal(parse(&spec).version, 2);
    spec.version = 4;
    refuse(&spec, "version", "is not 1, 2 or 3");
    spec.version = 1; /* spelt out, though it is the default */
    spec.serial = JOIN(WRAP(0xa0, INT(0)), INT(1));
    lapses(&spec, "version", "is 1 and spelled out");
    spec.serial = JOIN(WRAP(0xa0, INT(2), INT(2)), INT(1));
    refuse(&spec, "version", "is not 1, 2 or 3");
    spec.serial = JOIN(WRAP(0xa0, INT(-1)), INT(1));
    refuse(&spec, "version", "is not 1, 2 or 3");
}

static void fields_stand_in_their_order(void **state)
{
    cert_spec spec = server();

    (void)state;
    spec.serial = NOTHING;
    refuse(&spec, "serialNumber", "is not an integer");
    spec = server();
    spec.inner_algorithm = DER_NULL;
    refuse(&spec, "signature", "is not an algorithm");
    spec.inner_algorithm = SEQ(OID("1.2.840.10045.4.3.3"));
    refuse(&spec, "signature", "differs from signatureAlgorithm");
    spec = server();
    spec.issuer = DER_NULL;
    refuse(&spec, "issuer", "is not a name");
    spec.issuer = SEQ(NOTHING);
    refuse(&spec, "issuer", "is empty");
    spec = server();
    spec.issuer = SEQ(SET_OF(NOTHING));
    refuse(&spec, "issuer", "is empty");
    spec = server();
    spec.subject = SEQ(DER_NULL);
    refuse(&spec, "subject", "is not a name");
    spec = server();
    spec.spki = DER_NULL;
    refuse(&spec, "subjectPublicKeyInfo", "is not a key");
    spec.spki = SEQ(DER_NULL);
    refuse(&spec, "subjectPublicKeyInfo", "is not an algorithm and a key");
}

static void validity_is_two_times(void **state)
{
    cert_spec spec = server();

    (void)state;
    spec.not_before = factory_text(0x17, "200101000000Z");
    assert_true(parse(&spec).not_before == INT64_C(1577836800));
    spec.not_before = UTF8("20200101000000Z");
    refuse(&spec, "notBefore", "is not a time");
    spec = server();
    spec.not_after = TIME("20301331000000Z");
    refuse(&spec, "notAfter", "is not a time");
    spec.not_after = NOTHING;
    refuse(&spec, "notAfter", "is not a time");
    spec.not_after = JOIN(TIME("20301231000000Z"), DER_NULL);
    refuse(&spec, "validity", "has more than two times");
    spec = server();
    spec.not_after = NOTHING;
    spec.not_before = NOTHING;
    refuse(&spec, "notBefore", "is not a time");
}

static void unique_identifiers_are_passed_over(void **state)
{
    cert_spec spec = server();

    (void)state;
    spec.before_extensions = JOIN(WRAP(0x81, BYTES(0, 1)), WRAP(0x82, BYTES(0, 2)));
    parse(&spec);
    spec.extension_count = 0;
    spec.version = 1;
    refuse(&spec, "a unique identifier", "stands in a version 1 certificate");
    spec.version = 3;
    spec.before_extensions = BYTES(0x81, 0x05, 0x00);
    refuse(&spec, "a unique identifier", "is not a bit string");
    spec.before_extensions = WRAP(0x81, NOTHING);
    refuse(&spec, "a unique identifier", "is not a bit string");
    spec.before_extensions = WRAP(0x82, BYTES(7, 0xff));
    refuse(&spec, "a unique identifier", "is not a bit string");
}

/* Where no chain is wanted: what stands between key and names may be anything with a length. */
static void names_are_found_behind_what_is_not_judged(void **state)
{
    const unsigned judged = BRN_JUDGE_KEY | BRN_JUDGE_NAMES;
    cert_spec spec = server();
    brn_certificate plain = parse(&spec), c;
    brn_malformed malformed = {"", ""};

    (void)state;
    spec.before_extensions = JOIN(WRAP(0x81, NOTHING), WRAP(0x82, BYTES(7, 0xff)), DER_NULL);
    refuse(&spec, "a unique identifier", "is not a bit string");
    assert_true(brn_certificate_parse_some(factory_make(&spec), judged, &c, &malformed));
    assert_int_equal(c.extensions.names.len, plain.extensions.names.len);
    assert_memory_equal(c.extensions.names.data, plain.extensions.names.data,
                        c.extensions.names.len);
    spec.before_extensions = BYTES(0x81, 0x84, 0x7f, 0xff, 0xff, 0xff);
    assert_false(brn_certificate_parse_some(factory_make(&spec), judged, &c, &malformed));
    assert_string_equal(malformed.field, "extensions");
    assert_string_equal(malformed.rule, "are not where they belong");
    assert_true(brn_certificate_parse_some(factory_make(&spec), BRN_JUDGE_KEY, &c, &malformed));
}

static void sets_of_a_name_stand_in_any_order(void **state)
{
    const char *const rule = "has a set that is empty or not in DER's order";
    cert_spec spec = server();

    (void)state;
    spec.subject = SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8("b")), SEQ(OID("2.5.4.3"), UTF8("a"))));
    lapses(&spec, "subject", rule);
    spec.subject = SEQ(SET_OF(NOTHING), SET_OF(SEQ(OID("2.5.4.3"), UTF8("a"))));
    lapses(&spec, "subject", rule);
    spec = server();
    spec.issuer = SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8("b")), SEQ(OID("2.5.4.3"), UTF8("a"))));
    lapses(&spec, "issuer", rule);
}

static void extensions_are_for_version_3(void **state)
{
    cert_spec spec = server();

    (void)state;
    spec.version = 2;
    refuse(&spec, "extensions", "stand in a certificate before version 3");
}

static void extensions_end_the_certificate(void **state)
{
    const char *const rule = "are not a list of extensions at the end";
    cert_spec spec = server();

    (void)state;
    spec.extension_count = 0;
    spec.before_extensions = WRAP(0xa3, SEQ(NOTHING));
    refuse(&spec, "extensions", rule);
    spec.before_extensions = WRAP(0xa3, DER_NULL);
    refuse(&spec, "extensions", rule);
    spec.before_extensions = DER_NULL;
    refuse(&spec, "extensions", rule);
    spec = server();
    spec.before_extensions = WRAP(0xa3, SEQ(factory_extension(SKI, false, OCTETS(BYTES(1, 2, 3)))));
    refuse(&spec, "extensions", rule);
    spec.before_extensions = NOTHING;
    spec.extensions[0].whole = JOIN(spec.extensions[0].whole, DER_NULL);
    refuse(&spec, "an extension", "is not an OID, a boolean and a value");
}

static void a_key_usage_that_is_absent_allows_all(void **state)
{
    cert_spec spec = server();
    brn_certificate c = parse(&spec);

    (void)state;
    assert_true(brn_key_usage_allows(&c, BRN_KEY_USAGE_DIGITAL_SIGNATURE));
    assert_true(
        brn_key_usage_allows(&c, BRN_KEY_USAGE_DIGITAL_SIGNATURE | BRN_KEY_USAGE_KEY_CERT_SIGN));
    assert_false(brn_key_usage_allows(&c, BRN_KEY_USAGE_KEY_CERT_SIGN));
    spec_drop(&spec, KEY_USAGE);
    c = parse(&spec);
    assert_int_equal(c.key_usage, -1);
    assert_true(brn_key_usage_allows(&c, BRN_KEY_USAGE_KEY_CERT_SIGN));
}

/* ---- Extensions ---- */

#define NOT_AS_RFC_5280 "is not what RFC 5280 says"

/* A server certificate with this value for an extension. */
static cert_spec with(const char *oid, bool critical, der value)
{
    cert_spec spec = server();

    spec_set(&spec, oid, critical, value);
    return spec;
}

static brn_cert_extensions take(const char *oid, der value)
{
    cert_spec spec = with(oid, false, value);

    return parse(&spec).extensions;
}

static void refuse_value(const char *oid, der value, const char *field, const char *rule)
{
    cert_spec spec = with(oid, false, value);

    refuse(&spec, field, rule);
}

static void lapsing(const char *oid, der value, const char *field, const char *rule)
{
    cert_spec spec = with(oid, false, value);

    lapses(&spec, field, rule);
}

/* What no decision needs: it is read as absent, unless it is critical. */
static void hint(const char *oid, der value, const char *field, const char *rule)
{
    cert_spec critical = with(oid, true, value);

    lapsing(oid, value, field, rule);
    refuse(&critical, field, rule);
}

static void an_extension_is_oid_boolean_value(void **state)
{
    const char *const rule = "is not an OID, a boolean and a value";
    cert_spec spec = server();
    der value = OCTETS(DER_NULL);

    (void)state;
    spec.extensions[0].whole = SEQ(OID("1.2.3"), value);
    parse(&spec);
    spec.extensions[0].whole = SEQ(OID("1.2.3"), BYTES(1, 1, 0), value);
    lapses(&spec, "an extension", "spells out that it is not critical");
    spec.extensions[0].whole = SEQ(OID("1.2.3"), BYTES(1, 1, 1), value);
    refuse(&spec, "an extension", rule);
    spec.extensions[0].whole = SEQ(value);
    refuse(&spec, "an extension", rule);
    spec.extensions[0].whole = SEQ(OID("1.2.3"), value, DER_NULL);
    refuse(&spec, "an extension", rule);
    spec.extensions[0].whole = SEQ(OID("1.2.3"));
    refuse(&spec, "an extension", rule);
}

static void none_appears_twice(void **state)
{
    cert_spec spec = server();

    (void)state;
    spec.extensions[spec.extension_count++].whole =
        factory_extension(SAN, false, SEQ(DNS("www.example")));
    refuse(&spec, "subjectAltName", "appears twice");
    spec = server();
    spec.extensions[spec.extension_count++].whole = factory_extension("1.2.3", false, DER_NULL);
    spec.extensions[spec.extension_count++].whole = factory_extension("1.2.3", false, DER_NULL);
    refuse(&spec, "an extension", "appears twice");
}

static void their_number_is_limited(void **state)
{
    cert_spec spec = server();
    der all[BRINE_EXTENSIONS_MAX + 1];
    char oid[32];

    (void)state;
    for (unsigned i = 0; i < BRINE_EXTENSIONS_MAX + 1; i++) {
        snprintf(oid, sizeof oid, "1.2.3.%u", i);
        all[i] = factory_extension(oid, false, DER_NULL);
    }
    spec.extension_count = 1;
    spec.extensions[0].whole = factory_join(all, BRINE_EXTENSIONS_MAX);
    parse(&spec);
    spec.extensions[0].whole = factory_join(all, BRINE_EXTENSIONS_MAX + 1);
    refuse(&spec, "an extension", "is one more than brine accepts");
}

static void unknown_critical_ones_are_kept_for_the_rules(void **state)
{
    cert_spec spec = with("1.2.3", true, DER_NULL);
    brn_certificate c = parse(&spec);

    (void)state;
    assert_true(brn_bytes_equal(c.extensions.unprocessed, BYTES(0x2a, 0x03)));
    assert_int_equal(take("1.2.3", DER_NULL).unprocessed.len, 0);
}

static void three_must_not_be_critical(void **state)
{
    cert_spec spec = with(AKI, true, factory_aki(KEY_CA));

    (void)state;
    lapses(&spec, "authorityKeyIdentifier", "is marked critical");
    spec = with(SKI, true, OCTETS(BYTES(1)));
    lapses(&spec, "subjectKeyIdentifier", "is marked critical");
    spec = with(AIA, true, SEQ(SEQ(OID("1.3.6.1.5.5.7.48.2"), URI("http://x.example/"))));
    lapses(&spec, "authorityInfoAccess", "is marked critical");
}

static void key_identifiers(void **state)
{
    const char *const aki = "authorityKeyIdentifier";
    der key_id = WRAP(0x80, BYTES(7)), issuer = WRAP(0xa1, DIRECTORY(factory_name("x")));
    der serial = WRAP(0x82, BYTES(5));

    (void)state;
    assert_int_equal(take(SKI, OCTETS(BYTES(1, 2))).subject_key_id.len, 2);
    hint(SKI, OCTETS(NOTHING), "subjectKeyIdentifier", "is empty");
    hint(SKI, JOIN(OCTETS(BYTES(1)), DER_NULL), "subjectKeyIdentifier",
         "has bytes after its value");
    assert_int_equal(take(AKI, SEQ(key_id)).authority_key_id.len, 1);
    assert_false(take(AKI, SEQ(key_id)).authority_names_issuer);
    assert_true(take(AKI, SEQ(key_id, issuer, serial)).authority_names_issuer);
    assert_true(take(AKI, SEQ(issuer, serial)).authority_names_issuer);
    hint(AKI, SEQ(key_id, serial), aki, "names issuer or serial number without the other");
    hint(AKI, SEQ(key_id, issuer), aki, "names issuer or serial number without the other");
    hint(AKI, SEQ(key_id, issuer, WRAP(0x82, NOTHING)), aki, NOT_AS_RFC_5280);
    hint(AKI, SEQ(key_id, issuer, WRAP(0x82, BYTES(0, 1))), aki, NOT_AS_RFC_5280);
    assert_int_equal(take(AKI, SEQ(NOTHING)).authority_key_id.len, 0);
    hint(AKI, SEQ(WRAP(0x80, NOTHING)), aki, NOT_AS_RFC_5280);
    hint(AKI, SEQ(issuer, key_id), aki, NOT_AS_RFC_5280);
    hint(AKI, SEQ(WRAP(0xa1, DER_NULL)), aki, NOT_AS_RFC_5280);
    hint(AKI, SEQ(WRAP(0xa1, NOTHING)), aki, NOT_AS_RFC_5280);
    hint(AKI, JOIN(SEQ(key_id), DER_NULL), aki, "has bytes after its value");
    hint(AKI, key_id, aki, NOT_AS_RFC_5280);
}

static void basic_constraints(void **state)
{
    const char *const name = "basicConstraints";

    (void)state;
    assert_false(take(BASIC_CONSTRAINTS, SEQ(NOTHING)).is_ca);
    assert_true(take(BASIC_CONSTRAINTS, SEQ(TRUE_DER)).is_ca);
    assert_false(take(BASIC_CONSTRAINTS, SEQ(TRUE_DER)).has_path_length);
    assert_int_equal(take(BASIC_CONSTRAINTS, SEQ(TRUE_DER, INT(3))).path_length, 3);
    lapsing(BASIC_CONSTRAINTS, SEQ(BYTES(1, 1, 0)), name, "spells out that it is no CA's");
    refuse_value(BASIC_CONSTRAINTS, SEQ(BYTES(1, 1, 1)), name, NOT_AS_RFC_5280);
    refuse_value(BASIC_CONSTRAINTS, SEQ(TRUE_DER, INT(-1)), name, NOT_AS_RFC_5280);
    refuse_value(BASIC_CONSTRAINTS, SEQ(TRUE_DER, INT(1), INT(1)), name, NOT_AS_RFC_5280);
    refuse_value(BASIC_CONSTRAINTS, TRUE_DER, name, NOT_AS_RFC_5280);
    lapsing(BASIC_CONSTRAINTS, SEQ(INT(0)), name, "has a pathLenConstraint without being a CA's");
}

static void key_usage(void **state)
{
    (void)state;
    assert_int_equal(take(KEY_USAGE, factory_key_usage(1 << 8 | 1)).key_usage, 0x101);
    assert_int_equal(take(KEY_USAGE, BYTES(3, 1, 0)).key_usage, 0);
    refuse_value(KEY_USAGE, BYTES(3, 0), "keyUsage", NOT_AS_RFC_5280);
    refuse_value(KEY_USAGE, BYTES(3, 2, 5, 0xff), "keyUsage", NOT_AS_RFC_5280);
    refuse_value(KEY_USAGE, INT(1), "keyUsage", NOT_AS_RFC_5280);
}

static void extended_key_usage(void **state)
{
    (void)state;
    assert_true(take(EXT_KEY_USAGE, SEQ(OID(CLIENT_AUTH), OID(SERVER_AUTH))).purpose_server_auth);
    assert_true(take(EXT_KEY_USAGE, SEQ(OID(ANY_PURPOSE))).purpose_any);
    assert_false(take(EXT_KEY_USAGE, SEQ(OID(CLIENT_AUTH))).purpose_server_auth);
    refuse_value(EXT_KEY_USAGE, SEQ(NOTHING), "extKeyUsage", "names no purpose");
    refuse_value(EXT_KEY_USAGE, SEQ(DER_NULL), "extKeyUsage", NOT_AS_RFC_5280);
    refuse_value(EXT_KEY_USAGE, OID(SERVER_AUTH), "extKeyUsage", NOT_AS_RFC_5280);
}

static void subject_alt_name(void **state)
{
    const char *const name = "subjectAltName", *const malformed = "has a malformed name";
    const char *const no_host = "has a dNSName that is no host name";

    (void)state;
    assert_int_equal(
        take(SAN, SEQ(DNS("a.example"), DNS("*.b.example"), IP(1, 2, 3, 4), EMAIL("me"), URI("x:"),
                      DIRECTORY(factory_name("d")), WRAP(0x88, BYTES(0x2a)),
                      WRAP(0xa0, OID("1.2.3"), WRAP(0xa0, UTF8("o"))), WRAP(0xa3, NOTHING),
                      WRAP(0xa5, NOTHING)))
            .name_count,
        10);
    refuse_value(SAN, SEQ(NOTHING), name, "has no name");
    refuse_value(SAN, factory_copy("www.example", 11), name, NOT_AS_RFC_5280);
    refuse_value(SAN, JOIN(SEQ(DNS("a.example")), DER_NULL), name, "has bytes after its value");
    refuse_value(SAN, SEQ(WRAP(0xa2, BYTES('a'))), name, malformed);
    refuse_value(SAN, SEQ(WRAP(0x84, BYTES('a'))), name, malformed);
    refuse_value(SAN, SEQ(WRAP(0x89, BYTES('a'))), name, malformed);
    refuse_value(SAN, SEQ(UTF8("a.example")), name, malformed);
    lapsing(SAN, SEQ(DNS("b\xc3\xbc.example")), name, malformed);
    lapsing(SAN, SEQ(WRAP(0x82, BYTES('a', 0, 'b'))), name, malformed);
    lapsing(SAN, SEQ(WRAP(0x81, BYTES('a', 0, 'b'))), name, malformed);
    lapsing(SAN, SEQ(URI("\xff")), name, malformed);
    lapsing(SAN, SEQ(DIRECTORY(DER_NULL)), name, malformed);
    lapsing(SAN, SEQ(DIRECTORY(JOIN(factory_name("a"), DER_NULL))), name, malformed);
    lapsing(SAN, SEQ(WRAP(0xa0, OID("1.2.3"))), name, malformed);
    lapsing(SAN, SEQ(WRAP(0xa0, OID("1.2.3"), WRAP(0xa0, NOTHING))), name, malformed);
    lapsing(SAN, SEQ(WRAP(0xa0, OID("1.2.3"), WRAP(0xa0, DER_NULL, DER_NULL))), name, malformed);
    lapsing(SAN, SEQ(WRAP(0xa0, WRAP(0xa0, DER_NULL))), name, malformed);
    lapsing(SAN, SEQ(WRAP(0x88, NOTHING)), name, malformed);
    lapsing(SAN, SEQ(WRAP(0x88, BYTES(0x80, 0x01))), name, malformed);
    lapsing(SAN, SEQ(DNS("")), name, no_host);
    lapsing(SAN, SEQ(DNS("*")), name, no_host);
    lapsing(SAN, SEQ(DNS("a*.example")), name, no_host);
    lapsing(SAN, SEQ(DNS(".example")), name, no_host);
    lapsing(SAN, SEQ(DNS("a_b.example")), name, no_host);
    lapsing(SAN, SEQ(DNS("*.a_b.example")), name, no_host);
    lapsing(SAN, SEQ(DNS("a-.example")), name, no_host);
    lapsing(SAN, SEQ(DNS("www.example.")), name, no_host);
    lapsing(SAN, SEQ(DNS("a.*.example")), name, no_host);
    lapsing(SAN, SEQ(DNS("www.example:443")), name, no_host);
    lapsing(SAN, SEQ(DNS("https://www.example/")), name, no_host);
    lapsing(SAN,
            SEQ(DIRECTORY(
                SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8("b")), SEQ(OID("2.5.4.3"), UTF8("a")))))),
            name, "has a directoryName with a set that is empty or not in DER's order");
    assert_int_equal(take(SAN, SEQ(DNS("a b"), DNS("a.example"))).name_count, 2);
    lapsing(SAN, SEQ(DNS("8.8.8.8")), name, no_host);
    lapsing(SAN, SEQ(IP(1, 2, 3)), name, "has an iPAddress of neither 4 nor 16 bytes");
    lapsing(SAN, SEQ(IP(1, 2, 3, 4, 255, 255, 255, 0)), name,
            "has an iPAddress of neither 4 nor 16 bytes");
}

static void the_number_of_names_is_limited(void **state)
{
    static der all[BRINE_NAMES_MAX + 1];

    (void)state;
    for (size_t i = 0; i < BRINE_NAMES_MAX + 1; i++)
        all[i] = DNS("a.example");
    assert_int_equal(take(SAN, factory_wrap(0x30, all, BRINE_NAMES_MAX)).name_count,
                     BRINE_NAMES_MAX);
    refuse_value(SAN, factory_wrap(0x30, all, BRINE_NAMES_MAX + 1), "subjectAltName",
                 "has more names than brine accepts");
}

static void name_constraints(void **state)
{
    const char *const name = "nameConstraints";
    der subtree = SEQ(DNS("example"));

    (void)state;
    assert_int_equal(take(NAME_CONSTRAINTS, SEQ(WRAP(0xa0, subtree))).excluded.len, 0);
    assert_int_equal(take(NAME_CONSTRAINTS, SEQ(WRAP(0xa1, subtree))).permitted.len, 0);
    refuse_value(NAME_CONSTRAINTS, SEQ(NOTHING), name, "neither permits nor excludes anything");
    refuse_value(NAME_CONSTRAINTS, SEQ(WRAP(0xa0, NOTHING), WRAP(0xa1, subtree)), name,
                 "neither permits nor excludes anything");
    refuse_value(NAME_CONSTRAINTS, SEQ(WRAP(0xa0, subtree), WRAP(0xa1, NOTHING)), name,
                 "neither permits nor excludes anything");
    refuse_value(NAME_CONSTRAINTS, SEQ(WRAP(0xa1, subtree), WRAP(0xa0, subtree)), name,
                 NOT_AS_RFC_5280);
    refuse_value(NAME_CONSTRAINTS, subtree, name, NOT_AS_RFC_5280);
}

static void authority_information_access(void **state)
{
    const char *const name = "authorityInfoAccess";
    der ocsp = SEQ(OID("1.3.6.1.5.5.7.48.1"), URI("http://o.example/"));
    der issuers = SEQ(OID("1.3.6.1.5.5.7.48.2"), URI("http://i.example/"));

    (void)state;
    take(AIA, SEQ(ocsp));
    take(AIA, SEQ(ocsp, issuers));
    hint(AIA, SEQ(NOTHING), name, "describes no access");
    hint(AIA, factory_copy("malformed", 9), name, NOT_AS_RFC_5280);
    hint(AIA, SEQ(SEQ(OID("1.2.3"))), name, NOT_AS_RFC_5280);
    hint(AIA, SEQ(SEQ(URI("x:"))), name, NOT_AS_RFC_5280);
    hint(AIA, SEQ(SEQ(OID("1.2.3"), URI("x:"), DER_NULL)), name, NOT_AS_RFC_5280);
}

static void certificate_policies(void **state)
{
    const char *const name = "certificatePolicies";
    der qualifier = SEQ(SEQ(OID("1.3.6.1.5.5.7.2.1"), UTF8("x")));

    (void)state;
    take(POLICIES, SEQ(SEQ(OID("1.2.3")), SEQ(OID("1.2.4"), qualifier)));
    hint(POLICIES, SEQ(NOTHING), name, NOT_AS_RFC_5280);
    hint(POLICIES, SEQ(SEQ(NOTHING)), name, NOT_AS_RFC_5280);
    hint(POLICIES, SEQ(SEQ(OID("1.2.3"), DER_NULL)), name, NOT_AS_RFC_5280);
    hint(POLICIES, SEQ(SEQ(OID("1.2.3"), qualifier, DER_NULL)), name, NOT_AS_RFC_5280);
    hint(POLICIES, SEQ(SEQ(OID("1.2.3"), SEQ(NOTHING))), name, NOT_AS_RFC_5280);
    hint(POLICIES, SEQ(SEQ(OID("1.2.3"), SEQ(SEQ(OID("1.2.3"))))), name, NOT_AS_RFC_5280);
    hint(POLICIES, SEQ(SEQ(OID("1.2.3"), SEQ(SEQ(UTF8("x"))))), name, NOT_AS_RFC_5280);
    hint(POLICIES, SEQ(SEQ(OID("1.2.3"), SEQ(SEQ(OID("1.2.3"), DER_NULL, DER_NULL)))), name,
         NOT_AS_RFC_5280);
    take(POLICY_MAPPINGS, SEQ(SEQ(OID("1.2.3"), OID("1.2.4"))));
    hint(POLICY_MAPPINGS, SEQ(SEQ(OID("1.2.3"), OID("2.5.29.32.0"))), "policyMappings",
         "maps anyPolicy");
    hint(POLICY_MAPPINGS, SEQ(SEQ(OID("2.5.29.32.0"), OID("1.2.3"))), "policyMappings",
         "maps anyPolicy");
    hint(POLICY_MAPPINGS, SEQ(NOTHING), "policyMappings", NOT_AS_RFC_5280);
    hint(POLICY_MAPPINGS, SEQ(SEQ(OID("1.2.3"))), "policyMappings", NOT_AS_RFC_5280);
    take(ANY_POLICY, INT(0));
    hint(ANY_POLICY, INT(-1), "inhibitAnyPolicy", NOT_AS_RFC_5280);
    take(POLICY_CONSTRAINTS, SEQ(WRAP(0x80, BYTES(0))));
    hint(POLICY_CONSTRAINTS, SEQ(WRAP(0x80, NOTHING)), "policyConstraints", NOT_AS_RFC_5280);
    hint(POLICY_CONSTRAINTS, SEQ(WRAP(0x80, BYTES(0xff))), "policyConstraints", NOT_AS_RFC_5280);
    hint(POLICY_CONSTRAINTS, SEQ(WRAP(0x81, BYTES(0, 1))), "policyConstraints", NOT_AS_RFC_5280);
    hint(POLICY_CONSTRAINTS, SEQ(NOTHING), "policyConstraints", NOT_AS_RFC_5280);
    hint(POLICY_CONSTRAINTS, SEQ(DER_NULL), "policyConstraints", NOT_AS_RFC_5280);
}

static void only_a_required_policy_is_left_unprocessed(void **state)
{
    cert_spec requires = with(POLICY_CONSTRAINTS, true, SEQ(WRAP(0x80, BYTES(0))));
    cert_spec inhibits = with(POLICY_CONSTRAINTS, true, SEQ(WRAP(0x81, BYTES(0))));
    cert_spec policies = with(POLICIES, true, SEQ(SEQ(OID("1.2.3"))));
    cert_spec notice =
        with(POLICIES, true, SEQ(SEQ(OID("1.2.3"), SEQ(SEQ(OID("1.3.6.1.5.5.7.2.2"), DER_NULL)))));
    der other = SEQ(SEQ(OID("1.2.3"), SEQ(SEQ(OID("1.2.4"), DER_NULL))));
    cert_spec other_qualifier = with(POLICIES, true, other);

    (void)state;
    assert_int_equal(parse(&requires).extensions.unprocessed.len, 3);
    assert_int_equal(parse(&inhibits).extensions.unprocessed.len, 0);
    assert_int_equal(parse(&policies).extensions.unprocessed.len, 0);
    assert_int_equal(parse(&notice).extensions.unprocessed.len, 0);
    assert_int_equal(parse(&other_qualifier).extensions.unprocessed.len, 3);
    assert_int_equal(take(POLICIES, other).unprocessed.len, 0);
    assert_int_equal(take(POLICY_CONSTRAINTS, SEQ(WRAP(0x80, BYTES(0)))).unprocessed.len, 0);
}

/* The damages of an extension's value that no rule of RFC 5280 notices, one a line. */
static const char *unnoticed(const char *oid, der value)
{
    static char all[1024];
    char what[64];
    size_t len = 0;
    der damaged;

    all[0] = '\0';
    for (size_t n = 0; (damaged = damage(value, n, what, sizeof what)).data != NULL; n++) {
        cert_spec spec = with(oid, false, damaged);
        brn_certificate certificate;
        brn_malformed malformed;

        if (brn_certificate_parse(factory_make(&spec), &certificate, &malformed) &&
            certificate.lapse.field == NULL)
            len += (size_t)snprintf(all + len, sizeof all - len, "%s\n", what);
    }
    return all;
}

/* What stands in a name, an OID or a string, and how often, is not the parser's to judge. */
static void an_extension_with_one_thing_wrong_is_noticed(void **state)
{
    der subtree = SEQ(DNS("example")), directory = WRAP(0xa1, DIRECTORY(factory_name("CA")));
    der qualifier = SEQ(SEQ(OID("1.3.6.1.5.5.7.2.1"), UTF8("x")));
    der ocsp = SEQ(OID("1.3.6.1.5.5.7.48.1"), URI("http://o.example/"));
    const struct {
        const char *oid;
        der value;
        const char *unnoticed;
    } rows[] = {
        {AKI, SEQ(WRAP(0x80, BYTES(1, 2)), directory, WRAP(0x82, BYTES(5))),
         "element 2 (tag 0x80) is left out\n"
         "element 2 (tag 0x80) lost its last byte\n"
         "element 6 (tag 0x31) is left out\n"
         "element 7 (tag 0x30) is left out\n"
         "element 8 (tag 0x06) lost its last byte\n"
         "element 9 (tag 0x0c) lost its last byte\n"},
        {BASIC_CONSTRAINTS, factory_basic_constraints(true, 1),
         "element 3 (tag 0x02) is left out\n"},
        {NAME_CONSTRAINTS, SEQ(WRAP(0xa0, subtree), WRAP(0xa1, subtree)),
         "element 2 (tag 0xa0) is left out\n"
         "element 4 (tag 0x82) lost its last byte\n"
         "element 5 (tag 0xa1) is left out\n"
         "element 7 (tag 0x82) lost its last byte\n"},
        {AIA, SEQ(ocsp),
         "element 3 (tag 0x06) lost its last byte\n"
         "element 4 (tag 0x86) lost its last byte\n"},
        {POLICIES, SEQ(SEQ(OID("1.2.3"), qualifier)),
         "element 3 (tag 0x06) lost its last byte\n"
         "element 4 (tag 0x30) is left out\n"
         "element 6 (tag 0x06) lost its last byte\n"
         "element 7 (tag 0x0c) has another tag\n"
         "element 7 (tag 0x0c) lost its last byte\n"},
        {POLICY_MAPPINGS, SEQ(SEQ(OID("1.2.3"), OID("1.2.4"))),
         "element 3 (tag 0x06) lost its last byte\n"
         "element 4 (tag 0x06) lost its last byte\n"},
        {POLICY_CONSTRAINTS, SEQ(WRAP(0x80, BYTES(0)), WRAP(0x81, BYTES(0))),
         "element 2 (tag 0x80) is left out\n"
         "element 3 (tag 0x81) is left out\n"},
        {EXT_KEY_USAGE, SEQ(OID(SERVER_AUTH), OID(CLIENT_AUTH)),
         "element 2 (tag 0x06) is left out\n"
         "element 2 (tag 0x06) lost its last byte\n"
         "element 3 (tag 0x06) is left out\n"
         "element 3 (tag 0x06) lost its last byte\n"},
    };
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *found = unnoticed(rows[i].oid, rows[i].value);

        if (strcmp(found, rows[i].unnoticed) != 0) {
            print_error("%s: not noticed:\n%s", rows[i].oid, found);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_certificate_becomes_slices),
        CASE(the_whole_is_one_sequence),
        CASE(every_prefix_is_refused),
        CASE(versions_are_1_to_3),
        CASE(fields_stand_in_their_order),
        CASE(validity_is_two_times),
        CASE(unique_identifiers_are_passed_over),
        CASE(names_are_found_behind_what_is_not_judged),
        CASE(sets_of_a_name_stand_in_any_order),
        CASE(extensions_are_for_version_3),
        CASE(extensions_end_the_certificate),
        CASE(a_key_usage_that_is_absent_allows_all),
        CASE(an_extension_is_oid_boolean_value),
        CASE(none_appears_twice),
        CASE(their_number_is_limited),
        CASE(unknown_critical_ones_are_kept_for_the_rules),
        CASE(three_must_not_be_critical),
        CASE(key_identifiers),
        CASE(basic_constraints),
        CASE(key_usage),
        CASE(extended_key_usage),
        CASE(subject_alt_name),
        CASE(the_number_of_names_is_limited),
        CASE(name_constraints),
        CASE(authority_information_access),
        CASE(certificate_policies),
        CASE(only_a_required_policy_is_left_unprocessed),
        CASE(an_extension_with_one_thing_wrong_is_noticed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
