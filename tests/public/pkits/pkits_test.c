/*
 * NIST PKITS 1.0.1, sections 4.1 to 4.3, 4.6, 4.7, 4.13 and 4.16: what needs neither DSA
 * nor revocation lists. The certificates are those of Debian's python3-cryptography-vectors;
 * they name people and mailboxes rather than servers, so the server's name is not asked.
 */
#include "support/remembering.h"
#include "support/test.h"

#include <brine/cert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2025-06-15 12:00:00 UTC: within the validity of all that should be valid. */
#define NOW INT64_C(1749988800)

typedef struct pkits_case {
    const char *id;
    bool valid;
    const char *divergence; /* why brine refuses what the suite calls valid; NULL = it does not */
    const char *server;
    const char *cas[4];
} pkits_case;

static const pkits_case cases[] = {
    {"4.1.1", true, NULL, "ValidCertificatePathTest1EE", {"GoodCACert"}},
    {"4.1.2", false, NULL, "InvalidCASignatureTest2EE", {"BadSignedCACert"}},
    {"4.1.3", false, NULL, "InvalidEESignatureTest3EE", {"GoodCACert"}},

    {"4.2.1", false, NULL, "InvalidCAnotBeforeDateTest1EE", {"BadnotBeforeDateCACert"}},
    {"4.2.2", false, NULL, "InvalidEEnotBeforeDateTest2EE", {"GoodCACert"}},
    {"4.2.3", true, NULL, "Validpre2000UTCnotBeforeDateTest3EE", {"GoodCACert"}},
    {"4.2.4", true, NULL, "ValidGeneralizedTimenotBeforeDateTest4EE", {"GoodCACert"}},
    {"4.2.5", false, NULL, "InvalidCAnotAfterDateTest5EE", {"BadnotAfterDateCACert"}},
    {"4.2.6", false, NULL, "InvalidEEnotAfterDateTest6EE", {"GoodCACert"}},
    {"4.2.7", false, NULL, "Invalidpre2000UTCEEnotAfterDateTest7EE", {"GoodCACert"}},
    {"4.2.8", true, NULL, "ValidGeneralizedTimenotAfterDateTest8EE", {"GoodCACert"}},

    {"4.3.1", false, NULL, "InvalidNameChainingTest1EE", {"GoodCACert"}},
    {"4.3.2", false, NULL, "InvalidNameChainingOrderTest2EE", {"NameOrderingCACert"}},
    {"4.3.3", true, NULL, "ValidNameChainingWhitespaceTest3EE", {"GoodCACert"}},
    {"4.3.4", true, NULL, "ValidNameChainingWhitespaceTest4EE", {"GoodCACert"}},
    {"4.3.5", true, NULL, "ValidNameChainingCapitalizationTest5EE", {"GoodCACert"}},
    {"4.3.6", true, NULL, "ValidNameUIDsTest6EE", {"UIDCACert"}},
    {"4.3.7",
     true,
     NULL,
     "ValidRFC3280MandatoryAttributeTypesTest7EE",
     {"RFC3280MandatoryAttributeTypesCACert"}},
    {"4.3.8",
     true,
     NULL,
     "ValidRFC3280OptionalAttributeTypesTest8EE",
     {"RFC3280OptionalAttributeTypesCACert"}},
    {"4.3.9", true, NULL, "ValidUTF8StringEncodedNamesTest9EE", {"UTF8StringEncodedNamesCACert"}},
    {"4.3.10",
     true,
     NULL,
     "ValidRolloverfromPrintableStringtoUTF8StringTest10EE",
     {"RolloverfromPrintableStringtoUTF8StringCACert"}},
    {"4.3.11",
     true,
     NULL,
     "ValidUTF8StringCaseInsensitiveMatchTest11EE",
     {"UTF8StringCaseInsensitiveMatchCACert"}},

    {"4.6.1",
     false,
     NULL,
     "InvalidMissingbasicConstraintsTest1EE",
     {"MissingbasicConstraintsCACert"}},
    {"4.6.2", false, NULL, "InvalidcAFalseTest2EE", {"basicConstraintsCriticalcAFalseCACert"}},
    {"4.6.3", false, NULL, "InvalidcAFalseTest3EE", {"basicConstraintsNotCriticalcAFalseCACert"}},
    {"4.6.4",
     true,
     NULL,
     "ValidbasicConstraintsNotCriticalTest4EE",
     {"basicConstraintsNotCriticalCACert"}},
    {"4.6.5",
     false,
     NULL,
     "InvalidpathLenConstraintTest5EE",
     {"pathLenConstraint0CACert", "pathLenConstraint0subCACert"}},
    {"4.6.6",
     false,
     NULL,
     "InvalidpathLenConstraintTest6EE",
     {"pathLenConstraint0CACert", "pathLenConstraint0subCACert"}},
    {"4.6.7", true, NULL, "ValidpathLenConstraintTest7EE", {"pathLenConstraint0CACert"}},
    {"4.6.8", true, NULL, "ValidpathLenConstraintTest8EE", {"pathLenConstraint0CACert"}},
    {"4.6.9",
     false,
     NULL,
     "InvalidpathLenConstraintTest9EE",
     {"pathLenConstraint6CACert", "pathLenConstraint6subCA0Cert",
      "pathLenConstraint6subsubCA00Cert"}},
    {"4.6.10",
     false,
     NULL,
     "InvalidpathLenConstraintTest10EE",
     {"pathLenConstraint6CACert", "pathLenConstraint6subCA0Cert",
      "pathLenConstraint6subsubCA00Cert"}},
    {"4.6.11",
     false,
     NULL,
     "InvalidpathLenConstraintTest11EE",
     {"pathLenConstraint6CACert", "pathLenConstraint6subCA1Cert",
      "pathLenConstraint6subsubCA11Cert", "pathLenConstraint6subsubsubCA11XCert"}},
    {"4.6.12",
     false,
     NULL,
     "InvalidpathLenConstraintTest12EE",
     {"pathLenConstraint6CACert", "pathLenConstraint6subCA1Cert",
      "pathLenConstraint6subsubCA11Cert", "pathLenConstraint6subsubsubCA11XCert"}},
    {"4.6.13",
     true,
     NULL,
     "ValidpathLenConstraintTest13EE",
     {"pathLenConstraint6CACert", "pathLenConstraint6subCA4Cert",
      "pathLenConstraint6subsubCA41Cert", "pathLenConstraint6subsubsubCA41XCert"}},
    {"4.6.14",
     true,
     NULL,
     "ValidpathLenConstraintTest14EE",
     {"pathLenConstraint6CACert", "pathLenConstraint6subCA4Cert",
      "pathLenConstraint6subsubCA41Cert", "pathLenConstraint6subsubsubCA41XCert"}},
    {"4.6.15",
     true,
     NULL,
     "ValidSelfIssuedpathLenConstraintTest15EE",
     {"pathLenConstraint0CACert", "pathLenConstraint0SelfIssuedCACert"}},
    {"4.6.16",
     false,
     NULL,
     "InvalidSelfIssuedpathLenConstraintTest16EE",
     {"pathLenConstraint0CACert", "pathLenConstraint0SelfIssuedCACert",
      "pathLenConstraint0subCA2Cert"}},
    {"4.6.17",
     true,
     NULL,
     "ValidSelfIssuedpathLenConstraintTest17EE",
     {"pathLenConstraint1CACert", "pathLenConstraint1SelfIssuedCACert",
      "pathLenConstraint1subCACert", "pathLenConstraint1SelfIssuedsubCACert"}},

    {"4.7.1",
     false,
     NULL,
     "InvalidkeyUsageCriticalkeyCertSignFalseTest1EE",
     {"keyUsageCriticalkeyCertSignFalseCACert"}},
    {"4.7.2",
     false,
     NULL,
     "InvalidkeyUsageNotCriticalkeyCertSignFalseTest2EE",
     {"keyUsageNotCriticalkeyCertSignFalseCACert"}},
    {"4.7.3", true, NULL, "ValidkeyUsageNotCriticalTest3EE", {"keyUsageNotCriticalCACert"}},

    {"4.13.1", true, NULL, "ValidDNnameConstraintsTest1EE", {"nameConstraintsDN1CACert"}},
    {"4.13.2", false, NULL, "InvalidDNnameConstraintsTest2EE", {"nameConstraintsDN1CACert"}},
    {"4.13.3", false, NULL, "InvalidDNnameConstraintsTest3EE", {"nameConstraintsDN1CACert"}},
    {"4.13.4", true, NULL, "ValidDNnameConstraintsTest4EE", {"nameConstraintsDN1CACert"}},
    {"4.13.5", true, NULL, "ValidDNnameConstraintsTest5EE", {"nameConstraintsDN2CACert"}},
    {"4.13.6", true, NULL, "ValidDNnameConstraintsTest6EE", {"nameConstraintsDN3CACert"}},
    {"4.13.7", false, NULL, "InvalidDNnameConstraintsTest7EE", {"nameConstraintsDN3CACert"}},
    {"4.13.8", false, NULL, "InvalidDNnameConstraintsTest8EE", {"nameConstraintsDN4CACert"}},
    {"4.13.9", false, NULL, "InvalidDNnameConstraintsTest9EE", {"nameConstraintsDN4CACert"}},
    {"4.13.10", false, NULL, "InvalidDNnameConstraintsTest10EE", {"nameConstraintsDN5CACert"}},
    {"4.13.11", true, NULL, "ValidDNnameConstraintsTest11EE", {"nameConstraintsDN5CACert"}},
    {"4.13.12",
     false,
     NULL,
     "InvalidDNnameConstraintsTest12EE",
     {"nameConstraintsDN1CACert", "nameConstraintsDN1subCA1Cert"}},
    {"4.13.13",
     false,
     NULL,
     "InvalidDNnameConstraintsTest13EE",
     {"nameConstraintsDN1CACert", "nameConstraintsDN1subCA2Cert"}},
    {"4.13.14",
     true,
     NULL,
     "ValidDNnameConstraintsTest14EE",
     {"nameConstraintsDN1CACert", "nameConstraintsDN1subCA2Cert"}},
    {"4.13.15",
     false,
     NULL,
     "InvalidDNnameConstraintsTest15EE",
     {"nameConstraintsDN3CACert", "nameConstraintsDN3subCA1Cert"}},
    {"4.13.16",
     false,
     NULL,
     "InvalidDNnameConstraintsTest16EE",
     {"nameConstraintsDN3CACert", "nameConstraintsDN3subCA1Cert"}},
    {"4.13.17",
     false,
     NULL,
     "InvalidDNnameConstraintsTest17EE",
     {"nameConstraintsDN3CACert", "nameConstraintsDN3subCA2Cert"}},
    {"4.13.18",
     true,
     NULL,
     "ValidDNnameConstraintsTest18EE",
     {"nameConstraintsDN3CACert", "nameConstraintsDN3subCA2Cert"}},
    {"4.13.19",
     true,
     NULL,
     "ValidDNnameConstraintsTest19EE",
     {"nameConstraintsDN1CACert", "nameConstraintsDN1SelfIssuedCACert"}},
    {"4.13.20", false, NULL, "InvalidDNnameConstraintsTest20EE", {"nameConstraintsDN1CACert"}},
    {"4.13.21", true, NULL, "ValidRFC822nameConstraintsTest21EE", {"nameConstraintsRFC822CA1Cert"}},
    {"4.13.22",
     false,
     NULL,
     "InvalidRFC822nameConstraintsTest22EE",
     {"nameConstraintsRFC822CA1Cert"}},
    {"4.13.23", true, NULL, "ValidRFC822nameConstraintsTest23EE", {"nameConstraintsRFC822CA2Cert"}},
    {"4.13.24",
     false,
     NULL,
     "InvalidRFC822nameConstraintsTest24EE",
     {"nameConstraintsRFC822CA2Cert"}},
    {"4.13.25", true, NULL, "ValidRFC822nameConstraintsTest25EE", {"nameConstraintsRFC822CA3Cert"}},
    {"4.13.26",
     false,
     NULL,
     "InvalidRFC822nameConstraintsTest26EE",
     {"nameConstraintsRFC822CA3Cert"}},
    {"4.13.27",
     true,
     NULL,
     "ValidDNandRFC822nameConstraintsTest27EE",
     {"nameConstraintsDN1CACert", "nameConstraintsDN1subCA3Cert"}},
    {"4.13.28",
     false,
     NULL,
     "InvalidDNandRFC822nameConstraintsTest28EE",
     {"nameConstraintsDN1CACert", "nameConstraintsDN1subCA3Cert"}},
    {"4.13.29",
     false,
     NULL,
     "InvalidDNandRFC822nameConstraintsTest29EE",
     {"nameConstraintsDN1CACert", "nameConstraintsDN1subCA3Cert"}},
    {"4.13.30", true, NULL, "ValidDNSnameConstraintsTest30EE", {"nameConstraintsDNS1CACert"}},
    {"4.13.31", false, NULL, "InvalidDNSnameConstraintsTest31EE", {"nameConstraintsDNS1CACert"}},
    {"4.13.32", true, NULL, "ValidDNSnameConstraintsTest32EE", {"nameConstraintsDNS2CACert"}},
    {"4.13.33", false, NULL, "InvalidDNSnameConstraintsTest33EE", {"nameConstraintsDNS2CACert"}},
    {"4.13.34", true, NULL, "ValidURInameConstraintsTest34EE", {"nameConstraintsURI1CACert"}},
    {"4.13.35", false, NULL, "InvalidURInameConstraintsTest35EE", {"nameConstraintsURI1CACert"}},
    {"4.13.36", true, NULL, "ValidURInameConstraintsTest36EE", {"nameConstraintsURI2CACert"}},
    {"4.13.37", false, NULL, "InvalidURInameConstraintsTest37EE", {"nameConstraintsURI2CACert"}},
    {"4.13.38", false, NULL, "InvalidDNSnameConstraintsTest38EE", {"nameConstraintsDNS1CACert"}},

    {"4.16.1", true, NULL, "ValidUnknownNotCriticalCertificateExtensionTest1EE", {NULL}},
    {"4.16.2", false, NULL, "InvalidUnknownCriticalCertificateExtensionTest2EE", {NULL}},
};

