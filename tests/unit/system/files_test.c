#include "support/scratch.h"
#include "support/test.h"
#include "system/files.h"

#include "base/memory.h"

#include <brine/limits.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const brine_allocator *const memory = &brn_system_allocator;

static int begin(void **state)
{
    (void)state;
    scratch_begin();
    return 0;
}

static int end(void **state)
{
    (void)state;
    scratch_end();
    return 0;
}

static void assert_file_holds(const char *path, const char *text)
{
    brn_file file;

    assert_int_equal(brn_file_read(memory, path, BRN_FILE_ANY, &file, NULL), BRINE_OK);
    assert_int_equal(file.len, strlen(text));
    assert_true(file.size > file.len);
    assert_memory_equal(file.data, text, file.len + 1); /* the byte after it is zero */
    brn_release(memory, file.data, file.size);
}

static void a_file_is_read_whole(void **state)
{
    (void)state;
    assert_file_holds(scratch_file("some", "some text", 9), "some text");
    assert_file_holds(scratch_file("empty", "", 0), "");
}

static void a_file_that_hides_its_size_is_read_to_its_end(void **state)
{
    brn_file file;

    (void)state;
    if (access("/proc/self/status", R_OK) != 0)
        skip();
    assert_int_equal(brn_file_read(memory, "/proc/self/status", BRN_FILE_REGULAR, &file, NULL),
                     BRINE_OK);
    assert_true(file.len > 0);
    brn_release(memory, file.data, file.size);
}

static void fail_to_read(const char *path, brn_file_kind kind, brine_result code, int number,
                         const char *words)
{
    brn_file file = {NULL, 7, 7};
    brine_error error;

    assert_int_equal(brn_file_read(memory, path, kind, &file, &error), code);
    assert_int_equal(error.code, code);
    assert_int_equal(error.system, number);
    assert_non_null(strstr(error.text, path));
    assert_non_null(strstr(error.text, words));
    assert_int_equal(file.len, 7);
}

static void what_can_not_be_read_is_named_with_the_reason(void **state)
{
    (void)state;
    fail_to_read(scratch_path("missing"), BRN_FILE_ANY, BRINE_ERROR_FILE, ENOENT, strerror(ENOENT));
    fail_to_read(scratch_path(""), BRN_FILE_ANY, BRINE_ERROR_FILE, EISDIR, strerror(EISDIR));
    fail_to_read(scratch_path(""), BRN_FILE_REGULAR, BRINE_ERROR_FILE, 0, "regular");
}

static void a_named_pipe_does_not_hold_us_up(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    fail_to_read(scratch_path("pipe"), BRN_FILE_REGULAR, BRINE_ERROR_FILE, 0, "regular");
}

static void a_file_beyond_the_limit_is_refused(void **state)
{
    const char *path = scratch_file("large", "", 0);

    (void)state;
    assert_int_equal(truncate(path, (off_t)BRINE_FILE_SIZE_MAX + 1), 0);
    fail_to_read(path, BRN_FILE_ANY, BRINE_ERROR_FILE_TOO_LARGE, 0, "33554432");
}

static void a_device_without_end_meets_the_limit(void **state)
{
    (void)state;
    fail_to_read("/dev/zero", BRN_FILE_ANY, BRINE_ERROR_FILE_TOO_LARGE, 0, "larger");
}

/* Grants `left` allocations. */
static void *grant(void *context, size_t size)
{
    size_t *left = context;

    return (*left)-- == 0 ? NULL : malloc(size);
}

