/*
 * Chains that are made to cost: each ends within the budget of brine/limits.h, and the
 * worst time is printed. Nothing is asserted about time.
 */
#include "support/test.h"
#include "unit/x509/chain.h"
#include "unit/x509/meter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/ec.h>
#include <openssl/x509.h>

static double worst;

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static brine_result measure(chain *c, const char *what, brine_trust *trust, const der *sent,
                            size_t count)
{
    brine_result result;
    double start = now_ms(), took;

    meter_reset(NULL);
    c->options.provider = meter_provider();
    result = chain_verify_these(c, trust, sent, count);
    took = now_ms() - start;
    worst = took > worst ? took : worst;
    print_message("%-52s %-36s %4zu signatures, %7.2f ms\n", what, brine_result_name(result),
                  metered.signatures, took);
    assert_true(metered.signatures <= BRINE_PATH_SIGNATURES_MAX);
    assert_true(metered.work <= BRINE_PATH_WORK_MAX);
    return result;
}

/* SubjectPublicKeyInfo of a point that is on the curve, another for each number. */
static der other_spki(size_t number)
{
    static EVP_PKEY *keys[256];
    uint8_t *bytes = NULL;
    der spki;
    int len;

    if (keys[number] == NULL)
        keys[number] = EVP_EC_gen("P-256");
    len = i2d_PUBKEY(keys[number], &bytes);
    assert_true(len > 0);
    spki = factory_copy(bytes, (size_t)len);
    OPENSSL_free(bytes);
    return spki;
}

static void a_hundred_cas_of_one_name(void **state)
{
    der sent[101];
    chain c = chain_make();

    (void)state;
    c.server.signer = KEY_OTHER;
    sent[0] = factory_make(&c.server);
    for (size_t i = 0; i < 100; i++) {
        cert_spec ca = spec_ca("CA", KEY_CA, "Root", KEY_ROOT);

        ca.spki = other_spki(i);
        spec_drop(&ca, SKI);
        spec_set(&ca, SKI, false, OCTETS(BYTES((uint8_t)i)));
        sent[i + 1] = factory_make(&ca);
    }
    assert_int_equal(measure(&c, "100 CAs of one name, none the issuer",
                             TRUST(factory_make(&c.root)), sent, 101),
                     BRINE_ERROR_CERT_SIGNATURE);
}

/* Every CA is signed with the one key that all have, so every signature is valid. */
static void a_hundred_cas_of_one_name_and_no_root(void **state)
{
    der sent[101];
    chain c = chain_make();

    (void)state;
    sent[0] = factory_make(&c.server);
    for (size_t i = 0; i < 100; i++) {
        cert_spec ca = spec_ca("CA", KEY_CA, "CA", KEY_CA);

        ca.spki = i == 0 ? factory_spki(KEY_CA) : other_spki(i);
        sent[i + 1] = factory_make(&ca);
    }
    measure(&c, "100 CAs of one name, all signed by one", TRUST(factory_make(&c.root)), sent, 101);
}

static void a_mesh_of_cross_signs(void **state)
{
    enum { CAS = 11, SIDE = CAS * CAS };
    der sent[SIDE + 1];
    chain c = chain_make();
    size_t count = 1;
    char subject[16], issuer[16];

    (void)state;
    c.server = spec_server("www.example", "CA 0", KEY_CA);
    sent[0] = factory_make(&c.server);
    /* Every CA is signed by every other; all have one key, told apart by name alone. */
    for (int i = 0; i < CAS; i++)
        for (int j = 0; j < CAS; j++) {
            cert_spec ca;

            snprintf(subject, sizeof subject, "CA %d", i);
            snprintf(issuer, sizeof issuer, "CA %d", j);
            ca = spec_ca(subject, KEY_CA, issuer, KEY_CA);
            sent[count++] = factory_make(&ca);
        }
    assert_int_equal(
        measure(&c, "11 CAs that sign each other", TRUST(factory_make(&c.root)), sent, count),
        BRINE_ERROR_CERT_PATH_LENGTH);
    /* With an anchor in reach whose key signed none of them, every way is tried in vain. */
    c.root = spec_root("CA 10", KEY_OTHER);
    assert_int_equal(measure(&c, "11 CAs that sign each other, under an anchor",
                             TRUST(factory_make(&c.root)), sent, count),
                     BRINE_ERROR_CERT_BUDGET);
}

