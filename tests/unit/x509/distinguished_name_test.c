#include "support/test.h"
#include "unit/x509/chain.h"
#include "x509/name/distinguished_name.h"
#include "x509/name/name_hash.h"

#include <string.h>

#include "x509/asn1/oid.h"

#define CN "2.5.4.3"
#define O  "2.5.4.10"
#define C  "2.5.4.6"

/* An RDN of one attribute. */
static der rdn(const char *type, der value)
{
    return SET_OF(SEQ(OID(type), value));
}

static bool reads(der name)
{
    brn_reader r = brn_reader_of(name);
    brine_bytes out;

    return brn_read_name(&r, &out) && brn_reader_empty(&r) && out.len == name.len;
}

static void names_are_sequences_of_sets_of_attributes(void **state)
{
    (void)state;
    assert_true(reads(SEQ(rdn(C, PRINTABLE("DE")), rdn(CN, UTF8("a")))));
    assert_true(reads(SEQ(NOTHING)));
    assert_true(reads(SEQ(SET_OF(SEQ(OID(CN), UTF8("a")), SEQ(OID(O), UTF8("b"))))));
    assert_true(reads(SEQ(SET_OF(NOTHING))));
    assert_true(brn_name_is_empty(SEQ(SET_OF(NOTHING))));
    assert_true(brn_name_is_empty(SEQ(NOTHING)));
    assert_false(brn_name_is_empty(SEQ(SET_OF(NOTHING), rdn(CN, UTF8("a")))));
    assert_false(reads(SEQ(SEQ(SEQ(OID(CN), UTF8("a"))))));
    assert_false(reads(SEQ(SET_OF(SEQ(UTF8("a"), OID(CN))))));
    assert_false(reads(SEQ(SET_OF(SEQ(OID(CN))))));
    assert_false(reads(SEQ(SET_OF(SEQ(OID(CN), UTF8("a"), UTF8("b"))))));
    assert_false(reads(SET_OF(rdn(CN, UTF8("a")))));
    assert_true(reads(SEQ(SET_OF(SEQ(OID(O), UTF8("b")), SEQ(OID(CN), UTF8("a"))))));
    assert_false(reads(NOTHING));
}

static void the_order_within_sets_is_told(void **state)
{
    (void)state;
    assert_true(brn_name_is_der(SEQ(NOTHING)));
    assert_false(brn_name_is_der(SEQ(SET_OF(NOTHING))));
    assert_true(brn_name_is_der(SEQ(SET_OF(SEQ(OID(CN), UTF8("a")), SEQ(OID(O), UTF8("b"))))));
    assert_false(brn_name_is_der(SEQ(SET_OF(SEQ(OID(O), UTF8("b")), SEQ(OID(CN), UTF8("a"))))));
    assert_false(brn_name_is_der(SEQ(SET_OF(SEQ(OID(CN), UTF8("aa")), SEQ(OID(CN), UTF8("b"))))));
    assert_true(brn_name_is_der(SEQ(SET_OF(SEQ(OID(CN), UTF8("b")), SEQ(OID(CN), UTF8("aa"))))));
}

/* One attribute twice must not stand for another that is missing, in either direction. */
static void sets_are_compared_as_sets(void **state)
{
    der a = SEQ(OID(CN), UTF8("a")), b = SEQ(OID(O), UTF8("b"));
    der both = SEQ(SET_OF(a, b)), reordered = SEQ(SET_OF(b, a));
    der twice_a = SEQ(SET_OF(a, a)), with_more = SEQ(SET_OF(b, a, b));

    (void)state;
    assert_true(brn_name_equal(both, reordered));
    assert_true(brn_name_within(reordered, both));
    assert_true(brn_name_equal(both, with_more));
    assert_false(brn_name_within(twice_a, both));
    assert_false(brn_name_within(both, twice_a));
    assert_false(brn_name_equal(twice_a, both));
}

