/*
 * What the world issues, one row for each kind: what the default profile says to it and what the
 * profile strict does. And what both refuse, whatever an issuer may think.
 */
#include "support/test.h"
#include "unit/x509/chain.h"

#include <string.h>

#define DER_NULL  BYTES(0x05, 0x00)
#define RSA_OID   "1.2.840.113549.1.1.1"
#define ECDSA_OID "1.2.840.10045.4.3.2"

static void set_names(chain *c, der names)
{
    spec_set(&c->server, SAN, false, WRAP(0x30, names));
}

/* ---- Identifiers ---- */

static void no_aki(chain *c)
{
    spec_drop(&c->server, AKI);
    spec_drop(&c->ca, AKI);
}

static void empty_aki(chain *c)
{
    spec_set(&c->server, AKI, false, SEQ(NOTHING));
}

static void aki_of_another_key(chain *c)
{
    spec_set(&c->server, AKI, false, factory_aki(KEY_OTHER));
}

static void aki_of_another_issuer(chain *c)
{
    spec_set(&c->server, AKI, false,
             SEQ(WRAP(0xa1, DIRECTORY(factory_name("Elsewhere"))), WRAP(0x82, BYTES(77))));
}

static void aki_without_serial(chain *c)
{
    spec_set(&c->server, AKI, false, SEQ(WRAP(0xa1, DIRECTORY(factory_name("Root")))));
}

static void malformed_aki(chain *c)
{
    spec_set(&c->ca, AKI, false, DER_NULL);
}

static void critical_identifiers(chain *c)
{
    spec_set(&c->server, AKI, true, factory_aki(KEY_CA));
    spec_set(&c->server, SKI, true, OCTETS(factory_key_id(KEY_LEAF)));
    spec_set(&c->server, AIA, true, SEQ(SEQ(OID("1.3.6.1.5.5.7.48.2"), URI("http://x.example/"))));
}

static void no_ski(chain *c)
{
    spec_drop(&c->ca, SKI);
}

static void empty_ski(chain *c)
{
    spec_set(&c->ca, SKI, false, OCTETS(NOTHING));
}

/* ---- Entries that can match nothing, beside the right one ---- */

static void odd_names(chain *c)
{
    static const char *const odd[] = {"10.0.0.1",
                                      "my_host.example",
                                      "www.example.",
                                      "a b.example",
                                      "*",
                                      "w*.example",
                                      "a.*.example",
                                      "www.example:443",
                                      "https://www.example/",
                                      "{{ host }}",
                                      "",
                                      "-",
                                      "b\xc3\xbc"
                                      "cher.example",
                                      "a.label-of-more-than-sixty-three-characters-is-longer-than-"
                                      "dns-can-carry-it.example"};
    der names[sizeof odd / sizeof *odd + 6];
    size_t count = 0;

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        names[count++] = DNS(odd[i]);
    names[count++] = WRAP(0x82, BYTES('a', 0, 'b'));
    names[count++] = EMAIL("m\xfcller@example");
    names[count++] = URI("http://m\xfcller.example/");
    names[count++] = IP(1, 2, 3, 4, 5);
    names[count++] = IP(1, 2, 3, 4, 255, 255, 255, 0);
    names[count++] = DNS("www.example");
    set_names(c, factory_join(names, count));
    spec_set(&c->ca, SAN, false, factory_wrap(0x30, names, count));
    spec_set(&c->root, SAN, false, factory_wrap(0x30, names, count));
}

static void unsorted_directory_name(chain *c)
{
    der name = SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8("b")), SEQ(OID("2.5.4.3"), UTF8("a"))));

    set_names(c, JOIN(DIRECTORY(name), DIRECTORY(DER_NULL), DNS("www.example")));
}

static void critical_names_beside_a_subject(chain *c)
{
    spec_set(&c->server, SAN, true, SEQ(DNS("www.example")));
}

static void names_not_critical_without_a_subject(chain *c)
{
    c->server.subject = SEQ(NOTHING);
}

/* ---- Names ---- */

static void underscore(chain *c)
{
    c->host = "my_host.www.example";
    set_names(c, DNS("my_host.www.example"));
}

static void underscore_under_a_wildcard(chain *c)
{
    c->host = "my_host.www.example";
    set_names(c, DNS("*.www.example"));
}

static void hyphen_at_a_labels_end(chain *c)
{
    c->host = "a-.example";
    set_names(c, DNS("a-.example"));
}

