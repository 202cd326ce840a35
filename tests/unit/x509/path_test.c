/* Path building: which of many paths is found, and what ends the search. */
#include "support/test.h"
#include "unit/x509/chain.h"
#include "x509/path/explain.h"

#include <stdio.h>
#include <string.h>

static void accepted(const chain *c, brine_result result)
{
    if (result != BRINE_OK)
        fail_msg("%s", c->error.text);
}

static void refused(const chain *c, brine_result result, brine_result code)
{
    if (result != code)
        fail_msg("%s: %s", brine_result_name(result), c->error.text);
}

static bool path_is(const chain *c, const der *certificates, size_t count)
{
    if (c->path_count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (c->path[i].len != certificates[i].len ||
            memcmp(c->path[i].data, certificates[i].data, certificates[i].len) != 0)
            return false;
    return true;
}

#define PATH_IS(c, ...)                                                                            \
    path_is(c, (const der[]){__VA_ARGS__}, sizeof((const der[]){__VA_ARGS__}) / sizeof(der))

/* ---- Sets, not lists ---- */

static void order_junk_and_repetition_do_not_matter(void **state)
{
    chain c = chain_make();
    cert_spec ca2 = spec_ca("CA2", KEY_CA2, "CA", KEY_CA);
    der root = factory_make(&c.root), ca = factory_make(&c.ca), junk = BYTES(0x30, 0x80), server;
    der middle = factory_make(&ca2);

    (void)state;
    c.server = spec_server("www.example", "CA2", KEY_CA2);
    server = factory_make(&c.server);
    accepted(&c, VERIFY(&c, TRUST(root), server, junk, root, ca, ca, NOTHING, middle, server));
    assert_true(PATH_IS(&c, server, middle, ca, root));
}

static void a_path_that_has_no_room_is_cut_and_counted(void **state)
{
    chain c = chain_make();
    brine_trust *trust = TRUST(factory_make(&c.root));
    const der sent[] = {factory_make(&c.server), factory_make(&c.ca)};
    const brine_bytes untouched = {(const uint8_t *)"untouched", 9};
    brine_bytes path[3] = {untouched, untouched, untouched};
    size_t count = 9;

    (void)state;
    c.options.trust = trust;
    c.options.server_name = c.host;
    assert_int_equal(brine_cert_verify(&c.options, sent, 2, path, 2, &count, NULL), BRINE_OK);
    assert_int_equal(count, 3);
    assert_ptr_equal(path[1].data, sent[1].data);
    assert_ptr_equal(path[2].data, untouched.data);
    c.options.time = 0;
    assert_int_equal(brine_cert_verify(&c.options, sent, 2, path, 2, &count, NULL),
                     BRINE_ERROR_CERT_CLOCK);
    assert_int_equal(count, 0);
    brine_trust_free(trust);
}

static void the_path_may_be_left_out(void **state)
{
    chain c = chain_make();
    der sent[] = {factory_make(&c.server), factory_make(&c.ca)};
    brine_trust *trust = TRUST(factory_make(&c.root));

    (void)state;
    c.options.trust = trust;
    c.options.server_name = c.host;
    assert_int_equal(brine_cert_verify(&c.options, sent, 2, NULL, 0, NULL, NULL), BRINE_OK);
    c.options.time = 0;
    assert_int_equal(brine_cert_verify(&c.options, sent, 2, NULL, 0, NULL, NULL),
                     BRINE_ERROR_CERT_CLOCK);
    brine_trust_free(trust);
}

/* ---- Any trusted certificate ends a path ---- */

static void an_intermediate_may_be_the_anchor(void **state)
{
    chain c = chain_make();
    der ca = factory_make(&c.ca), server = factory_make(&c.server);

    (void)state;
    accepted(&c, VERIFY(&c, TRUST(ca), server));
    assert_true(PATH_IS(&c, server, ca));
    accepted(&c, VERIFY(&c, TRUST(ca), server, ca, factory_make(&c.root)));
    assert_true(PATH_IS(&c, server, ca));
}

static void the_servers_own_certificate_may_be_the_anchor(void **state)
{
    chain c = chain_make();
    der server = factory_make(&c.server), self_signed;

    (void)state;
    accepted(&c, VERIFY(&c, TRUST(server), server));
    assert_true(PATH_IS(&c, server));
    c.server = spec_server("www.example", "www.example", KEY_LEAF); /* openssl req -x509 */
    spec_set(&c.server, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, -1));
    spec_drop(&c.server, AKI);
    self_signed = factory_make(&c.server);
    accepted(&c, VERIFY(&c, TRUST(self_signed), self_signed));
    c.host = "other.example";
    refused(&c, VERIFY(&c, TRUST(self_signed), self_signed), BRINE_ERROR_CERT_NAME);
    c.host = "www.example";
    c.options.time = INT64_C(4102444800);
    refused(&c, VERIFY(&c, TRUST(self_signed), self_signed), BRINE_ERROR_CERT_EXPIRED);
}

