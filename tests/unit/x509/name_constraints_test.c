#include "support/test.h"
#include "unit/x509/chain.h"
#include "x509/name/name_constraints.h"

#include <string.h>

/* ---- The syntax of subtrees ---- */

static bool is_sound(der subtrees, const char *why)
{
    const char *rule = "", *lapse = NULL;
    bool sound = brn_check_subtrees(subtrees, &rule, &lapse);

    if (!sound && why != NULL && rule != NULL && strstr(rule, why) == NULL)
        fail_msg("\"%s\" lacks \"%s\"", rule, why);
    return sound;
}

/* What the issuer owed in subtrees that are sound. */
static const char *lapse_of(der subtrees)
{
    const char *rule = "", *lapse = "nothing";

    assert_true(brn_check_subtrees(subtrees, &rule, &lapse));
    return lapse;
}

static void subtrees_are_well_formed(void **state)
{
    (void)state;
    assert_true(is_sound(NOTHING, ""));
    assert_true(is_sound(JOIN(SEQ(DNS("example.com")), SEQ(DNS(""))), ""));
    assert_false(is_sound(DNS("example.com"), "malformed subtree"));
    assert_false(is_sound(SEQ(NOTHING), "malformed subtree"));
    assert_string_equal(lapse_of(SEQ(DNS("a.example"), WRAP(0x80, BYTES(0)))),
                        "spells out a minimum of 0");
    assert_false(is_sound(SEQ(DNS("a.example"), WRAP(0x80, BYTES(0, 0))), "malformed subtree"));
    assert_false(is_sound(SEQ(DNS("a.example"), WRAP(0x80, BYTES(1))), "malformed subtree"));
    assert_false(is_sound(SEQ(DNS("a.example"), WRAP(0x81, BYTES(1))), "malformed subtree"));
    assert_false(is_sound(SEQ(DNS("a.example"), BYTES(0x80, 2, 0)), "malformed subtree"));
    assert_false(is_sound(SEQ(DNS("b\xfc.example")), "malformed subtree"));
}

static void dns_bases_are_domains(void **state)
{
    (void)state;
    assert_false(is_sound(SEQ(DNS("*.example.com")), "no domain"));
    assert_false(is_sound(SEQ(DNS("example.com.")), "no domain"));
    assert_false(is_sound(SEQ(DNS("..example.com")), "no domain"));
    assert_false(is_sound(SEQ(DNS(".")), "no domain"));
    assert_string_equal(lapse_of(SEQ(DNS("example.com"))), "nothing");
    assert_string_equal(lapse_of(SEQ(DNS(".example.com"))), "has a dNSName that is no domain");
    assert_string_equal(lapse_of(SEQ(DNS("a_b"))), "has a dNSName that is no domain");
}