static void parts_are_limited(void **state)
{
    der rdns[BRINE_NAME_RDNS_MAX + 1], attributes[BRINE_RDN_ATTRIBUTES_MAX + 1];

    (void)state;
    for (size_t i = 0; i < BRINE_NAME_RDNS_MAX + 1; i++)
        rdns[i] = rdn(CN, UTF8("a"));
    assert_true(reads(factory_wrap(0x30, rdns, BRINE_NAME_RDNS_MAX)));
    assert_false(reads(factory_wrap(0x30, rdns, BRINE_NAME_RDNS_MAX + 1)));
    for (size_t i = 0; i < BRINE_RDN_ATTRIBUTES_MAX + 1; i++)
        attributes[i] = SEQ(OID(CN), UTF8("a"));
    assert_true(reads(SEQ(factory_wrap(0x31, attributes, BRINE_RDN_ATTRIBUTES_MAX))));
    assert_false(reads(SEQ(factory_wrap(0x31, attributes, BRINE_RDN_ATTRIBUTES_MAX + 1))));
}

static void text_is_compared_as_rfc_5280_says(void **state)
{
    (void)state;
    assert_true(brn_name_equal(SEQ(rdn(CN, UTF8("Some CA"))), SEQ(rdn(CN, UTF8("Some CA")))));
    assert_true(brn_name_equal(SEQ(rdn(CN, PRINTABLE("Some CA"))), SEQ(rdn(CN, UTF8("some ca")))));
    assert_true(
        brn_name_equal(SEQ(rdn(CN, PRINTABLE("  Some   CA "))), SEQ(rdn(CN, UTF8("SOME CA")))));
    assert_true(brn_name_equal(SEQ(rdn(CN, factory_text(0x16, "x"))), SEQ(rdn(CN, UTF8("X")))));
    assert_true(brn_name_equal(SEQ(NOTHING), SEQ(NOTHING)));
    assert_false(brn_name_equal(SEQ(rdn(CN, UTF8("Some CA"))), SEQ(rdn(CN, UTF8("SomeCA")))));
    assert_false(brn_name_equal(SEQ(rdn(CN, UTF8("a"))), SEQ(rdn(CN, UTF8("ab")))));
    assert_false(brn_name_equal(SEQ(rdn(CN, UTF8("a"))), SEQ(rdn(O, UTF8("a")))));
    assert_false(brn_name_equal(SEQ(rdn(CN, UTF8("\xc3\xa9"))), SEQ(rdn(CN, UTF8("\xc3\x89")))));
    assert_false(brn_name_equal(SEQ(rdn(CN, UTF8("a"))), SEQ(NOTHING)));
}

static void strings_are_whole_characters_in_one_piece(void **state)
{
    (void)state;
    assert_true(reads(SEQ(rdn(CN, UTF8("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x9c")))));
    assert_true(reads(SEQ(rdn(CN, UTF8("\xef\xbf\xbd")))));
    assert_false(reads(SEQ(rdn(CN, UTF8("\xff")))));
    assert_false(reads(SEQ(rdn(CN, UTF8("a\xc3")))));
    assert_false(reads(SEQ(rdn(CN, UTF8("\xc0\xaf")))));
    assert_false(reads(SEQ(rdn(CN, UTF8("\xed\xa0\x80")))));
    assert_false(reads(SEQ(rdn(CN, UTF8("\xf4\x90\x80\x80")))));
    assert_true(reads(SEQ(rdn(CN, factory_text(0x14, "\xe9")))));
    assert_true(reads(SEQ(rdn(CN, WRAP(0x1e, BYTES(0x20, 0xac, 0xd8, 0x3d, 0xde, 0x1c))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x1e, BYTES(0, 'a', 0))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x1e, BYTES(0xd8, 0x3d, 0, 'a'))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x1e, BYTES(0xd8, 0x3d, 0xe0, 0))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x1e, BYTES(0xd8, 0x3d))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x1e, BYTES(0xde, 0x1c, 0xde, 0x1c))))));
    assert_true(reads(SEQ(rdn(CN, WRAP(0x1e, BYTES(0xe0, 0, 0, 'a'))))));
    assert_true(reads(SEQ(rdn(CN, WRAP(0x1c, BYTES(0, 1, 0xf6, 0x1c))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x1c, BYTES(0, 0, 'a'))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x1c, BYTES(0, 0x11, 0, 0))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x2c, UTF8("a"))))));
    assert_false(reads(SEQ(rdn(CN, WRAP(0x33, PRINTABLE("a"))))));
    assert_false(reads(SEQ(rdn(CN, INT(1)))));
    assert_false(reads(SEQ(rdn(O, SEQ(UTF8("a"))))));
    assert_false(reads(SEQ(rdn("1.2.840.113549.1.9.1", WRAP(0x86, UTF8("a"))))));
    assert_true(reads(SEQ(rdn("2.5.4.45", WRAP(0x03, BYTES(0, 1))))));
    assert_true(reads(SEQ(rdn("1.2.3", SEQ(UTF8("a"))))));
}