static void an_anchor_is_not_what_only_looks_like_it(void **state)
{
    chain c = chain_make();
    cert_spec impostor = spec_root("Root", KEY_OTHER);
    der server, ca;

    (void)state;
    c.ca = spec_ca("CA", KEY_CA, "Root", KEY_OTHER);
    ca = factory_make(&c.ca);
    server = factory_make(&c.server);
    refused(&c, VERIFY(&c, TRUST(factory_make(&c.root)), server, ca, factory_make(&impostor)),
            BRINE_ERROR_CERT_SIGNATURE);
}

/* A root's name and key, which an attacker can copy, in a certificate that the root never signed.
 */
static void what_wears_an_anchors_name_and_key_is_not_trusted(void **state)
{
    chain c = chain_make();
    cert_spec renewed = c.root;
    der root = factory_make(&c.root), ca = factory_make(&c.ca), server = factory_make(&c.server);

    (void)state;
    c.server = spec_server("www.example", "Root", KEY_OTHER);
    c.server.subject = c.server.issuer;
    c.server.key = KEY_ROOT;
    refused(&c, VERIFY(&c, TRUST(root), factory_make(&c.server)), BRINE_ERROR_CERT_SELF_SIGNED);
    assert_non_null(strstr(c.error.text, "is not in the trust store"));
    /* Signed with that key, it is still not the certificate that is trusted. */
    c.server.signer = KEY_ROOT;
    refused(&c, VERIFY(&c, TRUST(root), factory_make(&c.server)), BRINE_ERROR_CERT_SELF_SIGNED);
    /* Above others, the anchor itself has been tried already. */
    renewed.serial = INT(77);
    renewed.break_signature = true;
    accepted(&c, VERIFY(&c, TRUST(root), server, ca, factory_make(&renewed)));
    assert_true(PATH_IS(&c, server, ca, root));
    c.root.not_after = TIME("20250101000000Z");
    root = factory_make(&c.root);
    refused(&c, VERIFY(&c, TRUST(root), server, ca, factory_make(&renewed)),
            BRINE_ERROR_CERT_EXPIRED);
}

static void a_refusal_without_a_reason_is_no_success(void **state)
{
    const brn_refusal none = {.code = BRINE_OK};
    brine_error error;

    (void)state;
    assert_int_equal(brn_refusal_report(&none, &error), BRINE_ERROR_INTERNAL);
    assert_int_equal(error.code, BRINE_ERROR_INTERNAL);
    assert_int_equal(brn_refusal_report(&none, NULL), BRINE_ERROR_INTERNAL);
}

/* ---- Backtracking ---- */

static void same_name_other_key_is_tried_and_left(void **state)
{
    chain c = chain_make();
    cert_spec twin = spec_ca("CA", KEY_CA2, "Root", KEY_ROOT);
    der root = factory_make(&c.root), ca = factory_make(&c.ca), server = factory_make(&c.server);
    der other = factory_make(&twin);

    (void)state;
    accepted(&c, VERIFY(&c, TRUST(root), server, other, ca));
    assert_true(PATH_IS(&c, server, ca, root));
    spec_drop(&c.ca, SKI); /* with no identifier to go by */
    c.ca = spec_ca("CA", KEY_CA, "Root", KEY_ROOT);
    spec_set(&c.server, AKI, false, factory_aki(KEY_CA2)); /* and with one that misleads */
    accepted(&c, VERIFY(&c, TRUST(root), factory_make(&c.server), other, factory_make(&c.ca)));
}

static void an_expired_cross_sign_is_passed_by(void **state)
{
    chain c = chain_make();
    cert_spec old_root = spec_root("Old root", KEY_OTHER);
    cert_spec cross = spec_ca("Root", KEY_ROOT, "Old root", KEY_OTHER);
    der root = factory_make(&c.root), server = factory_make(&c.server), ca = factory_make(&c.ca);

    (void)state;
    cross.not_after = TIME("20210930000000Z");
    accepted(&c,
             VERIFY(&c, TRUST(root, factory_make(&old_root)), server, ca, factory_make(&cross)));
    assert_true(PATH_IS(&c, server, ca, root));
}