static void unsorted_issuer(chain *c)
{
    der name = SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8("b")), SEQ(OID("2.5.4.3"), UTF8("a"))),
                   SET_OF(NOTHING));

    c->ca.subject = c->server.issuer = name;
}

/* In strict, too: how many there are is brine's own limit. */
static void many_attributes(chain *c)
{
    der attributes[9], rdns[70];

    for (size_t i = 0; i < 9; i++) {
        char text[] = {(char)('a' + i), '\0'};

        attributes[i] = SEQ(OID("2.5.4.3"), UTF8(text));
    }
    for (size_t i = 0; i < 70; i++)
        rdns[i] = factory_wrap(0x31, attributes, 9);
    c->ca.subject = c->server.issuer = factory_wrap(0x30, rdns, 70);
}

/* ---- Serial numbers, defaults, usages ---- */

static void serial_zero(chain *c)
{
    c->server.serial = INT(0);
}

static void serial_negative(chain *c)
{
    c->ca.serial = INT(-77);
}

static void serial_of_32_bytes(chain *c)
{
    uint8_t serial[32];

    memset(serial, 0x7f, sizeof serial);
    c->server.serial = WRAP(0x02, factory_copy(serial, sizeof serial));
}

static void ca_false_spelled_out(chain *c)
{
    spec_set(&c->server, BASIC_CONSTRAINTS, true, SEQ(BYTES(1, 1, 0)));
}

static void critical_false_spelled_out(chain *c)
{
    c->server.extensions[c->server.extension_count++].whole =
        SEQ(OID("1.2.3"), BYTES(1, 1, 0), OCTETS(DER_NULL));
}

static void version_1_spelled_out(chain *c)
{
    c->root.version = 1;
    c->root.extension_count = 0;
    c->root.serial = JOIN(WRAP(0xa0, INT(0)), INT(1));
}

static void minimum_spelled_out(chain *c)
{
    spec_set(&c->ca, NAME_CONSTRAINTS, true,
             SEQ(WRAP(0xa0, SEQ(DNS("example"), WRAP(0x80, BYTES(0))))));
}

static void path_length_without_ca(chain *c)
{
    spec_set(&c->server, BASIC_CONSTRAINTS, true, SEQ(INT(0)));
}

static void server_that_signs_certificates(chain *c)
{
    spec_set(&c->server, KEY_USAGE, true, factory_key_usage(1 | 1 << 5));
}

static void server_with_constraints(chain *c)
{
    spec_set(&c->server, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa0, SEQ(DNS("other.example")))));
}

static void server_that_is_a_ca(chain *c)
{
    spec_set(&c->server, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, -1));
}

/* What makes itself out to be its CA. */
static void server_that_is_a_ca_of_its_own_name(chain *c)
{
    server_that_is_a_ca(c);
    c->server.subject = c->server.issuer;
}

static void malformed_aia(chain *c)
{
    spec_set(&c->server, AIA, false, SEQ(NOTHING));
    spec_set(&c->ca, AIA, false, factory_copy("junk", 4));
}

static void malformed_policies(chain *c)
{
    spec_set(&c->server, POLICIES, false, SEQ(NOTHING));
    spec_set(&c->ca, POLICIES, false, SEQ(SEQ(OID("1.2.3"), SEQ(NOTHING))));
}

static void policy_constraints_not_critical(chain *c)
{
    spec_set(&c->ca, POLICY_CONSTRAINTS, false, SEQ(WRAP(0x80, BYTES(0))));
}

/* ---- Algorithms ---- */

static void rsa_key_without_null(chain *c)
{
    der spki = factory_spki(KEY_RSA_2048_LEAF);

    c->server.key = KEY_RSA_2048_LEAF;
    c->server.spki =
        SEQ(SEQ(OID(RSA_OID)), (der){spki.data + (spki.len - 275), 275}); /* its BIT STRING */
}

static void rsa_signature_without_null(chain *c)
{
    c->ca = spec_ca("CA", KEY_RSA_2048_CA, "Root", KEY_ROOT);
    c->server = spec_server("www.example", "CA", KEY_RSA_2048_CA);
    c->server.algorithm = SEQ(OID("1.2.840.113549.1.1.11"));
}

static void ecdsa_with_null(chain *c)
{
    c->server.algorithm = SEQ(OID(ECDSA_OID), DER_NULL);
}