/* "\xc3\xa9 Ca" in every kind of string that can hold it, more or less. */
static void every_kind_of_string_is_compared_by_its_characters(void **state)
{
    der same[] = {
        UTF8("\xc3\xa9 Ca"),
        UTF8(" \xc3\xa9  cA "),
        factory_text(0x14, "\xe9 CA"),
        WRAP(0x1e, BYTES(0, 0xe9, 0, ' ', 0, 'c', 0, 'a', 0, ' ')),
        WRAP(0x1c, BYTES(0, 0, 0, 0xe9, 0, 0, 0, ' ', 0, 0, 0, 'C', 0, 0, 0, 'a')),
    };
    der others[] = {UTF8("\xc3\x89 Ca"),
                    UTF8("\xc3\xa9"
                         "Ca"),
                    UTF8("\xc3\xa9 Cb"),
                    WRAP(0x1e, BYTES(0, 0xe9, ' ', 0, 'c', 0, 'a', 0)),
                    INT(5),
                    NOTHING};
    uint64_t hash[2];

    (void)state;
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 5; j++) {
            der a = SEQ(rdn(CN, same[i])), b = SEQ(rdn(CN, same[j]));

            assert_true(brn_name_equal(a, b));
            assert_true(brn_name_hash(a, &hash[0]) && brn_name_hash(b, &hash[1]));
            assert_true(hash[0] == hash[1]);
        }
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 6; j++)
            assert_false(brn_name_equal(SEQ(rdn(CN, same[i])), SEQ(rdn(CN, others[j]))));
    assert_true(brn_name_equal(SEQ(rdn(CN, factory_text(0x12, "12"))),
                               SEQ(rdn(CN, factory_text(0x1a, "12")))));
}

static void other_values_are_compared_byte_by_byte(void **state)
{
    (void)state;
    assert_true(brn_name_equal(SEQ(rdn(CN, OCTETS(BYTES('a')))), SEQ(rdn(CN, OCTETS(BYTES('a'))))));
    assert_false(
        brn_name_equal(SEQ(rdn(CN, OCTETS(BYTES('a')))), SEQ(rdn(CN, OCTETS(BYTES('A'))))));
    assert_false(brn_name_equal(SEQ(rdn(CN, OCTETS(BYTES('a')))), SEQ(rdn(CN, UTF8("a")))));
}

static void order_matters_between_sets_and_not_within(void **state)
{
    der a = SEQ(OID(CN), UTF8("a")), b = SEQ(OID(O), UTF8("b"));

    (void)state;
    assert_true(brn_name_equal(SEQ(SET_OF(a, b)), SEQ(SET_OF(b, a))));
    assert_false(brn_name_equal(SEQ(SET_OF(a), SET_OF(b)), SEQ(SET_OF(b), SET_OF(a))));
    assert_false(brn_name_equal(SEQ(SET_OF(a, b)), SEQ(SET_OF(a), SET_OF(b))));
    assert_false(brn_name_equal(SEQ(SET_OF(a, b)), SEQ(SET_OF(a, a))));
    assert_false(brn_name_equal(SEQ(SET_OF(a)), SEQ(SET_OF(a, b))));
}

static void a_subtree_is_a_prefix_of_sets(void **state)
{
    der c = rdn(C, PRINTABLE("DE")), o = rdn(O, UTF8("Org")), cn = rdn(CN, UTF8("x"));

    (void)state;
    assert_true(brn_name_within(SEQ(c, o, cn), SEQ(c, o)));
    assert_true(brn_name_within(SEQ(c, o), SEQ(c, rdn(O, PRINTABLE("ORG")))));
    assert_true(brn_name_within(SEQ(c), SEQ(NOTHING)));
    assert_false(brn_name_within(SEQ(c), SEQ(c, o)));
    assert_false(brn_name_within(SEQ(o, cn), SEQ(c)));
}