static void release(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

static void no_memory_is_told(void **state)
{
    size_t left = 0;
    const brine_allocator scarce = {&left, grant, release};
    const char *path = scratch_file("some", "some text", 9);
    brn_file file;

    (void)state;
    assert_int_equal(brn_file_read(&scarce, path, BRN_FILE_ANY, &file, NULL),
                     BRINE_ERROR_OUT_OF_MEMORY);
    left = 1; /* the block can't grow */
    assert_int_equal(brn_file_read(&scarce, "/dev/zero", BRN_FILE_ANY, &file, NULL),
                     BRINE_ERROR_OUT_OF_MEMORY);
}

static void interrupt(int signal_number)
{
    (void)signal_number;
}

/* A writer that disturbs its reader before each of its two writes. */
static void disturb_and_write(const char *path)
{
    const struct timespec pause = {0, 20 * 1000 * 1000};
    FILE *out = fopen(path, "wb");

    for (int i = 0; i < 2 && out != NULL; i++) {
        nanosleep(&pause, NULL);
        kill(getppid(), SIGUSR1);
        nanosleep(&pause, NULL);
        fputs("half ", out);
        fflush(out);
    }
    _exit(out != NULL && fclose(out) == 0 ? 0 : 1);
}

static void signals_do_not_interrupt_a_read(void **state)
{
    struct sigaction action = {0};
    const char *path = scratch_path("pipe");
    int status;
    pid_t pid;

    (void)state;
    action.sa_handler = interrupt; /* without SA_RESTART */
    assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    pid = fork();
    if (pid == 0)
        disturb_and_write(path);
    assert_file_holds(path, "half half ");
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

typedef struct visited {
    size_t count;
    size_t stop_after;
    bool saw_first, saw_second;
} visited;

static brine_result note(void *context, const char *name)
{
    visited *v = context;

    v->saw_first |= strcmp(name, "first") == 0;
    v->saw_second |= strcmp(name, "second") == 0;
    assert_true(name[0] != '.');
    return ++v->count == v->stop_after ? BRINE_ERROR_OUT_OF_MEMORY : BRINE_OK;
}

static void a_directory_tells_its_files_but_not_the_hidden_ones(void **state)
{
    visited v = {0, 0, false, false};

    (void)state;
    scratch_file("first", "", 0);
    scratch_file("second", "", 0);
    scratch_file(".hidden", "", 0);
    assert_int_equal(mkdir(scratch_path("directory"), 0700), 0);
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    assert_int_equal(brn_directory_visit(scratch_path(""), 2, note, &v, NULL), BRINE_OK);
    assert_int_equal(v.count, 2);
    assert_true(v.saw_first && v.saw_second);
}

static void a_link_counts_as_what_it_leads_to(void **state)
{
    visited v = {0, 0, false, false};

    (void)state;
    assert_int_equal(mkdir(scratch_path("directory"), 0700), 0);
    assert_int_equal(symlink("directory", scratch_path("second")), 0);
    assert_int_equal(symlink("nowhere", scratch_path("first")), 0);
    assert_int_equal(brn_directory_visit(scratch_path(""), 9, note, &v, NULL), BRINE_OK);
    assert_true(v.saw_first); /* reading it will tell that it leads nowhere */
    assert_false(v.saw_second);
}

static void a_visitor_may_end_the_visit(void **state)
{
    visited v = {0, 1, false, false};

    (void)state;
    scratch_file("first", "", 0);
    scratch_file("second", "", 0);
    assert_int_equal(brn_directory_visit(scratch_path(""), 9, note, &v, NULL),
                     BRINE_ERROR_OUT_OF_MEMORY);
    assert_int_equal(v.count, 1);
}

static void a_directory_with_too_many_files_is_refused(void **state)
{
    visited v = {0, 0, false, false};
    brine_error error;

    (void)state;
    scratch_file("first", "", 0);
    scratch_file("second", "", 0);
    assert_int_equal(brn_directory_visit(scratch_path(""), 1, note, &v, &error), BRINE_ERROR_LIMIT);
    assert_non_null(strstr(error.text, "more than 1 files"));
    assert_int_equal(v.count, 1);
}

static void what_is_no_directory_can_not_be_visited(void **state)
{
    visited v = {0, 0, false, false};
    brine_error error;

    (void)state;
    assert_int_equal(brn_directory_visit(scratch_file("f", "", 0), 1, note, &v, &error),
                     BRINE_ERROR_FILE);
    assert_int_equal(error.system, ENOTDIR);
    assert_int_equal(brn_directory_visit(scratch_path("missing"), 1, note, &v, &error),
                     BRINE_ERROR_FILE);
    assert_int_equal(error.system, ENOENT);
}

int main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(a_file_is_read_whole),
        IN_SCRATCH(a_file_that_hides_its_size_is_read_to_its_end),
        IN_SCRATCH(what_can_not_be_read_is_named_with_the_reason),
        IN_SCRATCH(a_named_pipe_does_not_hold_us_up),
        IN_SCRATCH(a_file_beyond_the_limit_is_refused),
        IN_SCRATCH(a_device_without_end_meets_the_limit),
        IN_SCRATCH(no_memory_is_told),
        IN_SCRATCH(signals_do_not_interrupt_a_read),
        IN_SCRATCH(a_directory_tells_its_files_but_not_the_hidden_ones),
        IN_SCRATCH(a_link_counts_as_what_it_leads_to),
        IN_SCRATCH(a_visitor_may_end_the_visit),
        IN_SCRATCH(a_directory_with_too_many_files_is_refused),
        IN_SCRATCH(what_is_no_directory_can_not_be_visited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
