/* What a person reads when a certificate is refused: the exact sentence for each case. */
#include "support/test.h"
#include "unit/x509/chain.h"
#include "unit/x509/costly.h"

#include <string.h>

static void check(const chain *c, brine_result result, brine_result code, int certificate,
                  const char *sentence)
{
    assert_string_equal(c->error.text, sentence);
    assert_int_equal(result, code);
    assert_int_equal(c->error.code, code);
    assert_int_equal(c->error.certificate, certificate);
    assert_string_equal(c->error.step, "Certificate");
}

static void check_chain(chain *c, brine_result code, int certificate, const char *sentence)
{
    check(c, chain_verify(c), code, certificate, sentence);
}

static void expired_server(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server.not_after = TIME("20250601000000Z");
    check_chain(&c, BRINE_ERROR_CERT_EXPIRED, 0,
                "certificate 0 (CN=www.example) has expired: it was valid until "
                "2025-06-01 00:00:00 UTC, and the clock says 2025-06-15 12:00:00 UTC; "
                "its owner has to renew it; if the date looks fine, check this "
                "machine's clock");
}

static void expired_intermediate(void **state)
{
    chain c = chain_make();

    (void)state;
    c.ca.not_after = TIME("20250601000000Z");
    check_chain(&c, BRINE_ERROR_CERT_EXPIRED, 1,
                "certificate 1 (CN=CA) has expired: it was valid until 2025-06-01 "
                "00:00:00 UTC, and the clock says 2025-06-15 12:00:00 UTC; its owner "
                "has to renew it; if the date looks fine, check this machine's clock");
}

static void expired_root(void **state)
{
    chain c = chain_make();

    (void)state;
    c.root.not_after = TIME("20250601000000Z");
    check_chain(&c, BRINE_ERROR_CERT_EXPIRED, -1,
                "the trust anchor (CN=Root) has expired: it was valid until 2025-06-01 "
                "00:00:00 UTC, and the clock says 2025-06-15 12:00:00 UTC; its owner "
                "has to renew it; if the date looks fine, check this machine's clock");
}

static void not_yet_valid(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server.not_before = TIME("20260101000000Z");
    check_chain(&c, BRINE_ERROR_CERT_NOT_YET_VALID, 0,
                "certificate 0 (CN=www.example) is not valid yet: it is valid from "
                "2026-01-01 00:00:00 UTC on, and the clock says 2025-06-15 12:00:00 "
                "UTC; check this machine's clock");
}

static void clock_that_was_never_set(void **state)
{
    chain c = chain_make();

    (void)state;
    c.options.time = 100;
    check_chain(&c, BRINE_ERROR_CERT_CLOCK, 0,
                "this machine's clock is wrong: it says 1970-01-01 00:01:40 UTC, and "
                "certificate 0 (CN=www.example) is valid from 2020-01-01 00:00:00 UTC "
                "on; set the clock");
}

static void wrong_name(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, SAN, false,
             SEQ(DNS("a.example"), DNS("*.b.example"), IP(192, 0, 2, 1), EMAIL("me@example"),
                 DNS("c.example"), DNS("d.example"), DNS("e.example")));
    check_chain(&c, BRINE_ERROR_CERT_NAME, 0,
                "certificate 0 (CN=www.example) is for other names: a.example, "
                "*.b.example, 192.0.2.1, c.example and 2 more, not for www.example; "
                "check the host name");
}

static void wildcard_too_wide(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, SAN, false, SEQ(DNS("*.example")));
    check_chain(&c, BRINE_ERROR_CERT_NAME, 0,
                "certificate 0 (CN=www.example) is for other names: *.example, not for "
                "www.example (the wildcard *.example is too wide to stand for it); "
                "check the host name");
}

static void address_not_in_the_certificate(void **state)
{
    chain c = chain_make();

    (void)state;
    c.host = "192.0.2.7";
    check_chain(&c, BRINE_ERROR_CERT_NAME, 0,
                "certificate 0 (CN=www.example) is for other names: www.example, not "
                "for 192.0.2.7; check the host name");
}

static void no_host_in_the_certificate(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, SAN, false, SEQ(EMAIL("me@example")));
    check_chain(&c, BRINE_ERROR_CERT_NAME, 0,
                "certificate 0 (CN=www.example) is for no host at all, not for "
                "www.example; check the host name");
}

static void common_name_only(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_drop(&c.server, SAN);
    check_chain(&c, BRINE_ERROR_CERT_NO_NAME, 0,
                "certificate 0 (CN=www.example) has no subjectAltName, so it is not for "
                "www.example; its owner has to get one that names the host there; the "
                "common name does not count");
}

