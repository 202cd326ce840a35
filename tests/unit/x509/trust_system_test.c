#include "anchors.h"
#include "support/scarce.h"
#include "support/scratch.h"
#include "support/test.h"
#include "x509/trust/object.h"
#include "x509/trust/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static brine_trust *trust;
static brine_error error;
static brine_trust_report report;

static int begin(void **state)
{
    (void)state;
    scratch_begin();
    unsetenv("SSL_CERT_FILE");
    unsetenv("SSL_CERT_DIR");
    return brine_trust_new(NULL, &trust, NULL) == BRINE_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    brine_trust_free(trust);
    scratch_end();
    return 0;
}

static const char *anchor_file(const char *file, const char *common_name)
{
    char pem[ANCHOR_PEM_SIZE];

    return scratch_file(file, pem, make_anchor_pem(pem, common_name, 1));
}

static bool has(const char *common_name)
{
    uint8_t name[ANCHOR_SIZE];
    brine_bytes subject = {name, make_subject(name, common_name)}, anchor;
    size_t cursor = 0;

    return brn_trust_next(trust, subject, &cursor, &anchor);
}

static void assert_loaded(size_t count, size_t skipped, const char *source)
{
    assert_int_equal(brine_trust_freeze(trust, NULL), BRINE_OK);
    brine_trust_get_report(trust, &report, sizeof report);
    assert_int_equal(report.loaded, count);
    assert_int_equal(report.skipped, skipped);
    assert_string_equal(brine_trust_source(trust), source);
}

static const char *const nowhere[] = {"/nowhere/a", "/nowhere/b", NULL};
static const char *const none[] = {NULL};

static void the_first_bundle_that_exists_is_used(void **state)
{
    const char *a = anchor_file("a", "A"), *b = anchor_file("b", "B");
    const char *bundles[] = {"/nowhere/a", a, b, NULL};
    const char *directories[] = {scratch_path(""), NULL};

    (void)state;
    assert_int_equal(brn_trust_add_first(trust, bundles, directories, &error), BRINE_OK);
    assert_loaded(1, 0, a);
    assert_true(has("A"));
}

static void a_directory_will_do_without_bundle(void **state)
{
    const char *directories[] = {"/nowhere/c", scratch_path(""), NULL};

    (void)state;
    anchor_file("a", "A");
    anchor_file("b", "B");
    assert_int_equal(brn_trust_add_first(trust, nowhere, directories, &error), BRINE_OK);
    assert_loaded(2, 0, directories[1]);
}

static void an_unusable_bundle_is_reported_and_passed_over(void **state)
{
    const char *bundles[] = {scratch_file("empty", "", 0), anchor_file("a", "A"), NULL};

    (void)state;
    assert_int_equal(brn_trust_add_first(trust, bundles, none, &error), BRINE_OK);
    assert_loaded(1, 1, bundles[1]);
    assert_non_null(strstr(report.first_skipped, "/empty holds no certificate"));
}

static void where_it_looked_is_told_when_nothing_was_found(void **state)
{
    const char *directories[] = {"/nowhere/c", NULL};

    (void)state;
    assert_int_equal(brn_trust_add_first(trust, nowhere, directories, &error),
                     BRINE_ERROR_TRUST_EMPTY);
    assert_string_equal(error.text,
                        "no CA certificates in /nowhere/a, /nowhere/b, /nowhere/c; install the "
                        "system's CA certificates or name a CA file");
    assert_null(brine_trust_source(trust));
    brine_trust_get_report(trust, &report, sizeof report);
    assert_int_equal(report.skipped, 0);
}

static void ssl_cert_file_takes_the_place_of_the_systems(void **state)
{
    const char *path = anchor_file("a", "A");

    (void)state;
    setenv("SSL_CERT_FILE", path, 1);
    assert_int_equal(brine_trust_add_system(trust, &error), BRINE_OK);
    assert_loaded(1, 0, path);
    assert_true(has("A"));
}