static void an_expired_anchor_is_passed_by(void **state)
{
    chain c = chain_make();
    cert_spec old = spec_root("Root", KEY_ROOT);
    der root = factory_make(&c.root);

    (void)state;
    old.not_after = TIME("20210930000000Z");
    accepted(&c, VERIFY(&c, TRUST(root, factory_make(&old)), factory_make(&c.server),
                        factory_make(&c.ca)));
    assert_int_equal(c.path[2].len, root.len);
}

static void a_cross_sign_leads_to_the_anchor_that_is_there(void **state)
{
    chain c = chain_make();
    cert_spec old_root = spec_root("Old root", KEY_OTHER);
    cert_spec cross = spec_ca("Root", KEY_ROOT, "Old root", KEY_OTHER);
    der server = factory_make(&c.server), ca = factory_make(&c.ca), cross_sign, anchor;

    (void)state;
    cross_sign = factory_make(&cross);
    anchor = factory_make(&old_root);
    accepted(&c, VERIFY(&c, TRUST(anchor), server, ca, factory_make(&c.root), cross_sign));
    assert_true(PATH_IS(&c, server, ca, cross_sign, anchor));
}

static void name_constraints_send_the_search_elsewhere(void **state)
{
    chain c = chain_make();
    cert_spec root2 = spec_root("Root2", KEY_OTHER);
    cert_spec constrained = spec_ca("CA", KEY_CA, "Root", KEY_ROOT);
    cert_spec free_ca = spec_ca("CA", KEY_CA, "Root2", KEY_OTHER);
    der server = factory_make(&c.server), good = factory_make(&free_ca), anchor;

    (void)state;
    spec_set(&constrained, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, SEQ(DNS("example")))));
    anchor = factory_make(&root2);
    accepted(&c, VERIFY(&c, TRUST(factory_make(&c.root), anchor), server,
                        factory_make(&constrained), good));
    assert_true(PATH_IS(&c, server, good, anchor));
}

static void constraints_of_all_cas_add_up(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.root, NAME_CONSTRAINTS, true,
             SEQ(WRAP(0xa0, SEQ(DNS("www.example")), SEQ(DNS("b.example")))));
    spec_set(&c.ca, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa0, SEQ(DNS("b.example")))));
    assert_refused(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
    spec_set(&c.ca, NAME_CONSTRAINTS, false, SEQ(WRAP(0xa0, SEQ(DNS("example")))));
    assert_accepted(&c);
    spec_set(&c.root, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa0, SEQ(DNS("b.example")))));
    assert_refused(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
}

static void constraints_hold_for_cas_in_between(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, SAN, false, SEQ(DNS("bad.test")));
    spec_set(&c.root, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, SEQ(DNS("test")))));
    assert_refused(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
    assert_int_equal(c.error.certificate, 1);
}

static void constraints_pass_over_self_issued_cas(void **state)
{
    chain c = chain_make();
    cert_spec rollover = spec_ca("Root", KEY_CA2, "Root", KEY_ROOT);
    der root, server, ca;

    (void)state;
    spec_set(&rollover, SAN, false, SEQ(DNS("bad.test")));
    spec_set(&c.root, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, SEQ(DNS("test")))));
    root = factory_make(&c.root);
    c.ca = spec_ca("CA", KEY_CA, "Root", KEY_CA2);
    ca = factory_make(&c.ca);
    server = factory_make(&c.server);
    accepted(&c, VERIFY(&c, TRUST(root), server, ca, factory_make(&rollover)));
    /* ... but not over a self-issued server. */
    c.server = spec_server("bad.test", "Root", KEY_ROOT);
    c.server.subject = c.server.issuer;
    c.host = "bad.test";
    refused(&c, VERIFY(&c, TRUST(root), factory_make(&c.server)), BRINE_ERROR_CERT_NAME_CONSTRAINT);
}