static void a_loop_of_64_levels(void **state)
{
    enum { LEVELS = 64 };
    der sent[LEVELS + 1];
    chain c = chain_make();
    char subject[16], issuer[16];

    (void)state;
    c.server = spec_server("www.example", "CA 0", KEY_CA);
    sent[0] = factory_make(&c.server);
    for (int i = 0; i < LEVELS; i++) {
        cert_spec ca;

        snprintf(subject, sizeof subject, "CA %d", i);
        snprintf(issuer, sizeof issuer, "CA %d", (i + 1) % LEVELS);
        ca = spec_ca(subject, KEY_CA, issuer, KEY_CA);
        sent[i + 1] = factory_make(&ca);
    }
    assert_int_equal(
        measure(&c, "a loop of 64 levels", TRUST(factory_make(&c.root)), sent, LEVELS + 1),
        BRINE_ERROR_CERT_PATH_LENGTH);
}

/* Names x and constraints y: as many of each kind as asked. */
static void constrain(chain *c, size_t names, size_t constraints)
{
    static der entries[4096];
    char text[24];
    der half, all_names;

    for (size_t i = 0; i < names; i++) {
        snprintf(text, sizeof text, "t%zu.test", i);
        entries[i] = DNS(text);
    }
    entries[0] = DNS("www.example");
    all_names = factory_wrap(0x30, entries, names);
    spec_set(&c->server, SAN, false, all_names);
    for (size_t i = 0; i < constraints / 2; i++) {
        snprintf(text, sizeof text, "x%zu.test", i);
        entries[i] = SEQ(DNS(text));
    }
    half = factory_join(entries, constraints / 2);
    spec_set(&c->ca, NAME_CONSTRAINTS, true,
             SEQ(WRAP(0xa0, half, SEQ(DNS("test")), SEQ(DNS("example"))), WRAP(0xa1, half)));
}

static void many_names_under_many_constraints(void **state)
{
    chain c = chain_make();
    der sent[2];

    (void)state;
    constrain(&c, 2048, 4096);
    sent[0] = factory_make(&c.server);
    sent[1] = factory_make(&c.ca);
    assert_int_equal(
        measure(&c, "2048 names under 4096 constraints", TRUST(factory_make(&c.root)), sent, 2),
        BRINE_ERROR_CERT_BUDGET);
}

static void not_too_many_names_under_constraints(void **state)
{
    chain c = chain_make();
    der sent[2];

    (void)state;
    constrain(&c, 400, 600);
    sent[0] = factory_make(&c.server);
    sent[1] = factory_make(&c.ca);
    assert_int_equal(
        measure(&c, "400 names under 600 constraints", TRUST(factory_make(&c.root)), sent, 2),
        BRINE_OK);
}

static void anchors_of_one_name(void **state)
{
    enum { ANCHORS = 2100 };
    static der anchors[ANCHORS];
    chain c = chain_make();
    der sent[1];

    (void)state;
    for (size_t i = 0; i < ANCHORS; i++) { /* none is a CA: refused before a signature is tried */
        cert_spec root = spec_root("CA", KEY_OTHER);

        spec_drop(&root, BASIC_CONSTRAINTS);
        root.serial = INT((int64_t)i + 1);
        anchors[i] = factory_make(&root);
    }
    sent[0] = factory_make(&c.server);
    assert_int_equal(
        measure(&c, "2100 anchors of one name", factory_trust(anchors, ANCHORS), sent, 1),
        BRINE_ERROR_CERT_BUDGET);
}