static void ssl_cert_dir_is_a_list(void **state)
{
    char list[3 * SCRATCH_PATH_SIZE];

    (void)state;
    assert_int_equal(mkdir(scratch_path("one"), 0700), 0);
    assert_int_equal(mkdir(scratch_path("two"), 0700), 0);
    anchor_file("one/a", "A");
    anchor_file("two/b", "B");
    snprintf(list, sizeof list, "%s::%s:%s", scratch_path("one"), scratch_path("missing"),
             scratch_path("two"));
    setenv("SSL_CERT_DIR", list, 1);
    assert_int_equal(brine_trust_add_system(trust, &error), BRINE_OK);
    snprintf(list, sizeof list, "%s:%s", scratch_path("one"), scratch_path("two"));
    assert_loaded(2, 1, list);
    assert_non_null(strstr(report.first_skipped, "/missing"));
    unlink(scratch_path("one/a"));
    unlink(scratch_path("two/b"));
}

static void both_variables_add_up(void **state)
{
    char list[3 * SCRATCH_PATH_SIZE];

    (void)state;
    assert_int_equal(mkdir(scratch_path("one"), 0700), 0);
    anchor_file("one/a", "A");
    setenv("SSL_CERT_FILE", anchor_file("b", "B"), 1);
    setenv("SSL_CERT_DIR", scratch_path("one"), 1);
    snprintf(list, sizeof list, "%s:%s", scratch_path("b"), scratch_path("one"));
    assert_int_equal(brine_trust_add_system(trust, &error), BRINE_OK);
    assert_loaded(2, 0, list);
    unlink(scratch_path("one/a"));
}

/* What the environment names fails with this code and in these words, and nothing is loaded. */
static void assert_not_obeyed(brine_result code, const char *begins, const char *says)
{
    assert_int_equal(brine_trust_add_system(trust, &error), code);
    assert_int_equal(error.code, code);
    assert_ptr_equal(strstr(error.text, begins), error.text);
    assert_non_null(strstr(error.text, says));
}

#define FILE_FAILS      "the environment variable SSL_CERT_FILE can't be obeyed: "
#define DIRECTORY_FAILS "the environment variable SSL_CERT_DIR can't be obeyed: "

static void a_named_file_that_fails_is_not_replaced_by_the_systems(void **state)
{
    (void)state;
    setenv("SSL_CERT_FILE", scratch_path("missing"), 1);
    assert_not_obeyed(BRINE_ERROR_FILE, FILE_FAILS "can't open /",
                      "/missing: No such file or directory; check that it exists");
    brine_trust_get_report(trust, &report, sizeof report);
    assert_int_equal(report.loaded, 0);
    assert_int_equal(brine_trust_add_system(trust, NULL), BRINE_ERROR_FILE);
}

static void a_named_file_without_certificates_fails_by_name(void **state)
{
    (void)state;
    setenv("SSL_CERT_FILE", scratch_file("empty", "", 0), 1);
    assert_not_obeyed(BRINE_ERROR_NO_CERTIFICATE, FILE_FAILS, "/empty holds no certificate");
}

static void a_directory_does_not_make_up_for_a_named_file(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("one"), 0700), 0);
    anchor_file("one/a", "A");
    setenv("SSL_CERT_DIR", scratch_path("one"), 1);
    setenv("SSL_CERT_FILE", scratch_path("missing"), 1);
    assert_not_obeyed(BRINE_ERROR_FILE, FILE_FAILS, "/missing");
    unlink(scratch_path("one/a"));
}

static void named_directories_that_all_fail_are_an_error_unless_a_file_has_anchors(void **state)
{
    (void)state;
    setenv("SSL_CERT_DIR", "/nowhere/a:/nowhere/b", 1);
    assert_not_obeyed(BRINE_ERROR_FILE, DIRECTORY_FAILS, "/nowhere/a: No such file or directory");
    setenv("SSL_CERT_FILE", anchor_file("b", "B"), 1);
    assert_int_equal(brine_trust_add_system(trust, &error), BRINE_OK);
    brine_trust_get_report(trust, &report, sizeof report);
    assert_int_equal(report.loaded, 1);
    assert_int_equal(report.skipped, 2 + 2);
}

static void an_empty_named_directory_fails_unless_a_file_has_anchors(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("one"), 0700), 0);
    setenv("SSL_CERT_DIR", scratch_path("one"), 1);
    assert_not_obeyed(BRINE_ERROR_NO_CERTIFICATE, DIRECTORY_FAILS, "/one holds no file with a");
    setenv("SSL_CERT_FILE", anchor_file("b", "B"), 1);
    assert_int_equal(brine_trust_add_system(trust, &error), BRINE_OK);
    setenv("SSL_CERT_DIR", ":", 1);
    unsetenv("SSL_CERT_FILE");
    assert_int_equal(brine_trust_add_system(trust, &error), BRINE_ERROR_TRUST_EMPTY);
    assert_non_null(strstr(error.text, "SSL_CERT_DIR names no directory"));
}

