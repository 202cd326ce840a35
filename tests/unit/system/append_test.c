#include "support/scratch.h"
#include "support/test.h"
#include "system/append.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void only_the_owner_may_read_a_new_file(void **state)
{
    brn_append file;
    struct stat about;

    (void)state;
    scratch_begin();
    assert_int_equal(brn_append_open(scratch_path("keys"), &file, NULL), BRINE_OK);
    assert_int_equal(stat(scratch_path("keys"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    brn_append_close(&file);
    brn_append_close(&file);
    scratch_end();
}

static void a_file_that_others_could_read_is_taken_from_them(void **state)
{
    brn_append file;
    struct stat about;

    (void)state;
    scratch_begin();
    scratch_file("keys", "", 0);
    assert_int_equal(chmod(scratch_path("keys"), 0666), 0);
    assert_int_equal(brn_append_open(scratch_path("keys"), &file, NULL), BRINE_OK);
    assert_int_equal(stat(scratch_path("keys"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    brn_append_close(&file);
    scratch_end();
}

/* Only root can give a file away; others would have to find one that they may write to. */
static void a_file_of_another_user_gets_no_line(void **state)
{
    brn_append file;
    brine_error error;

    (void)state;
    if (geteuid() != 0)
        skip();
    scratch_begin();
    scratch_file("keys", "", 0);
    assert_int_equal(chown(scratch_path("keys"), 1, 1), 0);
    assert_int_equal(brn_append_open(scratch_path("keys"), &file, &error), BRINE_ERROR_FILE);
    assert_non_null(strstr(error.text, "from other users"));
    scratch_end();
}

static void lines_follow_what_was_there(void **state)
{
    brn_append file, other;
    char text[64];
    FILE *in;

    (void)state;
    scratch_begin();
    scratch_file("keys", "before\n", 7);
    assert_int_equal(brn_append_open(scratch_path("keys"), &file, NULL), BRINE_OK);
    assert_int_equal(brn_append_open(scratch_path("keys"), &other, NULL), BRINE_OK);
    assert_true(brn_append_write(&file, "one\n", 4));
    assert_true(brn_append_write(&other, "two\n", 4));
    assert_true(brn_append_write(&file, "three\n", 6));
    brn_append_close(&file);
    brn_append_close(&other);
    in = fopen(scratch_path("keys"), "rb");
    assert_non_null(in);
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    fclose(in);
    assert_string_equal(text, "before\none\ntwo\nthree\n");
    scratch_end();
}

static void a_file_that_can_not_be_opened_is_named_with_the_reason(void **state)
{
    brn_append file;
    brine_error error;

    (void)state;
    assert_int_equal(brn_append_open("/nowhere/keys", &file, &error), BRINE_ERROR_FILE);
    assert_non_null(strstr(error.text, "/nowhere/keys"));
    assert_non_null(strstr(error.text, strerror(ENOENT)));
    assert_int_equal(error.system, ENOENT);
}

static void a_full_disk_is_noticed(void **state)
{
    brn_append file;

    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(brn_append_open("/dev/full", &file, NULL), BRINE_OK);
    assert_false(brn_append_write(&file, "one\n", 4));
    brn_append_close(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_owner_may_read_a_new_file),
        cmocka_unit_test(a_file_that_others_could_read_is_taken_from_them),
        cmocka_unit_test(a_file_of_another_user_gets_no_line),
        cmocka_unit_test(lines_follow_what_was_there),
        cmocka_unit_test(a_file_that_can_not_be_opened_is_named_with_the_reason),
        cmocka_unit_test(a_full_disk_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