/* Names that differ in their last attribute only, so that each comparison goes to the end. */
static void long_names_that_are_nearly_equal(void **state)
{
    der sent[BRINE_CERTIFICATES_SENT_MAX], rdns[BRINE_NAME_RDNS_MAX];
    chain c = chain_make();

    (void)state;
    for (size_t i = 0; i < BRINE_NAME_RDNS_MAX - 1; i++)
        rdns[i] = SET_OF(SEQ(OID("2.5.4.11"), UTF8("an organizational unit with a long name")));
    for (size_t i = 0; i < BRINE_CERTIFICATES_SENT_MAX; i++) {
        cert_spec ca = spec_ca("CA", KEY_CA, "CA", KEY_CA);
        char text[16];

        snprintf(text, sizeof text, "%zu", i + 1);
        rdns[BRINE_NAME_RDNS_MAX - 1] = SET_OF(SEQ(OID("2.5.4.3"), UTF8(text)));
        ca.issuer = factory_wrap(0x30, rdns, BRINE_NAME_RDNS_MAX);
        snprintf(text, sizeof text, "%zu", i);
        rdns[BRINE_NAME_RDNS_MAX - 1] = SET_OF(SEQ(OID("2.5.4.3"), PRINTABLE(text)));
        ca.subject = factory_wrap(0x30, rdns, BRINE_NAME_RDNS_MAX);
        if (i == 0) {
            c.server.issuer = ca.issuer;
            sent[0] = factory_make(&c.server);
        } else {
            sent[i] = factory_make(&ca);
        }
    }
    assert_int_equal(measure(&c, "128 long names that are nearly equal",
                             TRUST(factory_make(&c.root)), sent, BRINE_CERTIFICATES_SENT_MAX),
                     BRINE_ERROR_CERT_PATH_LENGTH);
}

/*
 * A name of `rdns` sets of attributes that differ in their last character only. All such
 * names have one hash: they differ in where the last set has a space.
 */
static der crowded_name(size_t rdns, size_t space_at)
{
    der sets[BRINE_NAME_RDNS_MAX], attributes[BRINE_RDN_ATTRIBUTES_MAX];

    for (size_t i = 0; i < rdns; i++) {
        for (size_t j = 0; j < BRINE_RDN_ATTRIBUTES_MAX; j++) {
            char text[] = "abcdefghijklmnop ";

            text[sizeof text - 2] = (char)('A' + j);
            if (i == rdns - 1) {
                memmove(text + space_at + 1, text + space_at, sizeof text - 2 - space_at);
                text[space_at] = ' ';
            }
            attributes[j] = SEQ(OID("2.5.4.3"), UTF8(text));
        }
        sets[i] = factory_wrap(0x31, attributes, BRINE_RDN_ATTRIBUTES_MAX);
    }
    return factory_wrap(0x30, sets, rdns);
}

/* So many of them make two names that fit a certificate. */
#define CROWDED_RDNS_MAX 32

/* CAs in levels, each signed by all of the level above, and crowded names to compare. */
static brine_result verify_crowded(size_t rdns, const char *what)
{
    enum { LEVELS = 9, BESIDE = 14 };
    der sent[LEVELS * BESIDE + 1], names[LEVELS + 1];
    chain c = chain_make();
    size_t count = 1;

    for (size_t i = 0; i <= LEVELS; i++)
        names[i] = crowded_name(rdns, i + 1);
    c.server.issuer = names[0];
    sent[0] = factory_make(&c.server);
    for (size_t i = 0; i < LEVELS; i++)
        for (size_t j = 0; j < BESIDE; j++) {
            cert_spec ca = spec_ca("CA", KEY_CA, "CA", KEY_CA);

            ca.subject = names[i];
            ca.issuer = names[i + 1];
            sent[count++] = factory_make(&ca);
        }
    return measure(&c, what, TRUST(factory_make(&c.root)), sent, count);
}