static void constraints_hold_for_subjects(void **state)
{
    chain c = chain_make();
    der org = SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8("Org"))));
    der mail = SEQ(SET_OF(SEQ(OID("1.2.840.113549.1.9.1"), factory_text(0x16, "me@bad.test"))));

    (void)state;
    spec_set(&c.ca, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa0, SEQ(DIRECTORY(org)))));
    assert_refused(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
    c.server.subject = factory_name_in("org", "www.example");
    assert_accepted(&c);
    spec_set(&c.server, SAN, false, SEQ(DNS("www.example"), DIRECTORY(factory_name("elsewhere"))));
    assert_refused(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
    c.server.subject = SEQ(NOTHING);
    spec_set(&c.server, SAN, true, SEQ(DNS("www.example")));
    assert_accepted(&c);
    /* emailAddress counts where there is no subjectAltName. */
    c = chain_make();
    spec_set(&c.ca, NAME_CONSTRAINTS, true, SEQ(WRAP(0xa1, SEQ(EMAIL("bad.test")))));
    c.server.subject = mail;
    assert_accepted(&c);
    spec_drop(&c.server, SAN);
    c.options.insecure_skip_name = true;
    assert_refused(&c, BRINE_ERROR_CERT_NAME_CONSTRAINT);
}

/* ---- Length ---- */

/* CA1 (issued by Root) issues CA2, which issues the server's certificate. */
static brine_result verify_two(chain *c, int length1, int length2, bool self_issued)
{
    cert_spec ca1 = spec_ca("CA1", KEY_CA, "Root", KEY_ROOT);
    cert_spec ca2 = spec_ca(self_issued ? "CA1" : "CA2", KEY_CA2, "CA1", KEY_CA);

    c->server = spec_server("www.example", self_issued ? "CA1" : "CA2", KEY_CA2);
    spec_set(&ca1, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, length1));
    spec_set(&ca2, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, length2));
    return VERIFY(c, TRUST(factory_make(&c->root)), factory_make(&c->server), factory_make(&ca2),
                  factory_make(&ca1));
}

static void path_lengths_count_intermediates_that_are_not_self_issued(void **state)
{
    chain c = chain_make();

    (void)state;
    accepted(&c, verify_two(&c, 1, 0, false));
    accepted(&c, verify_two(&c, 1, 5, false));
    refused(&c, verify_two(&c, 0, 0, false), BRINE_ERROR_CERT_PATH_LENGTH);
    accepted(&c, verify_two(&c, 0, 0, true));
    spec_set(&c.root, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, 1));
    refused(&c, verify_two(&c, -1, -1, false), BRINE_ERROR_CERT_PATH_LENGTH);
    accepted(&c, verify_two(&c, -1, -1, true));
}

static void the_caller_may_allow_less(void **state)
{
    chain c = chain_make();

    (void)state;
    c.options.max_intermediates = 2;
    accepted(&c, verify_two(&c, -1, -1, false));
    c.options.max_intermediates = 1;
    refused(&c, verify_two(&c, -1, -1, false), BRINE_ERROR_CERT_PATH_LENGTH);
    accepted(&c, verify_two(&c, -1, -1, true));
    c.options.max_intermediates = 1000;
    accepted(&c, verify_two(&c, -1, -1, false));
    c = chain_make();
    c.options.max_intermediates_set = true;
    assert_refused(&c, BRINE_ERROR_CERT_PATH_LENGTH);
    c.server = spec_server("www.example", "Root", KEY_ROOT);
    accepted(&c, VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server)));
}

/* A chain of `count` CAs below the root, each with the one key that their makers share. */
static brine_result verify_deep(chain *c, size_t count)
{
    der sent[BRINE_PATH_LENGTH_MAX + 2];
    char name[16] = "Root", issuer[16];

    for (size_t i = 0; i < count; i++) {
        cert_spec ca;

        memcpy(issuer, name, sizeof issuer);
        snprintf(name, sizeof name, "CA %zu", i);
        ca = spec_ca(name, KEY_CA, issuer, i == 0 ? KEY_ROOT : KEY_CA);
        sent[count - i] = factory_make(&ca);
    }
    c->server = spec_server("www.example", name, KEY_CA);
    sent[0] = factory_make(&c->server);
    return chain_verify_these(c, TRUST(factory_make(&c->root)), sent, count + 1);
}

static void no_path_is_longer_than_the_limit(void **state)
{
    chain c = chain_make();

    (void)state;
    accepted(&c, verify_deep(&c, BRINE_PATH_LENGTH_MAX - 2));
    assert_int_equal(c.path_count, BRINE_PATH_LENGTH_MAX);
    refused(&c, verify_deep(&c, BRINE_PATH_LENGTH_MAX - 1), BRINE_ERROR_CERT_PATH_LENGTH);
}

/* ---- Loops ---- */

static void loops_end(void **state)
{
    chain c = chain_make();
    cert_spec a = spec_ca("A", KEY_CA, "B", KEY_CA2), b = spec_ca("B", KEY_CA2, "A", KEY_CA);
    cert_spec same_name = spec_ca("A", KEY_CA2, "A", KEY_CA);
    cert_spec same_name_back = spec_ca("A", KEY_CA, "A", KEY_CA2);

    (void)state;
    c.server = spec_server("www.example", "A", KEY_CA);
    refused(&c,
            VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server), factory_make(&a),
                   factory_make(&b)),
            BRINE_ERROR_CERT_UNKNOWN_ISSUER);
    refused(&c,
            VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server),
                   factory_make(&same_name), factory_make(&same_name_back)),
            BRINE_ERROR_CERT_UNKNOWN_ISSUER);
}

