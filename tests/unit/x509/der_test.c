#include "support/test.h"
#include "x509/asn1/der.h"

#define READER(...)                                                                                \
    brn_reader_at((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}))

static void an_element_is_read_with_its_header(void **state)
{
    brn_reader r = READER(0x04, 0x02, 0xaa, 0xbb, 0x05, 0x00);
    brn_der_element element;

    (void)state;
    assert_true(brn_der_read_any(&r, &element));
    assert_int_equal(element.tag, BRN_DER_OCTET_STRING);
    assert_int_equal(element.content.len, 2);
    assert_int_equal(element.content.data[0], 0xaa);
    assert_int_equal(element.whole.len, 4);
    assert_true(brn_der_next_is(&r, BRN_DER_NULL));
    assert_true(brn_der_read_null(&r));
    assert_true(brn_reader_empty(&r));
    assert_false(brn_der_next_is(&r, BRN_DER_NULL));
    assert_false(brn_der_read_any(&r, &element));
}

static void refuse_any(brn_reader r)
{
    brn_reader before = r;
    brn_der_element element;

    assert_false(brn_der_read_any(&r, &element));
    assert_ptr_equal(r.at, before.at);
    assert_int_equal(r.left, before.left);
}

static void lengths_have_one_form_only(void **state)
{
    static uint8_t long_element[3 + 200] = {0x04, 0x81, 200};
    static uint8_t longer_element[4 + 256] = {0x04, 0x82, 1, 0};
    brn_reader r = brn_reader_at(long_element, sizeof long_element);
    brine_bytes content;

    (void)state;
    assert_true(brn_der_read(&r, 0x04, &content));
    assert_int_equal(content.len, 200);
    r = brn_reader_at(longer_element, sizeof longer_element);
    assert_true(brn_der_read(&r, 0x04, &content));
    assert_int_equal(content.len, 256);
    refuse_any(READER(0x04, 0x81, 0x02, 0xaa, 0xbb));       /* would fit the short form */
    refuse_any(READER(0x04, 0x82, 0x00, 0x02, 0xaa, 0xbb)); /* leading zero */
    refuse_any(READER(0x04, 0x80, 0x00, 0x00));             /* indefinite */
    refuse_any(READER(0x04, 0x85, 1, 0, 0, 0, 0, 0));       /* five bytes of length */
    refuse_any(READER(0x04, 0x84, 0xff, 0xff, 0xff, 0xff)); /* more than there is */
}

static void what_is_cut_short_is_refused(void **state)
{
    (void)state;
    refuse_any(READER(0x04));
    refuse_any(READER(0x04, 0x82));
    refuse_any(READER(0x04, 0x82, 0x01));
    refuse_any(READER(0x04, 0x03, 0xaa, 0xbb));
}

static void tags_of_several_bytes_are_refused(void **state)
{
    (void)state;
    refuse_any(READER(0x1f, 0x20, 0x00));
    refuse_any(READER(0xbf, 0x20, 0x00));
}

static void another_tag_is_not_taken(void **state)
{
    brn_reader r = READER(0x30, 0x00), child;
    brine_bytes content, whole;

    (void)state;
    assert_false(brn_der_read(&r, 0x31, &content));
    assert_false(brn_der_enter(&r, 0x31, &child));
    assert_false(brn_der_read_whole(&r, 0x31, &whole));
    assert_true(brn_der_read_whole(&r, 0x30, &whole));
    assert_int_equal(whole.len, 2);
}

static void optional_means_absent_or_well_formed(void **state)
{
    brn_reader absent = READER(0x30, 0x00), there = READER(0x80, 0x01, 0x07);
    brn_reader broken = READER(0x80, 0x02, 0x07);
    brine_bytes content;
    bool present = true;

    (void)state;
    assert_true(brn_der_read_optional(&absent, BRN_DER_CONTEXT(0), &present, &content));
    assert_false(present);
    assert_true(brn_der_read_optional(&there, BRN_DER_CONTEXT(0), &present, &content));
    assert_true(present);
    assert_int_equal(content.data[0], 7);
    assert_false(brn_der_read_optional(&broken, BRN_DER_CONTEXT(0), &present, &content));
}