static void crowded_names(void **state)
{
    (void)state;
    assert_int_equal(verify_crowded(1, "crowded names in 128 KiB"), BRINE_ERROR_CERT_BUDGET);
    assert_int_equal(verify_crowded(CROWDED_RDNS_MAX, "crowded names, as long as may be"),
                     BRINE_ERROR_CERT_BUDGET);
}

/* A name of `len` bytes in the server's certificate, and CAs that lead to many subtrees. */
static brine_result verify_long_name(unsigned form, size_t len, const char *what)
{
    enum { BESIDE = 100, SUBTREES = 3000 };
    static der subtrees[SUBTREES];
    static uint8_t bytes[60000];
    der sent[BESIDE + 2];
    chain c = chain_make();
    cert_spec top = spec_ca("Top", KEY_CA2, "Elsewhere", KEY_OTHER);

    memset(bytes, 'a', len);
    spec_set(&c.server, SAN, false, SEQ(DNS("www.example"), WRAP(form, factory_copy(bytes, len))));
    sent[0] = factory_make(&c.server);
    for (size_t i = 0; i < BESIDE; i++) {
        cert_spec ca = spec_ca("CA", KEY_CA, "Top", KEY_CA2);

        sent[i + 1] = factory_make(&ca);
    }
    for (size_t i = 0; i < SUBTREES; i++)
        subtrees[i] = SEQ(WRAP(form, factory_copy("b.example", 9)));
    spec_set(&top, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, factory_join(subtrees, SUBTREES))));
    sent[BESIDE + 1] = factory_make(&top);
    return measure(&c, what, TRUST(factory_make(&c.root)), sent, BESIDE + 2);
}

static void a_long_name_under_many_constraints(void **state)
{
    (void)state;
    verify_long_name(0x81, 60000, "a mailbox of 60000 bytes");
    verify_long_name(0x86, 60000, "a URI of 60000 bytes");
}

/* Directory names in the server's certificate, and as many subtrees that nearly hold them. */
static void crowded_names_under_crowded_constraints(void **state)
{
    enum { NAMES = 36, BESIDE = 60 };
    der names[NAMES + 1], subtrees[NAMES], sent[BESIDE + 2];
    chain c = chain_make();
    cert_spec top = spec_ca("Top", KEY_CA2, "Elsewhere", KEY_OTHER);

    (void)state;
    for (size_t i = 0; i < NAMES; i++) {
        names[i] = DIRECTORY(crowded_name(1, 1));
        subtrees[i] = SEQ(DIRECTORY(crowded_name(1, 2)));
    }
    names[NAMES] = DNS("www.example");
    spec_set(&c.server, SAN, false, factory_wrap(0x30, names, NAMES + 1));
    sent[0] = factory_make(&c.server);
    for (size_t i = 0; i < BESIDE; i++) {
        cert_spec ca = spec_ca("CA", KEY_CA, "Top", KEY_CA2);

        sent[i + 1] = factory_make(&ca);
    }
    spec_set(&top, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, factory_join(subtrees, NAMES))));
    sent[BESIDE + 1] = factory_make(&top);
    assert_int_equal(measure(&c, "crowded names under crowded constraints",
                             TRUST(factory_make(&c.root)), sent, BESIDE + 2),
                     BRINE_ERROR_CERT_BUDGET);
}

static void the_worst_is_printed(void **state)
{
    (void)state;
    print_message("worst case: %.2f ms\n", worst);
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_hundred_cas_of_one_name),
        CASE(a_hundred_cas_of_one_name_and_no_root),
        CASE(a_mesh_of_cross_signs),
        CASE(a_loop_of_64_levels),
        CASE(many_names_under_many_constraints),
        CASE(not_too_many_names_under_constraints),
        CASE(anchors_of_one_name),
        CASE(long_names_that_are_nearly_equal),
        CASE(crowded_names),
        CASE(a_long_name_under_many_constraints),
        CASE(crowded_names_under_crowded_constraints),
        cmocka_unit_test(the_worst_is_printed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