static void rsa_of_2052_bits(chain *c)
{
    c->ca = spec_ca("CA", KEY_RSA_2052, "Root", KEY_ROOT);
    c->server = spec_server("www.example", "CA", KEY_RSA_2052);
}

/* ---- Anchors and constraints ---- */

static void root_of_version_1(chain *c)
{
    c->root.version = 1;
    c->root.extension_count = 0;
}

static void constraint_not_critical(chain *c)
{
    spec_set(&c->ca, NAME_CONSTRAINTS, false, SEQ(WRAP(0xa0, SEQ(DNS("www.example")))));
}

static void constraint_with_leading_dot(chain *c)
{
    spec_set(&c->ca, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa0, SEQ(DNS(".example")))));
}

typedef struct row {
    const char *kind;
    void (*make)(chain *c);
    brine_result strict; /* the default profile accepts each */
} row;

#define M BRINE_ERROR_CERT_MALFORMED

static const row rows[] = {
    {"no AKI", no_aki, M},
    {"empty AKI", empty_aki, M},
    {"AKI of another key", aki_of_another_key, BRINE_OK},
    {"AKI of another issuer and serial", aki_of_another_issuer, M},
    {"AKI with issuer, without serial", aki_without_serial, M},
    {"malformed AKI", malformed_aki, M},
    {"critical AKI, SKI and AIA", critical_identifiers, M},
    {"no SKI", no_ski, M},
    {"empty SKI", empty_ski, M},
    {"odd names beside the right one", odd_names, M},
    {"unsorted and malformed directory names", unsorted_directory_name, M},
    {"critical SAN beside a subject", critical_names_beside_a_subject, M},
    {"SAN not critical without a subject", names_not_critical_without_a_subject, M},
    {"underscore in the name", underscore, M},
    {"underscore under a wildcard", underscore_under_a_wildcard, BRINE_OK},
    {"hyphen at a label's end", hyphen_at_a_labels_end, M},
    {"unsorted issuer with an empty set", unsorted_issuer, M},
    {"9 attributes in each of 70 RDNs", many_attributes, BRINE_OK},
    {"serial number 0", serial_zero, M},
    {"negative serial number", serial_negative, M},
    {"serial number of 32 bytes", serial_of_32_bytes, M},
    {"cA FALSE spelled out", ca_false_spelled_out, M},
    {"critical FALSE spelled out", critical_false_spelled_out, M},
    {"version 1 spelled out", version_1_spelled_out, M},
    {"minimum 0 spelled out", minimum_spelled_out, M},
    {"pathLen without CA", path_length_without_ca, M},
    {"server with keyCertSign", server_that_signs_certificates, M},
    {"server with nameConstraints", server_with_constraints, M},
    {"server with CA:TRUE", server_that_is_a_ca, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE},
    {"self-issued server with CA:TRUE", server_that_is_a_ca_of_its_own_name,
     BRINE_ERROR_CERT_SELF_SIGNED},
    {"malformed AIA", malformed_aia, M},
    {"malformed policies", malformed_policies, M},
    {"policyConstraints not critical", policy_constraints_not_critical, M},
    {"RSA key without NULL", rsa_key_without_null, M},
    {"RSA signature without NULL", rsa_signature_without_null, M},
    {"ECDSA signature with NULL", ecdsa_with_null, M},
    {"RSA of 2052 bits", rsa_of_2052_bits, BRINE_ERROR_CERT_WEAK_KEY},
    {"root of version 1", root_of_version_1, BRINE_ERROR_CERT_NOT_A_CA},
    {"nameConstraints not critical", constraint_not_critical, BRINE_OK},
    {"nameConstraints with a leading dot", constraint_with_leading_dot, M},
};

static brine_result judge(const row *r, bool strict, chain *c)
{
    *c = chain_make();
    r->make(c);
    c->options.strict = strict;
    return chain_verify(c);
}

static void each_kind_is_judged_by_its_profile(void **state)
{
    unsigned wrong = 0;
    chain c;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        brine_result result = judge(&rows[i], false, &c);

        if (result != BRINE_OK)
            print_error("%s, default: %s\n", rows[i].kind, c.error.text);
        wrong += result != BRINE_OK;
        result = judge(&rows[i], true, &c);
        if (result != rows[i].strict)
            print_error("%s, strict: %s %s\n", rows[i].kind, brine_result_name(result),
                        result == BRINE_OK ? "" : c.error.text);
        wrong += result != rows[i].strict;
        factory_reset();
    }
    assert_int_equal(wrong, 0);
}