static void a_loop_beside_the_path_does_no_harm(void **state)
{
    chain c = chain_make();
    cert_spec a_by_b = spec_ca("Root", KEY_ROOT, "B", KEY_CA2);
    cert_spec b_by_a = spec_ca("B", KEY_CA2, "Root", KEY_ROOT);
    der root = factory_make(&c.root), server = factory_make(&c.server), ca = factory_make(&c.ca);

    (void)state;
    accepted(&c, VERIFY(&c, TRUST(root), server, factory_make(&a_by_b), factory_make(&b_by_a), ca));
    assert_true(PATH_IS(&c, server, ca, root));
}

/* ---- The most telling refusal ---- */

static void the_deepest_refusal_is_told(void **state)
{
    chain c = chain_make();
    cert_spec twin = spec_ca("CA", KEY_CA2, "Root", KEY_ROOT);

    (void)state;
    spec_drop(&twin, BASIC_CONSTRAINTS); /* fails at once; the good one leads on to no root */
    refused(&c,
            VERIFY(&c, TRUST(factory_make(&twin)), factory_make(&c.server), factory_make(&twin),
                   factory_make(&c.ca)),
            BRINE_ERROR_CERT_NOT_A_CA);
    c.root.not_after = TIME("20250101000000Z");
    refused(&c,
            VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server), factory_make(&twin),
                   factory_make(&c.ca)),
            BRINE_ERROR_CERT_EXPIRED);
    assert_int_equal(c.error.certificate, -1);
}

static void expired_is_told_before_other_rules(void **state)
{
    chain c = chain_make();
    cert_spec not_ca = spec_ca("CA", KEY_CA, "Root", KEY_ROOT);

    (void)state;
    spec_drop(&not_ca, BASIC_CONSTRAINTS);
    c.ca.not_after = TIME("20250101000000Z");
    refused(&c,
            VERIFY(&c, TRUST(factory_make(&c.root)), factory_make(&c.server), factory_make(&not_ca),
                   factory_make(&c.ca)),
            BRINE_ERROR_CERT_EXPIRED);
    assert_int_equal(c.error.certificate, 2);
}

static void a_malformed_intermediate_is_told_where_an_issuer_is_missing(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.ca, KEY_USAGE, true, INT(1));
    assert_refused(&c, BRINE_ERROR_CERT_MALFORMED);
    assert_int_equal(c.error.certificate, 1);
    assert_non_null(strstr(c.error.text, "certificate 1 (CN=CA)"));
}

static void a_malformed_anchor_is_told(void **state)
{
    chain c = chain_make();

    (void)state;
    spec_set(&c.root, KEY_USAGE, true, INT(1));
    assert_refused(&c, BRINE_ERROR_CERT_MALFORMED);
    assert_int_equal(c.error.certificate, -1);
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(order_junk_and_repetition_do_not_matter),
        CASE(a_path_that_has_no_room_is_cut_and_counted),
        CASE(the_path_may_be_left_out),
        CASE(an_intermediate_may_be_the_anchor),
        CASE(the_servers_own_certificate_may_be_the_anchor),
        CASE(an_anchor_is_not_what_only_looks_like_it),
        CASE(what_wears_an_anchors_name_and_key_is_not_trusted),
        CASE(a_refusal_without_a_reason_is_no_success),
        CASE(same_name_other_key_is_tried_and_left),
        CASE(an_expired_cross_sign_is_passed_by),
        CASE(an_expired_anchor_is_passed_by),
        CASE(a_cross_sign_leads_to_the_anchor_that_is_there),
        CASE(name_constraints_send_the_search_elsewhere),
        CASE(constraints_of_all_cas_add_up),
        CASE(constraints_hold_for_cas_in_between),
        CASE(constraints_pass_over_self_issued_cas),
        CASE(constraints_hold_for_subjects),
        CASE(path_lengths_count_intermediates_that_are_not_self_issued),
        CASE(the_caller_may_allow_less),
        CASE(no_path_is_longer_than_the_limit),
        CASE(loops_end),
        CASE(a_loop_beside_the_path_does_no_harm),
        CASE(the_deepest_refusal_is_told),
        CASE(expired_is_told_before_other_rules),
        CASE(a_malformed_intermediate_is_told_where_an_issuer_is_missing),
        CASE(a_malformed_anchor_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