static void a_boolean_is_00_or_ff(void **state)
{
    brn_reader yes = READER(0x01, 0x01, 0xff), no = READER(0x01, 0x01, 0x00);
    brn_reader one = READER(0x01, 0x01, 0x01), two = READER(0x01, 0x02, 0xff, 0xff);
    bool value = false;

    (void)state;
    assert_true(brn_der_read_boolean(&yes, &value));
    assert_true(value);
    assert_true(brn_der_read_boolean(&no, &value));
    assert_false(value);
    assert_false(brn_der_read_boolean(&one, &value));
    assert_false(brn_der_read_boolean(&two, &value));
}

static void a_default_that_is_encoded_is_noticed(void **state)
{
    brn_reader absent = READER(0x05, 0x00), yes = READER(0x01, 0x01, 0xff);
    brn_reader no = READER(0x01, 0x01, 0x00);
    brn_reader neither = READER(0x01, 0x01, 0x01);
    bool value = true, spelled_out = false;

    (void)state;
    assert_true(brn_der_read_default_false(&absent, &value, &spelled_out));
    assert_false(value);
    assert_int_equal(absent.left, 2);
    assert_true(brn_der_read_default_false(&yes, &value, &spelled_out));
    assert_true(value);
    assert_true(brn_reader_empty(&yes));
    assert_false(spelled_out);
    assert_false(brn_der_read_default_false(&neither, &value, &spelled_out));
    assert_int_equal(neither.left, 3);
    assert_true(brn_der_read_default_false(&no, &value, &spelled_out));
    assert_false(value);
    assert_true(spelled_out);
    assert_true(brn_reader_empty(&no));
}

static void integers_are_shortest(void **state)
{
    brn_reader negative = READER(0x02, 0x01, 0x80), padded = READER(0x02, 0x02, 0x00, 0x7f);
    brn_reader padded_negative = READER(0x02, 0x02, 0xff, 0x80), empty = READER(0x02, 0x00);
    brn_reader high = READER(0x02, 0x02, 0x00, 0x80), low = READER(0x02, 0x02, 0xff, 0x7f);
    brine_bytes value;

    (void)state;
    assert_true(brn_der_read_integer(&negative, &value));
    assert_int_equal(value.len, 1);
    assert_true(brn_der_read_integer(&high, &value));
    assert_int_equal(value.len, 2);
    assert_true(brn_der_read_integer(&low, &value));
    assert_int_equal(value.len, 2);
    assert_false(brn_der_read_integer(&padded, &value));
    assert_false(brn_der_read_integer(&padded_negative, &value));
    assert_false(brn_der_read_integer(&empty, &value));
}

static void a_magnitude_has_no_leading_zero(void **state)
{
    brn_reader zero = READER(0x02, 0x01, 0x00), high = READER(0x02, 0x02, 0x00, 0x80);
    brn_reader negative = READER(0x02, 0x01, 0x80);
    brine_bytes magnitude;

    (void)state;
    assert_true(brn_der_read_unsigned(&zero, &magnitude));
    assert_int_equal(magnitude.len, 0);
    assert_true(brn_der_read_unsigned(&high, &magnitude));
    assert_int_equal(magnitude.len, 1);
    assert_int_equal(magnitude.data[0], 0x80);
    assert_false(brn_der_read_unsigned(&negative, &magnitude));
}

static void small_integers_end_at_32_bits(void **state)
{
    brn_reader most = READER(0x02, 0x05, 0x00, 0xff, 0xff, 0xff, 0xff);
    brn_reader more = READER(0x02, 0x05, 0x01, 0x00, 0x00, 0x00, 0x00);
    uint32_t value = 0;

    (void)state;
    assert_true(brn_der_read_u32(&most, &value));
    assert_true(value == UINT32_MAX);
    assert_false(brn_der_read_u32(&more, &value));
    assert_int_equal(more.left, 7);
}