static const char *const *place_bundles, *const *place_directories; /* NULL: the environment's */

static brine_result load_in(const brine_allocator *allocator, brine_error *why)
{
    brine_trust *store;
    brine_result result = brine_trust_new(allocator, &store, why);

    if (result != BRINE_OK)
        return result;
    result = place_bundles == NULL
                 ? brine_trust_add_system(store, why)
                 : brn_trust_add_first(store, place_bundles, place_directories, why);
    if (result == BRINE_OK)
        result = brine_trust_freeze(store, why);
    brine_trust_free(store);
    return result;
}

/* It is said so, or it makes no difference; nothing is left over. */
static void fail_each_allocation(void)
{
    size_t told = 0;

    for (size_t at = 0;; at++) {
        scarce s = {.left = at}, again = {.left = at};
        const brine_allocator allocator = {&s, scarce_allocate, scarce_release};
        const brine_allocator silent = {&again, scarce_allocate, scarce_release};
        brine_error why = BRINE_NO_ERROR;
        brine_result result = load_in(&allocator, &why);

        assert_int_equal(load_in(&silent, NULL), result);
        assert_int_equal(s.live + again.live, 0);
        if (result != BRINE_OK) {
            assert_int_equal(result, BRINE_ERROR_OUT_OF_MEMORY);
            assert_int_equal(why.code, result);
            told++;
        }
        if (!s.failed)
            break;
    }
    assert_true(told > 5);
}

static void memory_may_end_at_any_allocation(void **state)
{
    char file[SCRATCH_PATH_SIZE], list[3 * SCRATCH_PATH_SIZE];
    const char *bundles[] = {"/nowhere/a", file, NULL}, *directories[] = {list, NULL};

    (void)state;
    snprintf(file, sizeof file, "%s", anchor_file("bundle", "A"));
    assert_int_equal(mkdir(scratch_path("directory"), 0700), 0);
    anchor_file("directory/b", "B");
    snprintf(list, sizeof list, "%s", scratch_path("directory"));
    place_bundles = bundles;
    place_directories = directories;
    fail_each_allocation();
    place_bundles = nowhere;
    fail_each_allocation();
    place_bundles = NULL;
    snprintf(list + strlen(list), sizeof list - strlen(list), ":/nowhere/c");
    setenv("SSL_CERT_FILE", file, 1);
    setenv("SSL_CERT_DIR", list, 1);
    fail_each_allocation();
    unsetenv("SSL_CERT_FILE");
    unsetenv("SSL_CERT_DIR");
    assert_int_equal(unlink(scratch_path("directory/b")), 0);
}

static void this_machines_store_is_found_and_whole(void **state)
{
    (void)state;
    if (brine_trust_add_system(trust, &error) == BRINE_ERROR_TRUST_EMPTY) {
        print_message("no CA certificates on this machine: %s\n", error.text);
        skip();
    }
    assert_int_equal(brine_trust_freeze(trust, &error), BRINE_OK);
    brine_trust_get_report(trust, &report, sizeof report);
    print_message("%s: %zu loaded, %zu repeated, %zu skipped\n", brine_trust_source(trust),
                  report.loaded, report.duplicates, report.skipped);
    assert_true(report.loaded > 0);
    assert_string_equal(report.first_skipped, "");
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        IN_STORE(the_first_bundle_that_exists_is_used),
        IN_STORE(a_directory_will_do_without_bundle),
        IN_STORE(an_unusable_bundle_is_reported_and_passed_over),
        IN_STORE(where_it_looked_is_told_when_nothing_was_found),
        IN_STORE(ssl_cert_file_takes_the_place_of_the_systems),
        IN_STORE(ssl_cert_dir_is_a_list),
        IN_STORE(both_variables_add_up),
        IN_STORE(a_named_file_that_fails_is_not_replaced_by_the_systems),
        IN_STORE(a_named_file_without_certificates_fails_by_name),
        IN_STORE(a_directory_does_not_make_up_for_a_named_file),
        IN_STORE(named_directories_that_all_fail_are_an_error_unless_a_file_has_anchors),
        IN_STORE(an_empty_named_directory_fails_unless_a_file_has_anchors),
        IN_STORE(memory_may_end_at_any_allocation),
        IN_STORE(this_machines_store_is_found_and_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