/* ---- Refused in every profile ---- */

static void refused_by_both(chain *c, brine_result code)
{
    c->options.strict = false;
    assert_refused(c, code);
    c->options.strict = true;
    if (chain_verify(c) == BRINE_OK)
        fail_msg("accepted by strict");
}

static void a_name_is_matched_by_what_may_match(void **state)
{
    static const char *const wide[] = {"*",     "w*.example", "*.example",      "www.example.",
                                       "www.*", "*w.example", "www.example:443"};
    chain c;

    (void)state;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        c = chain_make();
        set_names(&c, DNS(wide[i]));
        refused_by_both(&c, BRINE_ERROR_CERT_NAME);
    }
    c = chain_make(); /* a.*.x */
    c.host = "a.b.example";
    set_names(&c, DNS("a.*.example"));
    refused_by_both(&c, BRINE_ERROR_CERT_NAME);
    c = chain_make(); /* the common name */
    set_names(&c, EMAIL("me@www.example"));
    refused_by_both(&c, BRINE_ERROR_CERT_NAME);
    spec_drop(&c.server, SAN);
    refused_by_both(&c, BRINE_ERROR_CERT_NO_NAME);
    c = chain_make();
    c.host = "10.0.0.1";
    set_names(&c, DNS("10.0.0.1"));
    refused_by_both(&c, BRINE_ERROR_CERT_NAME);
    c = chain_make();
    c.host = "xn--bcher-kva.example";
    set_names(&c, DNS("b\xc3\xbc"
                      "cher.example"));
    refused_by_both(&c, BRINE_ERROR_CERT_NAME);
}

static void weak_algorithms_are_refused(void **state)
{
    chain c = chain_make();

    (void)state;
    c.ca = spec_ca("CA", KEY_RSA_2048, "Root", KEY_ROOT);
    c.server = spec_server("www.example", "CA", KEY_RSA_2048);
    c.server.algorithm = SEQ(OID("1.2.840.113549.1.1.5"), DER_NULL);
    refused_by_both(&c, BRINE_ERROR_CERT_WEAK_SIGNATURE);
    c.server.algorithm = SEQ(OID("1.2.840.113549.1.1.4"), DER_NULL);
    refused_by_both(&c, BRINE_ERROR_CERT_WEAK_SIGNATURE);
    c = chain_make();
    c.server.key = KEY_RSA_1024;
    refused_by_both(&c, BRINE_ERROR_CERT_WEAK_KEY);
}

static void what_decides_is_not_weakened(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, "1.2.3", true, DER_NULL);
    refused_by_both(&c, BRINE_ERROR_CERT_CRITICAL_EXTENSION);
    c = chain_make();
    spec_set(&c.server, POLICIES, true, SEQ(SEQ(OID("1.2.3"), SEQ(SEQ(OID("1.2.4"), DER_NULL)))));
    refused_by_both(&c, BRINE_ERROR_CERT_CRITICAL_EXTENSION);
    c = chain_make();
    c.root.not_after = TIME("20210101000000Z");
    refused_by_both(&c, BRINE_ERROR_CERT_EXPIRED);
    c = chain_make();
    spec_set(&c.server, EXT_KEY_USAGE, false, SEQ(OID(CLIENT_AUTH)));
    refused_by_both(&c, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE);
    spec_set(&c.server, EXT_KEY_USAGE, false, SEQ(NOTHING));
    refused_by_both(&c, BRINE_ERROR_CERT_MALFORMED);
    c = chain_make();
    spec_set(&c.ca, KEY_USAGE, true, factory_key_usage(1));
    refused_by_both(&c, BRINE_ERROR_CERT_KEY_USAGE);
    for (unsigned version = 1; version <= 2; version++) {
        c = chain_make();
        c.ca.version = version;
        c.ca.extension_count = 0;
        refused_by_both(&c, BRINE_ERROR_CERT_NOT_A_CA);
    }
    c = chain_make();
    c.ca.subject = c.server.issuer = SEQ(NOTHING);
    refused_by_both(&c, BRINE_ERROR_CERT_MALFORMED);
    c = chain_make();
    spec_set(&c.server, KEY_USAGE, true, factory_key_usage(1 << 5));
    spec_set(&c.server, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, -1));
    refused_by_both(&c, BRINE_ERROR_CERT_KEY_USAGE);
}

