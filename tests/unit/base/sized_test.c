/* Structs of programs that were compiled with older or newer headers. */
#include "base/sized.h"
#include "support/test.h"

#include <string.h>

typedef struct old_options {
    size_t size;
    int64_t a;
} old_options;

typedef struct options {
    size_t size;
    int64_t a, b;
} options;

typedef struct new_options {
    size_t size;
    int64_t a, b, c, d;
} new_options;

static void a_shorter_struct_is_read_as_far_as_it_goes(void **state)
{
    const old_options given = {sizeof given, 1};
    options known;

    (void)state;
    memset(&known, 0xff, sizeof known);
    assert_true(brn_sized_read(&known, sizeof known, &given));
    assert_int_equal(known.a, 1);
    assert_int_equal(known.b, 0);
}

static void a_longer_struct_is_read_as_far_as_it_is_known(void **state)
{
    const new_options given = {sizeof given, 1, 2, 3, 4};
    struct {
        options known;
        int behind;
    } o = {.behind = 9};

    (void)state;
    assert_true(brn_sized_read(&o.known, sizeof o.known, &given));
    assert_int_equal(o.known.a, 1);
    assert_int_equal(o.known.b, 2);
    assert_int_equal(o.behind, 9);
}

static void a_struct_that_lacks_its_size_is_refused(void **state)
{
    const options given = {.size = 0, .a = 1}, cut = {.size = sizeof(size_t) - 1, .a = 1};
    options known;

    (void)state;
    assert_false(brn_sized_read(&known, sizeof known, &given));
    assert_false(brn_sized_read(&known, sizeof known, &cut));
    assert_int_equal(known.a, 0);
}

static void a_shorter_struct_is_filled_no_further_than_it_goes(void **state)
{
    const options filled = {0, 1, 2};
    struct {
        old_options out;
        unsigned char behind[sizeof(options)];
    } o;

    (void)state;
    memset(&o, 0xee, sizeof o);
    brn_sized_write(&o.out, sizeof o.out, &filled, sizeof filled);
    assert_int_equal(o.out.size, sizeof o.out);
    assert_int_equal(o.out.a, 1);
    for (size_t i = 0; i < sizeof o.behind; i++)
        assert_int_equal(o.behind[i], 0xee);
}

static void a_longer_struct_is_filled_and_the_rest_is_zero(void **state)
{
    const options filled = {0, 1, 2};
    new_options out;

    (void)state;
    memset(&out, 0xee, sizeof out);
    brn_sized_write(&out, sizeof out, &filled, sizeof filled);
    assert_int_equal(out.size, sizeof filled);
    assert_int_equal(out.a, 1);
    assert_int_equal(out.b, 2);
    assert_int_equal(out.c, 0);
    assert_int_equal(out.d, 0);
}

static void a_struct_without_room_for_its_size_is_left_alone(void **state)
{
    const options filled = {0, 1, 2};
    options out;

    (void)state;
    memset(&out, 0xee, sizeof out);
    brn_sized_write(&out, sizeof(size_t) - 1, &filled, sizeof filled);
    brn_sized_write(&out, 0, &filled, sizeof filled);
    for (size_t i = 0; i < sizeof out; i++)
        assert_int_equal(((unsigned char *)&out)[i], 0xee);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shorter_struct_is_read_as_far_as_it_goes),
        cmocka_unit_test(a_longer_struct_is_read_as_far_as_it_is_known),
        cmocka_unit_test(a_struct_that_lacks_its_size_is_refused),
        cmocka_unit_test(a_shorter_struct_is_filled_no_further_than_it_goes),
        cmocka_unit_test(a_longer_struct_is_filled_and_the_rest_is_zero),
        cmocka_unit_test(a_struct_without_room_for_its_size_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
