/* NULL for each pointer of trust.h's calls. */
#include "null.h"

#include <string.h>

static brine_trust *trust;

static int new_trust(void **state)
{
    (void)state;
    return (int)brine_trust_new(NULL, &trust, NULL);
}

static int free_trust(void **state)
{
    (void)state;
    brine_trust_free(trust);
    return 0;
}

static void making_and_freeing(void **state)
{
    brine_error error;
    brine_trust *made;

    (void)state;
    OPTIONAL(brine_trust_new, allocator, (NULL, &made, &error), BRINE_OK);
    brine_trust_free(made);
    REFUSED(brine_trust_new, out, (NULL, NULL, &error));
    assert_non_null(strstr(error.text, "place for the new trust store is NULL"));
    REFUSED(brine_trust_new, error, (NULL, NULL, NULL));
    RETURNS(brine_trust_free, trust, (NULL));
}

static void loading(void **state)
{
    const brine_bytes text = {(const uint8_t *)"text", 4};
    brine_error error;

    (void)state;
    REFUSED(brine_trust_add_system, trust, (NULL, &error));
    REFUSED(brine_trust_add_system, error, (NULL, NULL));
    REFUSED(brine_trust_add_file, trust, (NULL, "/dev/null", &error));
    REFUSED(brine_trust_add_file, path, (trust, NULL, &error));
    OPTIONAL(brine_trust_add_file, error, (trust, "/nowhere", NULL), BRINE_ERROR_FILE);
    REFUSED(brine_trust_add_directory, trust, (NULL, "/", &error));
    REFUSED(brine_trust_add_directory, path, (trust, NULL, &error));
    OPTIONAL(brine_trust_add_directory, error, (trust, "/nowhere", NULL), BRINE_ERROR_FILE);
    REFUSED(brine_trust_add_memory, trust, (NULL, text, "name", &error));
    REFUSED(brine_trust_add_memory, pem_or_der, (trust, PROMISED, "name", &error));
    OPTIONAL(brine_trust_add_memory, name, (trust, text, NULL, &error), BRINE_ERROR_NO_CERTIFICATE);
    OPTIONAL(brine_trust_add_memory, error, (trust, text, "name", NULL),
             BRINE_ERROR_NO_CERTIFICATE);
    REFUSED(brine_trust_add_borrowed, trust, (NULL, text, &error));
    REFUSED(brine_trust_add_borrowed, der, (trust, PROMISED, &error));
    OPTIONAL(brine_trust_add_borrowed, error, (trust, text, NULL), BRINE_ERROR_NO_CERTIFICATE);
}

static void freezing_and_reporting(void **state)
{
    brine_trust_report report;
    brine_error error;

    (void)state;
    REFUSED(brine_trust_freeze, trust, (NULL, &error));
    OPTIONAL(brine_trust_freeze, error, (trust, NULL), BRINE_ERROR_TRUST_EMPTY);
    memset(&report, 0xff, sizeof report);
    RETURNS(brine_trust_get_report, trust, (NULL, &report, sizeof report));
    assert_int_equal(report.loaded + report.duplicates + report.skipped, 0);
    assert_string_equal(report.first_skipped, "");
    RETURNS(brine_trust_get_report, out, (trust, NULL, sizeof report));
    NOTHING_AT(brine_trust_source, trust, (NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(making_and_freeing),
        cmocka_unit_test(loading),
        cmocka_unit_test(freezing_and_reporting),
    };
    return cmocka_run_group_tests(tests, new_trust, free_trust);
}