static void self_signed_server(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server = spec_server("www.example", "www.example", KEY_LEAF);
    check(&c, VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server)),
          BRINE_ERROR_CERT_SELF_SIGNED, 0,
          "certificate 0 (CN=www.example) is signed by itself and is not trusted: "
          "it is not in the trust store; if you know it, add it as a trust anchor");
}

static void self_signed_server_that_says_it_is_a_ca(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server = spec_server("www.example", "www.example", KEY_LEAF);
    spec_set(&c.server, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, -1));
    check(&c, VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server)),
          BRINE_ERROR_CERT_SELF_SIGNED, 0,
          "certificate 0 (CN=www.example) is signed by itself and is not trusted: "
          "it is not in the trust store; if you know it, add it as a trust anchor");
}

static void unknown_issuer(void **state)
{
    chain c = chain_make();
    cert_spec other = spec_root("Another root", KEY_OTHER);

    (void)state;
    check(&c, VERIFY(&c, TRUST(factory_make(&other)), factory_make(&c.server), factory_make(&c.ca)),
          BRINE_ERROR_CERT_UNKNOWN_ISSUER, 1,
          "the issuer of certificate 1 (CN=CA) is not trusted: CN=Root is neither "
          "in the trust store nor among what the server sent; if you trust that "
          "issuer, add it as a trust anchor");
}

static void untrusted_root_that_was_sent(void **state)
{
    chain c = chain_make();
    cert_spec other = spec_root("Another root", KEY_OTHER);

    (void)state;
    check(&c,
          VERIFY(&c, TRUST(factory_make(&other)), factory_make(&c.server), factory_make(&c.ca),
                 factory_make(&c.root)),
          BRINE_ERROR_CERT_UNKNOWN_ISSUER, 2,
          "certificate 2 (CN=Root) is signed by itself and is not trusted: it is "
          "not in the trust store; if you trust that issuer, add it as a trust "
          "anchor");
}

static void missing_intermediate(void **state)
{
    chain c = chain_make();

    (void)state;
    check(&c, VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server)),
          BRINE_ERROR_CERT_INTERMEDIATE_MISSING, 0,
          "the issuer of certificate 0 (CN=www.example), CN=CA, is not trusted, and the server "
          "sent no certificate for it; if you trust that issuer, add its certificate as a trust "
          "anchor; if a public CA is above it, the server's owner has to send the intermediate "
          "certificate as well");
}

/* An intermediate in the store that strict refuses, as it has no AKI; and one that is expired. */
static void drop_identifier(cert_spec *spec)
{
    spec_drop(spec, AKI);
}

static void expire(cert_spec *spec)
{
    spec->not_after = TIME("20250601000000Z");
}

static void sign_nothing(cert_spec *spec)
{
    spec_set(spec, KEY_USAGE, true, factory_key_usage(1 << 0));
}

/*
 * The store has an intermediate that a rule refuses. Above it stand others that were sent, as
 * far as they go: of their issuers it could be said as well that they are not in the store.
 */
static void an_anchor_that_a_rule_refused_is_what_is_told(void **state)
{
    static void (*const faults[])(cert_spec *) = {drop_identifier, expire, sign_nothing};

    (void)state;
    for (size_t fault = 0; fault < sizeof faults / sizeof *faults; fault++)
        for (size_t sent = 1; sent <= 4; sent++) {
            chain c = chain_make();
            cert_spec low = spec_ca("Low", KEY_OTHER, "CA", KEY_CA), anchor = low;
            der all[4];

            c.server = spec_server("www.example", "Low", KEY_OTHER);
            faults[fault](&anchor);
            c.options.strict = true;
            all[0] = factory_make(&c.server);
            all[1] = factory_make(&low);
            all[2] = factory_make(&c.ca);
            all[3] = factory_make(&c.root);
            assert_int_not_equal(chain_verify_these(&c, TRUST(factory_make(&anchor)), all, sent),
                                 BRINE_OK);
            assert_non_null(strstr(c.error.text, "the trust anchor (CN=Low)"));
            assert_int_equal(c.error.certificate, -1);
        }
}

static void issuer_that_is_not_a_ca(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, BASIC_CONSTRAINTS, true, factory_basic_constraints(false, -1));
    check_chain(&c, BRINE_ERROR_CERT_NOT_A_CA, 1,
                "certificate 1 (CN=CA) is named as issuer of certificate 0 "
                "(CN=www.example) and is not a CA: its basicConstraints says so; don't "
                "trust this server: its owner has to get a certificate from a CA");
}

static void path_too_long(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.root, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, 0));
    check_chain(&c, BRINE_ERROR_CERT_PATH_LENGTH, -1,
                "the chain is longer than one of its certificates allows: it has 1 "
                "intermediate below the trust anchor (CN=Root), whose pathLenConstraint "
                "is 0; its owner has to get a certificate from another CA or send "
                "another chain");
}