static brine_bytes read_certificate(const char *name)
{
    static uint8_t files[8][8192];
    static size_t next;
    uint8_t *bytes = files[next++ % 8];
    char path[4096];
    size_t len = 0;
    FILE *file;

    snprintf(path, sizeof path, "%s/certs/%s.crt", BRINE_PKITS, name);
    file = fopen(path, "rb");
    if (file != NULL) {
        len = fread(bytes, 1, sizeof files[0], file);
        fclose(file);
    }
    return (brine_bytes){bytes, len};
}

static brine_result verify(const pkits_case *c, const brine_trust *trust, brine_error *error)
{
    brine_bytes sent[5] = {read_certificate(c->server)};
    brine_verify_options options = {
        .size = sizeof options, .trust = trust, .time = NOW, .insecure_skip_name = true};
    size_t count = 1;

    for (size_t i = 0; i < 4 && c->cas[i] != NULL; i++)
        sent[count++] = read_certificate(c->cas[i]);
    for (size_t i = 0; i < count; i++)
        if (sent[i].len == 0)
            fail_msg("%s: a certificate can't be read", c->id);
    return verify_remembering(&options, sent, count, NULL, 0, NULL, error);
}

static void paths_are_judged_as_nist_says(void **state)
{
    brine_bytes anchor = read_certificate("TrustAnchorRootCertificate");
    size_t accepted = 0, refused = 0, diverged = 0, wrong = 0;
    brine_trust *trust = NULL;

    (void)state;
    if (anchor.len == 0) {
        print_message("skipped: no PKITS certificates in %s\n", BRINE_PKITS);
        skip();
    }
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    assert_int_equal(brine_trust_add_memory(trust, anchor, NULL, NULL), BRINE_OK);
    assert_int_equal(brine_trust_freeze(trust, NULL), BRINE_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        brine_error error = BRINE_NO_ERROR;
        bool accept = verify(&cases[i], trust, &error) == BRINE_OK;
        bool wanted = cases[i].valid && cases[i].divergence == NULL;

        if (cases[i].divergence != NULL)
            print_message("diverges: %s (%s)\n", cases[i].id, cases[i].divergence);
        if (accept != wanted)
            print_error("%s: %s %s\n", cases[i].id, accept ? "accepted" : "refused", error.text);
        wrong += accept != wanted;
        diverged += cases[i].divergence != NULL;
        accepted += accept;
        refused += !accept && !cases[i].valid;
    }
    brine_trust_free(trust);
    print_message("PKITS: %zu accepted, %zu refused, %zu diverge\n", accepted, refused, diverged);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_judged_as_nist_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
