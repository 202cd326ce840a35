/* Dates of certificates that were verified before. */
#include "support/test.h"
#include "unit/x509/chain.h"
#include "x509/path/dates.h"

#include <string.h>

#define FIRST INT64_C(1735689600) /* 2025-01-01 00:00:00 UTC */
#define LAST  INT64_C(1767225599) /* 2025-12-31 23:59:59 UTC */

static der server_of_2025(void)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);

    spec.not_before = TIME("20250101000000Z");
    spec.not_after = TIME("20251231235959Z");
    return factory_make(&spec);
}

static void both_ends_belong_to_the_validity(void **state)
{
    der server = server_of_2025();
    brine_error error;

    (void)state;
    assert_int_equal(brn_dates_check(server, 0, FIRST, &error), BRINE_OK);
    assert_int_equal(brn_dates_check(server, 0, LAST, &error), BRINE_OK);
    assert_int_equal(brn_dates_check(server, 0, FIRST - 1, &error), BRINE_ERROR_CERT_NOT_YET_VALID);
    assert_int_equal(brn_dates_check(server, 0, LAST + 1, &error), BRINE_ERROR_CERT_EXPIRED);
    assert_int_equal(brn_dates_check(server, 0, 0, &error), BRINE_ERROR_CERT_CLOCK);
}

static void the_sentence_names_the_certificate(void **state)
{
    der server = server_of_2025();
    brine_error error;

    (void)state;
    assert_int_equal(brn_dates_check(server, 0, LAST + 1, &error), BRINE_ERROR_CERT_EXPIRED);
    assert_non_null(strstr(error.text, "www.example"));
    assert_non_null(strstr(error.text, "2025-12-31 23:59:59 UTC"));
}

/* A saved session may hold anything. */
static void bytes_that_are_no_certificate_are_never_current(void **state)
{
    brine_error error;

    (void)state;
    assert_int_equal(brn_dates_check(BYTES(0x30, 0x00), -1, FIRST, &error),
                     BRINE_ERROR_CERT_MALFORMED);
    assert_int_equal(error.code, BRINE_ERROR_CERT_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ends_belong_to_the_validity),
        cmocka_unit_test(the_sentence_names_the_certificate),
        cmocka_unit_test(bytes_that_are_no_certificate_are_never_current),
    };

    return cmocka_run_group_tests(tests, NULL, chain_tear_down);
}