static void attributes_are_found_wherever_they_stand(void **state)
{
    der mail = OID("1.2.840.113549.1.9.1");
    der name = SEQ(SET_OF(SEQ(mail, factory_text(0x16, "a@x"))), rdn(CN, UTF8("b")),
                   SET_OF(SEQ(OID(O), UTF8("c")), SEQ(mail, factory_text(0x16, "d@x")),
                          SEQ(mail, factory_text(0x16, "e@x"))));
    brn_name_cursor cursor = brn_name_start(name);
    brine_bytes value;

    (void)state;
    for (const char *wanted = "ade"; *wanted != '\0'; wanted++) {
        assert_true(brn_name_next_value(&cursor, brn_oid_email_address, &value));
        assert_int_equal(value.len, 3);
        assert_int_equal(value.data[0], *wanted);
    }
    assert_false(brn_name_next_value(&cursor, brn_oid_email_address, &value));
    assert_false(brn_name_next_value(&cursor, brn_oid_email_address, &value));
}

/* ---- RFC 4514 ---- */

static void check(der name, const char *wanted)
{
    char text[256];

    assert_int_equal(brn_name_text(name, text, sizeof text), strlen(wanted));
    assert_string_equal(text, wanted);
}

static void names_are_written_most_specific_first(void **state)
{
    (void)state;
    check(SEQ(NOTHING), "");
    check(SEQ(rdn(C, PRINTABLE("DE")), rdn(O, UTF8("Org")), rdn(CN, UTF8("a.example"))),
          "CN=a.example,O=Org,C=DE");
    check(SEQ(rdn(C, PRINTABLE("DE")), SET_OF(SEQ(OID(CN), UTF8("a")), SEQ(OID(O), UTF8("b")))),
          "CN=a+O=b,C=DE");
    check(SEQ(rdn("0.9.2342.19200300.100.1.25", factory_text(0x16, "example"))), "DC=example");
    check(SEQ(rdn("1.2.840.113549.1.9.1", factory_text(0x16, "a@b"))), "emailAddress=a@b");
}

static void special_characters_are_escaped(void **state)
{
    (void)state;
    check(SEQ(rdn(CN, UTF8("a,b+c\"d\\e<f>g;h"))), "CN=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h");
    check(SEQ(rdn(CN, UTF8(" a "))), "CN=\\ a\\ ");
    check(SEQ(rdn(CN, UTF8("#a#"))), "CN=\\#a#");
    check(SEQ(rdn(CN, UTF8("a\nb\x7f"))), "CN=a\\0ab\\7f");
    check(SEQ(rdn(CN, WRAP(0x0c, BYTES('a', 0, 'b')))), "CN=a\\00b");
}

static void unknown_types_and_values_are_hexadecimal(void **state)
{
    (void)state;
    check(SEQ(rdn("1.3.6.1.4.1.1466.0", UTF8("H"))), "1.3.6.1.4.1.1466.0=#0c0148");
    check(SEQ(rdn(CN, INT(5))), "CN=#020105");
}

static void every_kind_of_string_becomes_utf8(void **state)
{
    (void)state;
    check(SEQ(rdn(CN, UTF8("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x9c"))),
          "CN=\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x9c");
    check(SEQ(rdn(CN, factory_text(0x14, "\xe9"))), "CN=\xc3\xa9");
    check(SEQ(rdn(CN, WRAP(0x1e, BYTES(0x20, 0xac, 0xd8, 0x3d, 0xde, 0x1c)))),
          "CN=\xe2\x82\xac\xf0\x9f\x98\x9c");
    check(SEQ(rdn(CN, WRAP(0x1c, BYTES(0, 1, 0xf6, 0x1c, 0, 0, 0, 'a')))), "CN=\xf0\x9f\x98\x9c"
                                                                           "a");
}

static void what_can_not_be_seen_is_escaped(void **state)
{
    (void)state;
    check(SEQ(rdn(CN, UTF8("a\xc2\x9b"
                           "2J\xe2\x80\xae"))),
          "CN=a\\c2\\9b2J\\e2\\80\\ae");
    check(SEQ(rdn(CN, factory_text(0x14, "\x9b\xad"))), "CN=\\c2\\9b\\c2\\ad");
    check(SEQ(rdn(CN, WRAP(0x1e, BYTES(0x20, 0x0f, 0, 0, 0, 'a')))), "CN=\\e2\\80\\8f\\00a");
}