static void path_longer_than_the_caller_allows(void **state)
{
    chain c = chain_make();

    (void)state;
    c.options.max_intermediates_set = true;
    check_chain(&c, BRINE_ERROR_CERT_PATH_LENGTH, 1,
                "the chain is longer than is accepted: it has 1 intermediate up to "
                "certificate 1 (CN=CA), of at most 0; its owner has to get a "
                "certificate from another CA or send another chain");
}

static void wrong_extended_key_usage(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, EXT_KEY_USAGE, false, SEQ(OID(CLIENT_AUTH)));
    check_chain(&c, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE, 0,
                "certificate 0 (CN=www.example) is not meant for TLS servers: its "
                "extKeyUsage does not name serverAuth; its owner has to get a "
                "certificate for TLS servers");
}

static void wrong_key_usage(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, KEY_USAGE, true, factory_key_usage(1 << 6));
    check_chain(&c, BRINE_ERROR_CERT_KEY_USAGE, 1,
                "the keyUsage of certificate 1 (CN=CA) does not allow keyCertSign; its "
                "owner has to get a certificate for this use");
}

static void server_key_for_nothing(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, KEY_USAGE, true, factory_key_usage(1 << 1));
    check_chain(&c, BRINE_ERROR_CERT_KEY_USAGE, 0,
                "the keyUsage of certificate 0 (CN=www.example) allows neither "
                "digitalSignature nor keyEncipherment nor keyAgreement; its owner has "
                "to get a certificate for this use");
}

static void weak_rsa(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server.key = KEY_RSA_1024;
    check_chain(&c, BRINE_ERROR_CERT_WEAK_KEY, 0,
                "the key of certificate 0 (CN=www.example) is too weak: it is RSA-1024, "
                "accepted are RSA of 2048 to 8192 bits with an odd exponent "
                "of at least 3 and at most 64 bits, P-256, P-384, P-521 and Ed25519; its owner has "
                "to get a "
                "certificate with another key");
}

static void sha1_signature(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server.algorithm = SEQ(OID("1.2.840.10045.4.1"));
    check_chain(&c, BRINE_ERROR_CERT_WEAK_SIGNATURE, 0,
                "certificate 0 (CN=www.example) is signed with an algorithm that is not "
                "accepted: ECDSA-SHA1, accepted are RSA, RSA-PSS and ECDSA with "
                "SHA-256, SHA-384 or SHA-512, and Ed25519; its owner has to get a "
                "certificate signed with SHA-256 or better");
}

static void unknown_critical_extension(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, "1.3.6.1.4.1.55738.1", true, BYTES(0x05, 0x00));
    check_chain(&c, BRINE_ERROR_CERT_CRITICAL_EXTENSION, 0,
                "certificate 0 (CN=www.example) has a critical extension that brine "
                "does not process: 1.3.6.1.4.1.55738.1; its owner has to get a "
                "certificate without it");
}

static void bad_signature(void **state)
{
    chain c = chain_make();

    (void)state;
    c.server.break_signature = true;
    check_chain(&c, BRINE_ERROR_CERT_SIGNATURE, 0,
                "the signature is not valid: certificate 0 (CN=www.example) is not "
                "signed with the key of certificate 1 (CN=CA); don't trust this server: "
                "its chain is wrongly put together or was tampered with");
}

static void name_not_permitted(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa0, SEQ(DNS("other.example")))));
    check_chain(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT, 0,
                "the dNSName www.example of certificate 0 (CN=www.example) violates a "
                "name constraint: certificate 1 (CN=CA) permits others only; its owner "
                "has to get a certificate from a CA that may issue for this name");
}

static void address_excluded(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, SAN, false, SEQ(DNS("www.example"), IP(192, 0, 2, 9)));
    spec_set(&c.root, NAME_CONSTRAINTS, true,
             SEQ(WRAP(0xa1, SEQ(IP(192, 0, 2, 0, 255, 255, 255, 0)))));
    check_chain(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT, 0,
                "the iPAddress 192.0.2.9 of certificate 0 (CN=www.example) violates a "
                "name constraint: the trust anchor (CN=Root) excludes 192.0.2.0/24; its "
                "owner has to get a certificate from a CA that may issue for this name");
}

static void name_that_cannot_be_compared(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.server, SAN, false, SEQ(DNS("www.example"), URI("urn:x")));
    spec_set(&c.root, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, SEQ(URI("bad.example")))));
    check_chain(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT, 0,
                "the uniformResourceIdentifier urn:x of certificate 0 (CN=www.example) "
                "violates a name constraint: the trust anchor (CN=Root) constrains such "
                "names, and this one can't be compared; its owner has to get a "
                "certificate from a CA that may issue for this name");
}

