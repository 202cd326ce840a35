#include "support/scratch.h"
#include "support/test.h"
#include "system/environment.h"
#include "system/processor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif

/* What a child of the last test ends with. */
enum { SAW_NOTHING = 10, SAW_VALUE = 11, CANNOT_TELL = 12 };

static const char *program;

static void the_processor_can_do_what_the_system_says(void **state)
{
    (void)state;
#if defined(__linux__)
    assert_true(brn_processor_capabilities() == getauxval(AT_HWCAP));
#else
    brn_processor_capabilities();
#endif
}

static void a_variable_has_its_value(void **state)
{
    (void)state;
    assert_int_equal(setenv("BRINE_TEST_VARIABLE", "value", 1), 0);
    assert_string_equal(brn_environment("BRINE_TEST_VARIABLE"), "value");
}

static void unset_and_empty_are_the_same(void **state)
{
    (void)state;
    assert_int_equal(setenv("BRINE_TEST_VARIABLE", "", 1), 0);
    assert_null(brn_environment("BRINE_TEST_VARIABLE"));
    assert_int_equal(unsetenv("BRINE_TEST_VARIABLE"), 0);
    assert_null(brn_environment("BRINE_TEST_VARIABLE"));
}

static int child(void)
{
    if (getuid() == geteuid())
        return CANNOT_TELL; /* the file system ignores set-user-ID */
    return brn_environment("BRINE_TEST_VARIABLE") == NULL ? SAW_NOTHING : SAW_VALUE;
}

static void copy_program(const char *to)
{
    FILE *in = fopen(program, "rb"), *out = fopen(to, "wb");
    char buffer[65536];
    size_t n;

    assert_non_null(in);
    assert_non_null(out);
    while ((n = fread(buffer, 1, sizeof buffer, in)) > 0)
        assert_int_equal(fwrite(buffer, 1, n, out), n);
    assert_int_equal(fclose(in), 0);
    assert_int_equal(fclose(out), 0);
}

static void a_set_user_id_program_sees_nothing(void **state)
{
    const char *copy;
    int status;
    pid_t pid;

    (void)state;
    if (geteuid() != 0)
        skip(); /* only root can give a file to another user */
    scratch_begin();
    copy = scratch_path("child");
    copy_program(copy);
    assert_int_equal(chmod(scratch_path(""), 0755), 0);
    assert_int_equal(chown(copy, 65534, 65534), 0);
    assert_int_equal(chmod(copy, 04755), 0);
    assert_int_equal(setenv("BRINE_TEST_VARIABLE", "value", 1), 0);
    pid = fork();
    if (pid == 0) {
        execl(copy, copy, "child", (char *)NULL);
        _exit(errno == ENOEXEC ? CANNOT_TELL : 127); /* built for another machine */
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    scratch_end();
    if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_TELL)
        skip();
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), SAW_NOTHING);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_processor_can_do_what_the_system_says),
        cmocka_unit_test(a_variable_has_its_value),
        cmocka_unit_test(unset_and_empty_are_the_same),
        cmocka_unit_test(a_set_user_id_program_sees_nothing),
    };

    program = argv[0];
    if (argc == 2 && strcmp(argv[1], "child") == 0)
        _exit(child()); /* without the leak check, which a set-user-ID program is not allowed */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