/* As RFC 4514 writes what has no string representation: one to one. */
static void broken_strings_are_hexadecimal(void **state)
{
    (void)state;
    check(SEQ(rdn(CN, UTF8("a\xff"))), "CN=#0c0261ff");
    check(SEQ(rdn(CN, UTF8("\xc3"))), "CN=#0c01c3");
    check(SEQ(rdn(CN, UTF8("\xe2\x82x"))), "CN=#0c03e28278");
    check(SEQ(rdn(CN, UTF8("\xc0\xaf"))), "CN=#0c02c0af");
    check(SEQ(rdn(CN, UTF8("\xe0\x80\xaf"))), "CN=#0c03e080af");
    check(SEQ(rdn(CN, UTF8("\xed\xa0\x80"))), "CN=#0c03eda080");
    check(SEQ(rdn(CN, UTF8("\xf4\x90\x80\x80"))), "CN=#0c04f4908080");
    check(SEQ(rdn(CN, WRAP(0x1e, BYTES(0, 'a', 0)))), "CN=#1e03006100");
    check(SEQ(rdn(CN, WRAP(0x1e, BYTES(0xd8, 0x3d, 0, 'a')))), "CN=#1e04d83d0061");
    check(SEQ(rdn(CN, WRAP(0x1c, BYTES(0, 0x11, 0, 0, 1)))), "CN=#1c050011000001");
}

/* A type that is longer than any fixed room, and one with an arc beyond 64 bits. */
static void long_types_are_written_whole(void **state)
{
    uint8_t arcs[60], other[60];
    char a[512], b[512];

    (void)state;
    memset(arcs, 0xff, sizeof arcs);
    for (size_t i = 3; i < sizeof arcs; i += 4)
        arcs[i] = 0x7f;
    arcs[0] = 0x2a;
    memcpy(other, arcs, sizeof arcs);
    other[59] = 0x7e;
    for (int huge = 0; huge < 2; huge++) {
        der name = SEQ(SET_OF(SEQ(WRAP(0x06, ((der){arcs, sizeof arcs})), UTF8("x"))));
        der twin = SEQ(SET_OF(SEQ(WRAP(0x06, ((der){other, sizeof other})), UTF8("x"))));

        assert_true(brn_name_text(name, a, sizeof a) < sizeof a);
        assert_true(brn_name_text(twin, b, sizeof b) < sizeof b);
        assert_string_not_equal(a, b);
        assert_int_equal(a[0], huge ? '#' : '1');
        for (size_t i = 3; i < 30; i += 4)
            arcs[i] = other[i] = 0xff;
    }
}

static void text_is_cut_where_it_must(void **state)
{
    char text[6];

    (void)state;
    assert_int_equal(brn_name_text(factory_name("example"), text, sizeof text), 10);
    assert_string_equal(text, "CN...");
    assert_int_equal(brn_name_text(factory_name("example"), NULL, 0), 10);
}

#define CASE(test) cmocka_unit_test_teardown(test, chain_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(names_are_sequences_of_sets_of_attributes),
        CASE(the_order_within_sets_is_told),
        CASE(sets_are_compared_as_sets),
        CASE(parts_are_limited),
        CASE(text_is_compared_as_rfc_5280_says),
        CASE(strings_are_whole_characters_in_one_piece),
        CASE(every_kind_of_string_is_compared_by_its_characters),
        CASE(other_values_are_compared_byte_by_byte),
        CASE(order_matters_between_sets_and_not_within),
        CASE(a_subtree_is_a_prefix_of_sets),
        CASE(attributes_are_found_wherever_they_stand),
        CASE(names_are_written_most_specific_first),
        CASE(special_characters_are_escaped),
        CASE(unknown_types_and_values_are_hexadecimal),
        CASE(every_kind_of_string_becomes_utf8),
        CASE(what_can_not_be_seen_is_escaped),
        CASE(broken_strings_are_hexadecimal),
        CASE(long_types_are_written_whole),
        CASE(text_is_cut_where_it_must),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