static void what_has_two_readings_is_refused(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, BASIC_CONSTRAINTS, true, SEQ(BYTES(1, 1, 1)));
    refused_by_both(&c, BRINE_ERROR_CERT_MALFORMED);
    c = chain_make(); /* BER: an indefinite length */
    spec_set(&c.server, BASIC_CONSTRAINTS, true, BYTES(0x30, 0x80, 0, 0));
    refused_by_both(&c, BRINE_ERROR_CERT_MALFORMED);
    c = chain_make();
    set_names(&c, JOIN(DNS("www.example"), UTF8("x")));
    refused_by_both(&c, BRINE_ERROR_CERT_MALFORMED);
    c = chain_make();
    spec_set(&c.server, SAN, false, DNS("www.example"));
    refused_by_both(&c, BRINE_ERROR_CERT_MALFORMED);
    c = chain_make();
    c.server.extensions[c.server.extension_count++].whole =
        factory_extension(SAN, false, SEQ(DNS("www.example")));
    refused_by_both(&c, BRINE_ERROR_CERT_MALFORMED);
}

/* An anchor above another certificate must be a CA's, however it got into the store. */
static void an_anchor_that_is_no_ca_issues_nothing(void **state)
{
    chain c = chain_make();
    der leaf;

    (void)state;
    spec_set(&c.root, BASIC_CONSTRAINTS, true, factory_basic_constraints(false, -1));
    refused_by_both(&c, BRINE_ERROR_CERT_NOT_A_CA);
    spec_drop(&c.root, BASIC_CONSTRAINTS);
    refused_by_both(&c, BRINE_ERROR_CERT_NOT_A_CA);
    c = chain_make(); /* a leaf in the store, and what it forged */
    c.root = spec_server("Root", "Root", KEY_ROOT);
    refused_by_both(&c, BRINE_ERROR_CERT_NOT_A_CA);
    c = chain_make(); /* it stands for its own names alone */
    leaf = factory_make(&c.server);
    assert_int_equal(VERIFY(&c, TRUST(leaf), leaf), BRINE_OK);
    c.host = "other.example";
    assert_int_equal(VERIFY(&c, TRUST(leaf), leaf), BRINE_ERROR_CERT_NAME);
}

/* An odd entry, before or behind, must hide no name from a constraint. */
static void an_odd_entry_hides_no_name(void **state)
{
    const der odd[] = {DNS("a b"),
                       WRAP(0x82, BYTES('a', 0)),
                       IP(1, 2, 3),
                       URI("\xff"),
                       EMAIL("\xff"),
                       DIRECTORY(DER_NULL),
                       WRAP(0x88, BYTES(0x80)),
                       WRAP(0xa0, DER_NULL)};
    chain c = chain_make();

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (int behind = 0; behind < 2; behind++) {
            der evil = DNS("evil.example"), good = DNS("www.example");

            c = chain_make();
            set_names(&c, behind ? JOIN(evil, odd[i], good) : JOIN(odd[i], evil, good));
            spec_set(&c.ca, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, SEQ(DNS("evil.example")))));
            refused_by_both(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
            spec_set(&c.ca, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa0, SEQ(DNS("www.example")))));
            refused_by_both(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
        }
    c = chain_make(); /* a base that can't be read, before the one that counts */
    spec_set(&c.ca, NAME_CONSTRAINTS, true,
             SEQ(WRAP(0xa1, SEQ(DNS("a b")), SEQ(DNS("www.example")))));
    refused_by_both(&c, BRINE_ERROR_CERT_MALFORMED);
    c = chain_make(); /* attributes in another order are the same name */
    c.server.subject = SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8("B")), SEQ(OID("2.5.4.3"), UTF8("a"))));
    spec_set(&c.ca, NAME_CONSTRAINTS, true,
             SEQ(WRAP(0xa1, SEQ(DIRECTORY(SEQ(SET_OF(SEQ(OID("2.5.4.3"), UTF8("A")),
                                                     SEQ(OID("2.5.4.10"), UTF8("b")))))))));
    refused_by_both(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(each_kind_is_judged_by_its_profile), CASE(a_name_is_matched_by_what_may_match),
        CASE(weak_algorithms_are_refused),        CASE(what_decides_is_not_weakened),
        CASE(what_has_two_readings_is_refused),   CASE(an_anchor_that_is_no_ca_issues_nothing),
        CASE(an_odd_entry_hides_no_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