static void address_bases_are_networks(void **state)
{
    (void)state;
    assert_true(is_sound(SEQ(IP(192, 0, 2, 0, 255, 255, 255, 0)), ""));
    assert_true(is_sound(SEQ(IP(192, 0, 2, 1, 255, 255, 255, 255)), ""));
    assert_true(is_sound(SEQ(IP(0, 0, 0, 0, 0, 0, 0, 0)), ""));
    assert_true(is_sound(SEQ(IP(10, 0, 0, 0, 255, 128, 0, 0)), ""));
    assert_true(is_sound(SEQ(IP(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255,
                                255, 254, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                         ""));
    assert_false(is_sound(SEQ(IP(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255,
                                 255, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                          "with a mask"));
    assert_false(is_sound(SEQ(IP(192, 0, 2, 1)), "with a mask"));
    assert_false(is_sound(SEQ(IP(192, 0, 2, 0, 255, 0, 255, 0)), "with a mask"));
    assert_false(is_sound(SEQ(IP(192, 0, 2, 0, 255, 255, 255, 1)), "with a mask"));
    assert_false(is_sound(SEQ(IP(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)), "with a mask"));
}

static void mail_and_uri_bases_are_hosts_or_domains(void **state)
{
    (void)state;
    assert_true(is_sound(SEQ(EMAIL("me@example.com")), ""));
    assert_true(is_sound(SEQ(EMAIL("example.com")), ""));
    assert_true(is_sound(SEQ(EMAIL(".example.com")), ""));
    assert_false(is_sound(SEQ(EMAIL("@example.com")), "rfc822Name"));
    assert_false(is_sound(SEQ(EMAIL("a@b@example.com")), "rfc822Name"));
    assert_true(is_sound(SEQ(URI("host.example.com")), ""));
    assert_true(is_sound(SEQ(URI(".example.com")), ""));
    assert_false(is_sound(SEQ(URI("https://example.com")), "uniformResourceIdentifier"));
    assert_true(is_sound(JOIN(SEQ(EMAIL("")), SEQ(URI(""))), ""));
    assert_false(is_sound(SEQ(EMAIL(".")), "rfc822Name"));
    assert_false(is_sound(SEQ(URI(".")), "uniformResourceIdentifier"));
}

/* ---- Judging names ---- */

static brn_constraint_verdict judge(der permitted, der excluded, der name)
{
    brn_name_constraints constraints = {permitted, excluded};
    brn_reader r = brn_reader_of(name);
    brn_general_name general;
    size_t comparisons = 100;
    brine_bytes base;

    assert_true(brn_read_general_name(&r, &general));
    return brn_name_constraints_judge(&constraints, &general, &comparisons, &base);
}

static bool permits(der base, der name)
{
    return judge(SEQ(base), NOTHING, name) == BRN_CONSTRAINT_KEPT;
}

static bool excludes(der base, der name)
{
    return judge(NOTHING, SEQ(base), name) == BRN_CONSTRAINT_EXCLUDED;
}

static void what_is_not_constrained_is_free(void **state)
{
    (void)state;
    assert_int_equal(judge(NOTHING, NOTHING, DNS("a.example")), BRN_CONSTRAINT_KEPT);
    assert_int_equal(
        judge(SEQ(IP(10, 0, 0, 0, 255, 0, 0, 0)), SEQ(EMAIL("b.example")), DNS("a.example")),
        BRN_CONSTRAINT_KEPT);
}

static void exclusion_goes_before_permission(void **state)
{
    (void)state;
    assert_int_equal(judge(SEQ(DNS("example.com")), SEQ(DNS("example.com")), DNS("example.com")),
                     BRN_CONSTRAINT_EXCLUDED);
    assert_int_equal(
        judge(SEQ(DNS("example.com")), SEQ(DNS("bad.example.com")), DNS("good.example.com")),
        BRN_CONSTRAINT_KEPT);
    assert_int_equal(
        judge(JOIN(SEQ(DNS("a.example")), SEQ(DNS("b.example"))), NOTHING, DNS("x.b.example")),
        BRN_CONSTRAINT_KEPT);
    assert_int_equal(
        judge(JOIN(SEQ(DNS("a.example")), SEQ(DNS("b.example"))), NOTHING, DNS("c.example")),
        BRN_CONSTRAINT_NOT_PERMITTED);
}

static void dns_names_lie_in_domains(void **state)
{
    (void)state;
    assert_true(permits(DNS("example.com"), DNS("example.com")));
    assert_true(permits(DNS("example.com"), DNS("foo.bar.EXAMPLE.com")));
    assert_true(permits(DNS(""), DNS("any.example")));
    assert_true(excludes(DNS(""), DNS("any.example")));
    assert_false(permits(DNS("example.com"), DNS("notexample.com")));
    assert_false(permits(DNS("host.example.com"), DNS("example.com")));
}

static void a_leading_dot_permits_what_is_below_and_excludes_all(void **state)
{
    der base = DNS(".example.com");

    (void)state;
    assert_true(permits(base, DNS("a.example.com")));
    assert_true(permits(base, DNS("a.b.EXAMPLE.com")));
    assert_true(permits(base, DNS("*.example.com")));
    assert_true(permits(base, DNS("*.a.example.com")));
    assert_false(permits(base, DNS("example.com")));
    assert_false(permits(base, DNS("*.com")));
    assert_false(permits(base, DNS("aexample.com")));
    assert_true(excludes(base, DNS("a.example.com")));
    assert_true(excludes(base, DNS("*.example.com")));
    assert_true(excludes(base, DNS("example.com")));
    assert_true(excludes(base, DNS("*.com")));
    assert_false(excludes(base, DNS("aexample.com")));
}

static void underscores_are_letters(void **state)
{
    (void)state;
    assert_true(permits(DNS("a_b.example"), DNS("x.a_b.example")));
    assert_true(excludes(DNS("a_b.example"), DNS("x_.A_B.example")));
    assert_false(permits(DNS("a_b.example"), DNS("x.a-b.example")));
}

/* Another reader may see a name in it, so it is refused as soon as its form is constrained. */
static void what_is_none_of_its_form_is_refused_where_that_is_constrained(void **state)
{
    const der odd[] = {DNS("a b"),
                       DNS("1.2.3.4"),
                       DNS("a.example."),
                       DNS("a.*.example"),
                       DNS("*"),
                       DNS(""),
                       DNS("b\xfc.example"),
                       DNS("a.example:1"),
                       WRAP(0x82, BYTES('a', 0, 'b')),
                       IP(1, 2, 3, 4, 5),
                       IP(1),
                       DIRECTORY(NOTHING),
                       URI("\xff"),
                       EMAIL("\xff@a.example")};
    const der base[] = {DNS(""), IP(0, 0, 0, 0, 0, 0, 0, 0), DIRECTORY(SEQ(NOTHING)), URI(""),
                        EMAIL("")};
    const der all = JOIN(SEQ(base[0]), SEQ(base[1]), SEQ(base[2]), SEQ(base[3]), SEQ(base[4]));
    const der elsewhere =
        JOIN(SEQ(DNS("x.example")), SEQ(IP(9, 9, 9, 9, 255, 255, 255, 255)),
             SEQ(DIRECTORY(factory_name("x"))), SEQ(URI("x.example")), SEQ(EMAIL("x.example")));

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_int_equal(judge(NOTHING, NOTHING, odd[i]), BRN_CONSTRAINT_KEPT);
        assert_int_not_equal(judge(all, NOTHING, odd[i]), BRN_CONSTRAINT_KEPT);
        assert_int_not_equal(judge(NOTHING, elsewhere, odd[i]), BRN_CONSTRAINT_KEPT);
    }
}

static void a_wildcard_stands_for_all_that_it_matches(void **state)
{
    (void)state;
    assert_true(permits(DNS("example.com"), DNS("*.example.com")));
    assert_true(permits(DNS("com"), DNS("*.example.com")));
    assert_false(permits(DNS("foo.example.com"), DNS("*.example.com")));
    assert_true(excludes(DNS("example.com"), DNS("*.example.com")));
    assert_true(excludes(DNS("bar.example.com"), DNS("*.example.com")));
    assert_false(excludes(DNS("a.bar.example.com"), DNS("*.example.com")));
    assert_false(excludes(DNS("bar.example.org"), DNS("*.example.com")));
    assert_false(excludes(DNS("bar.example.com"), DNS("example.com")));
}

static void addresses_lie_in_networks_of_their_version(void **state)
{
    der v6_any = IP(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                    0, 0, 0, 0, 0);
    der v6_one = IP(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    (void)state;
    assert_true(permits(IP(192, 0, 2, 0, 255, 255, 255, 0), IP(192, 0, 2, 77)));
    assert_false(permits(IP(192, 0, 2, 0, 255, 255, 255, 0), IP(192, 0, 3, 77)));
    assert_true(permits(IP(192, 0, 2, 9, 255, 255, 255, 0), IP(192, 0, 2, 77)));
    assert_true(permits(v6_any, v6_one));
    assert_false(permits(v6_any, IP(192, 0, 2, 1)));
    assert_false(permits(IP(0, 0, 0, 0, 0, 0, 0, 0), v6_one));
    assert_false(excludes(v6_any, IP(192, 0, 2, 1)));
    assert_true(excludes(IP(0, 0, 0, 0, 0, 0, 0, 0), IP(192, 0, 2, 1)));
}

static void directory_names_lie_below_names(void **state)
{
    der org = SEQ(SET_OF(SEQ(OID("2.5.4.10"), UTF8("Org"))));

    (void)state;
    assert_true(permits(DIRECTORY(org), DIRECTORY(factory_name_in("org", "a"))));
    assert_false(permits(DIRECTORY(org), DIRECTORY(factory_name_in("Other", "a"))));
    assert_true(excludes(DIRECTORY(org), DIRECTORY(factory_name_in("Org", "a"))));
    assert_true(excludes(DIRECTORY(SEQ(NOTHING)), DIRECTORY(factory_name("a"))));
    assert_true(excludes(
        DIRECTORY(org),
        DIRECTORY(SEQ(SET_OF(SEQ(OID("2.5.4.10"), WRAP(0x1e, BYTES(0, 'O', 0, 'r', 0, 'g'))))))));
}

static void mailboxes(void **state)
{
    (void)state;
    assert_true(permits(EMAIL("me@example.com"), EMAIL("me@EXAMPLE.com")));
    assert_false(permits(EMAIL("me@example.com"), EMAIL("Me@example.com")));
    assert_false(permits(EMAIL("*@example.com"), EMAIL("me@example.com")));
    assert_true(permits(EMAIL("*@example.com"), EMAIL("*@example.com")));
    assert_true(permits(EMAIL("example.com"), EMAIL("you@example.com")));
    assert_false(permits(EMAIL("example.com"), EMAIL("you@host.example.com")));
    assert_true(permits(EMAIL(".example.com"), EMAIL("you@host.example.com")));
    assert_false(permits(EMAIL(".example.com"), EMAIL("you@example.com")));
    assert_true(excludes(EMAIL(""), EMAIL("you@example.com")));
    assert_true(excludes(EMAIL("example.com"), EMAIL("you@example.com")));
}

static void uris_are_judged_by_their_host(void **state)
{
    (void)state;
    assert_true(permits(URI("a.example.com"), URI("https://a.example.com/path")));
    assert_true(permits(URI("a.example.com"), URI("https://user:pw@a.example.com:8443?q")));
    assert_true(permits(URI("a.example.com"), URI("ftp://A.example.com#f")));
    assert_false(permits(URI("a.example.com"), URI("https://b.a.example.com/")));
    assert_true(permits(URI(".example.com"), URI("https://b.a.example.com/")));
    assert_false(permits(URI(".example.com"), URI("https://example.com/")));
    assert_false(permits(URI("a.example.com"), URI("https://b.example.com/a.example.com")));
    assert_false(permits(URI("a.example.com"), URI("https://b.example.com/@a.example.com")));
    assert_true(excludes(URI(".example.com"), URI("ldap://x.example.com")));
}

static void what_has_no_place_is_refused_once_constrained(void **state)
{
    der other = WRAP(0xa0, OID("1.2.3"), WRAP(0xa0, BYTES(5, 0)));

    (void)state;
    assert_int_equal(judge(NOTHING, SEQ(URI("x.example")), URI("urn:x")), BRN_CONSTRAINT_UNKNOWN);
    assert_int_equal(judge(NOTHING, SEQ(URI("x.example")), URI("https://192.0.2.1/")),
                     BRN_CONSTRAINT_UNKNOWN);
    assert_int_equal(judge(SEQ(URI("")), NOTHING, URI("https://[::1]/")), BRN_CONSTRAINT_UNKNOWN);
    assert_int_equal(judge(SEQ(URI("a.example")), NOTHING, URI("https://b.example\\@a.example/")),
                     BRN_CONSTRAINT_UNKNOWN);
    assert_int_equal(judge(NOTHING, SEQ(EMAIL("x.example")), EMAIL("a@b@x.example")),
                     BRN_CONSTRAINT_UNKNOWN);
    assert_int_equal(judge(NOTHING, SEQ(EMAIL("x.example")), EMAIL("nobody")),
                     BRN_CONSTRAINT_UNKNOWN);
    assert_int_equal(judge(NOTHING, SEQ(other), other), BRN_CONSTRAINT_UNKNOWN);
    assert_int_equal(judge(SEQ(other), NOTHING, other), BRN_CONSTRAINT_UNKNOWN);
    assert_int_equal(judge(NOTHING, SEQ(other), DNS("a.example")), BRN_CONSTRAINT_KEPT);
    assert_int_equal(judge(SEQ(DNS("b.example")), NOTHING, other), BRN_CONSTRAINT_KEPT);
    assert_int_equal(judge(SEQ(DNS("b.example")), NOTHING, URI("urn:x")), BRN_CONSTRAINT_KEPT);
    assert_int_equal(judge(NOTHING, SEQ(WRAP(0x88, BYTES(0x2a))), WRAP(0x88, BYTES(0x2b))),
                     BRN_CONSTRAINT_UNKNOWN);
}

/* A subtree may have any form; what no comparison can place is refused where it is constrained. */
static void each_form_that_is_not_compared_is_refused_once_constrained(void **state)
{
    const der forms[] = {WRAP(0xa0, OID("1.2.3"), WRAP(0xa0, BYTES(5, 0))),
                         WRAP(0xa3, SEQ(NOTHING)), WRAP(0xa5, BYTES(0x81, 1, 'a')),
                         WRAP(0x88, BYTES(0x2a))};

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        assert_true(is_sound(SEQ(forms[i]), NULL));
        assert_int_equal(judge(SEQ(forms[i]), NOTHING, forms[i]), BRN_CONSTRAINT_UNKNOWN);
        assert_int_equal(judge(NOTHING, SEQ(forms[i]), forms[i]), BRN_CONSTRAINT_UNKNOWN);
        assert_int_equal(judge(NOTHING, SEQ(forms[i]), DNS("a.example")), BRN_CONSTRAINT_KEPT);
    }
}

static void comparisons_are_counted(void **state)
{
    der subtrees = JOIN(SEQ(DNS("a.example")), SEQ(EMAIL("x.example")), SEQ(DNS("b.example")));
    brn_name_constraints constraints = {subtrees, subtrees};
    brn_general_name name = {BRN_NAME_DNS, {(const uint8_t *)"c.example", 9}, true};
    size_t comparisons = 10;
    brine_bytes base;

    (void)state;
    assert_int_equal(brn_name_constraints_judge(&constraints, &name, &comparisons, &base),
                     BRN_CONSTRAINT_NOT_PERMITTED);
    assert_int_equal(comparisons, 4);
    assert_int_equal(brn_name_constraints_judge(&constraints, &name, &comparisons, &base),
                     BRN_CONSTRAINT_EXHAUSTED);
    assert_int_equal(comparisons, 0);
    assert_int_equal(brn_name_constraints_judge(&constraints, &name, &comparisons, &base),
                     BRN_CONSTRAINT_EXHAUSTED);
}

static void long_names_count_by_their_bytes(void **state)
{
    static uint8_t text[6400];
    der subtree = SEQ(DNS("b.example"));
    brn_name_constraints constraints = {JOIN(subtree, SEQ(EMAIL("b.example"))), NOTHING};
    brn_general_name name = {BRN_NAME_DNS, {text, sizeof text}, true};
    size_t comparisons = 102;
    brine_bytes base;

    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(brn_name_constraints_judge(&constraints, &name, &comparisons, &base),
                     BRN_CONSTRAINT_UNKNOWN); /* longer than any host name */
    assert_int_equal(comparisons, 0);         /* 101 and, of another form, 1 */
    comparisons = 100;
    assert_int_equal(brn_name_constraints_judge(&constraints, &name, &comparisons, &base),
                     BRN_CONSTRAINT_EXHAUSTED);
    assert_int_equal(comparisons, 0);
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(subtrees_are_well_formed),
        CASE(dns_bases_are_domains),
        CASE(address_bases_are_networks),
        CASE(mail_and_uri_bases_are_hosts_or_domains),
        CASE(what_is_not_constrained_is_free),
        CASE(exclusion_goes_before_permission),
        CASE(dns_names_lie_in_domains),
        CASE(a_leading_dot_permits_what_is_below_and_excludes_all),
        CASE(underscores_are_letters),
        CASE(what_is_none_of_its_form_is_refused_where_that_is_constrained),
        CASE(a_wildcard_stands_for_all_that_it_matches),
        CASE(addresses_lie_in_networks_of_their_version),
        CASE(directory_names_lie_below_names),
        CASE(mailboxes),
        CASE(uris_are_judged_by_their_host),
        CASE(what_has_no_place_is_refused_once_constrained),
        CASE(each_form_that_is_not_compared_is_refused_once_constrained),
        CASE(comparisons_are_counted),
        CASE(long_names_count_by_their_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