static void unused_bits_are_zero(void **state)
{
    brn_reader whole = READER(0x03, 0x03, 0x00, 0xaa, 0xbb), part = READER(0x03, 0x02, 0x03, 0xf8);
    brn_reader dirty = READER(0x03, 0x02, 0x03, 0xf9), eight = READER(0x03, 0x02, 0x08, 0x00);
    brn_reader none = READER(0x03, 0x01, 0x00), bare = READER(0x03, 0x00);
    brn_reader unused_of_none = READER(0x03, 0x01, 0x01);
    brine_bytes bytes;
    unsigned unused;

    (void)state;
    assert_false(brn_der_read_bit_bytes(&part, &bytes));
    assert_true(brn_der_read_bit_string(&part, &bytes, &unused));
    assert_int_equal(unused, 3);
    assert_true(brn_der_read_bit_bytes(&whole, &bytes));
    assert_int_equal(bytes.len, 2);
    assert_true(brn_der_read_bit_bytes(&none, &bytes));
    assert_int_equal(bytes.len, 0);
    assert_false(brn_der_read_bit_string(&dirty, &bytes, &unused));
    assert_false(brn_der_read_bit_string(&eight, &bytes, &unused));
    assert_false(brn_der_read_bit_string(&bare, &bytes, &unused));
    assert_false(brn_der_read_bit_string(&unused_of_none, &bytes, &unused));
}

static void named_bits_count_from_the_left(void **state)
{
    brn_reader cert_sign = READER(0x03, 0x02, 0x01, 0x06);
    brn_reader ninth = READER(0x03, 0x03, 0x07, 0x00, 0x80);
    brn_reader untrimmed = READER(0x03, 0x02, 0x00, 0x06), none = READER(0x03, 0x01, 0x00);
    brn_reader too_many = READER(0x03, 0x06, 0x00, 1, 1, 1, 1, 1);
    uint32_t bits;

    (void)state;
    assert_true(brn_der_read_named_bits(&cert_sign, &bits));
    assert_int_equal(bits, 1 << 5 | 1 << 6);
    assert_true(brn_der_read_named_bits(&ninth, &bits));
    assert_int_equal(bits, 1 << 8);
    assert_true(brn_der_read_named_bits(&untrimmed, &bits));
    assert_int_equal(bits, 1 << 5 | 1 << 6);
    assert_true(brn_der_read_named_bits(&none, &bits));
    assert_int_equal(bits, 0);
    assert_false(brn_der_read_named_bits(&too_many, &bits));
}

static void an_oid_has_whole_and_shortest_arcs(void **state)
{
    brn_reader good = READER(0x06, 0x03, 0x2a, 0x86, 0x48), empty = READER(0x06, 0x00);
    brn_reader unfinished = READER(0x06, 0x02, 0x2a, 0x86);
    brn_reader padded = READER(0x06, 0x03, 0x2a, 0x80, 0x01);
    brine_bytes oid;

    (void)state;
    assert_true(brn_der_read_oid(&good, &oid));
    assert_int_equal(oid.len, 3);
    assert_false(brn_der_read_oid(&empty, &oid));
    assert_false(brn_der_read_oid(&unfinished, &oid));
    assert_false(brn_der_read_oid(&padded, &oid));
}

static void null_is_empty(void **state)
{
    brn_reader full = READER(0x05, 0x01, 0x00);

    (void)state;
    assert_false(brn_der_read_null(&full));
    assert_int_equal(full.left, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_is_read_with_its_header),
        cmocka_unit_test(lengths_have_one_form_only),
        cmocka_unit_test(what_is_cut_short_is_refused),
        cmocka_unit_test(tags_of_several_bytes_are_refused),
        cmocka_unit_test(another_tag_is_not_taken),
        cmocka_unit_test(optional_means_absent_or_well_formed),
        cmocka_unit_test(a_boolean_is_00_or_ff),
        cmocka_unit_test(a_default_that_is_encoded_is_noticed),
        cmocka_unit_test(integers_are_shortest),
        cmocka_unit_test(a_magnitude_has_no_leading_zero),
        cmocka_unit_test(small_integers_end_at_32_bits),
        cmocka_unit_test(unused_bits_are_zero),
        cmocka_unit_test(named_bits_count_from_the_left),
        cmocka_unit_test(an_oid_has_whole_and_shortest_arcs),
        cmocka_unit_test(null_is_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
