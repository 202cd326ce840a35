#include "base/ct.h"
#include "support/test.h"

#include <string.h>

static void bytes_are_equal_or_differ_in_any_bit(void **state)
{
    uint8_t a[16], b[16];

    (void)state;
    for (size_t i = 0; i < sizeof a; i++)
        a[i] = (uint8_t)(17 * i);
    for (size_t bit = 0; bit < 8 * sizeof b; bit++) {
        memcpy(b, a, sizeof b);
        assert_true(brn_ct_equal(a, b, sizeof b));
        b[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_false(brn_ct_equal(a, b, sizeof b));
        assert_true(brn_ct_equal(a, b, bit / 8)); /* what lies behind does not count */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_equal_or_differ_in_any_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