static void malformed_server(void **state)
{
    chain c = chain_make();

    (void)state;
    c.options.strict = true;
    spec_set(&c.server, SAN, false, SEQ(DNS("www_1.example"), DNS("www.example")));
    check_chain(&c, BRINE_ERROR_CERT_MALFORMED, 0,
                "certificate 0 (CN=www.example) is malformed: subjectAltName has a "
                "dNSName that is no host name; its issuer has to issue it anew");
}

static void intermediate_without_key_identifier(void **state)
{
    chain c = chain_make();

    (void)state;
    c.options.strict = true;
    spec_drop(&c.ca, SKI);
    check_chain(&c, BRINE_ERROR_CERT_MALFORMED, 1,
                "certificate 1 (CN=CA) is malformed: subjectKeyIdentifier is missing; "
                "its issuer has to issue it anew");
}

static void pin_mismatch(void **state)
{
    static const uint8_t pins[2][32] = {{1}, {2}};
    chain c = chain_make();

    (void)state;
    c.options.pins = pins;
    c.options.pin_count = 2;
    check_chain(&c, BRINE_ERROR_CERT_PIN, 0,
                "no key in the chain matches a pin: the path from certificate 0 "
                "(CN=www.example) has 3 keys, and 2 pins are set; if the server's key "
                "was changed on purpose, update the pins");
}

/* CAs with one name and costly keys, none of which has signed the server's certificate. */
static void budget_spent(void **state)
{
    chain c = chain_make();
    der anchors[20];

    (void)state;
    for (size_t i = 0; i < 20; i++) {
        cert_spec root = spec_root("CA", KEY_OTHER);

        root.spki = costly_point("P-521", i);
        anchors[i] = factory_make(&root);
    }
    check(&c, VERIFY(&c, factory_trust(anchors, 20), factory_make(&c.server)),
          BRINE_ERROR_CERT_BUDGET, 0,
          "verifying the chain takes more work than brine allows: more signatures "
          "than a path from the server's certificate to a trust anchor can need; "
          "its owner has to send a simpler chain");
}

static void nothing_sent(void **state)
{
    chain c = chain_make();
    brine_result result = chain_verify_these(&c, TRUST(factory_make(&c.root)), NULL, 0);

    (void)state;
    check(&c, result, BRINE_ERROR_CERT_MISSING, -1,
          "the server sent no certificate; its owner has to configure one");
}

static void too_many_sent(void **state)
{
    chain c = chain_make();
    static const der none[BRINE_CERTIFICATES_SENT_MAX + 1];
    brine_result result =
        chain_verify_these(&c, TRUST(factory_make(&c.root)), none, BRINE_CERTIFICATES_SENT_MAX + 1);

    (void)state;
    check(&c, result, BRINE_ERROR_CERT_TOO_MANY, -1,
          "the server sent 129 certificates, at most 128 are accepted; its owner has to send only "
          "what leads to a root");
}

static void a_long_subject_is_cut(void **state)
{
    chain c = chain_make();
    char name[200];

    (void)state;
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    memcpy(name + 112, "\xc3\xa9", 2);
    c.server.subject = factory_name(name);
    c.server.not_after = TIME("20250601000000Z");
    check_chain(&c, BRINE_ERROR_CERT_EXPIRED, 0,
                "certificate 0 "
                "(CN="
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...) "
                "has expired: it was valid until 2025-06-01 00:00:00 UTC, and the clock "
                "says 2025-06-15 12:00:00 UTC; its owner has to renew it; if the date "
                "looks fine, check this machine's clock");
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(expired_server),
        CASE(expired_intermediate),
        CASE(expired_root),
        CASE(not_yet_valid),
        CASE(clock_that_was_never_set),
        CASE(wrong_name),
        CASE(wildcard_too_wide),
        CASE(address_not_in_the_certificate),
        CASE(no_host_in_the_certificate),
        CASE(common_name_only),
        CASE(self_signed_server),
        CASE(self_signed_server_that_says_it_is_a_ca),
        CASE(unknown_issuer),
        CASE(untrusted_root_that_was_sent),
        CASE(missing_intermediate),
        CASE(an_anchor_that_a_rule_refused_is_what_is_told),
        CASE(issuer_that_is_not_a_ca),
        CASE(path_too_long),
        CASE(path_longer_than_the_caller_allows),
        CASE(wrong_extended_key_usage),
        CASE(wrong_key_usage),
        CASE(server_key_for_nothing),
        CASE(weak_rsa),
        CASE(sha1_signature),
        CASE(unknown_critical_extension),
        CASE(bad_signature),
        CASE(name_not_permitted),
        CASE(address_excluded),
        CASE(name_that_cannot_be_compared),
        CASE(malformed_server),
        CASE(intermediate_without_key_identifier),
        CASE(pin_mismatch),
        CASE(budget_spent),
        CASE(nothing_sent),
        CASE(too_many_sent),
        CASE(a_long_subject_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
