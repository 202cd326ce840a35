/*
 * Calls of the system that fail, or that a signal interrupts. The program is linked so that the
 * library's calls of them go through here (the linker's --wrap).
 */
#include "base/memory.h"
#include "support/scratch.h"
#include "support/test.h"
#include "system/append.h"
#include "system/clock.h"
#include "system/failure.h"
#include "system/files.h"
#include "system/lock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The call that fails next, with which errno; NULL = none. */
static const char *failing;
static int failing_number;

static void fail_once(const char *call, int number)
{
    failing = call;
    failing_number = number;
}

static bool fails(const char *call)
{
    if (failing == NULL || strcmp(failing, call) != 0)
        return false;
    failing = NULL;
    errno = failing_number;
    return true;
}

/*
 * The linker's names: calls of open come to __wrap_open, and __real_open is open. Where files have
 * 64 bits, libc has names of its own for them.
 */
#define WRAP(result, failure, name, call, parameters, arguments)                                   \
    result __real_##name parameters;                                                               \
    result __wrap_##name parameters;                                                               \
    result __wrap_##name parameters                                                                \
    {                                                                                              \
        return fails(call) ? (failure) : __real_##name arguments;                                  \
    }

WRAP(int, -1, open, "open", (const char *path, int flags, mode_t mode), (path, flags, mode))
WRAP(int, -1, open64, "open", (const char *path, int flags, mode_t mode), (path, flags, mode))
WRAP(int, -1, fstat, "fstat", (int fd, struct stat *about), (fd, about))
WRAP(int, -1, fstat64, "fstat", (int fd, struct stat *about), (fd, about))
WRAP(int, -1, fchmod, "fchmod", (int fd, mode_t mode), (fd, mode))
WRAP(ssize_t, -1, read, "read", (int fd, void *to, size_t room), (fd, to, room))
WRAP(ssize_t, -1, write, "write", (int fd, const void *from, size_t len), (fd, from, len))
WRAP(DIR *, NULL, fdopendir, "fdopendir", (int fd), (fd))
WRAP(struct dirent *, NULL, readdir, "readdir", (DIR * directory), (directory))
WRAP(struct dirent *, NULL, readdir64, "readdir", (DIR * directory), (directory))
WRAP(int, -1, clock_gettime, "clock_gettime", (clockid_t clock, struct timespec *now), (clock, now))
WRAP(int, EINVAL, pthread_mutex_lock, "lock", (pthread_mutex_t * mutex), (mutex))
WRAP(int, EINVAL, pthread_mutex_unlock, "unlock", (pthread_mutex_t * mutex), (mutex))

static int begin(void **state)
{
    (void)state;
    scratch_begin();
    scratch_file("file", "some text", 9);
    return 0;
}

static int end(void **state)
{
    (void)state;
    assert_null(failing); /* the library made the call */
    scratch_end();
    return 0;
}

static void assert_told(const brine_error *error, int number, const char *words)
{
    assert_int_equal(error->code, BRINE_ERROR_FILE);
    assert_int_equal(error->system, number);
    assert_non_null(strstr(error->text, words));
    assert_non_null(strstr(error->text, strerror(number)));
}

static void a_file_is_opened_and_read_in_spite_of_signals(void **state)
{
    static const char *const interrupted[] = {"open", "read"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        brn_file file;

        fail_once(interrupted[i], EINTR);
        assert_int_equal(
            brn_file_read(&brn_system_allocator, scratch_path("file"), BRN_FILE_ANY, &file, NULL),
            BRINE_OK);
        assert_string_equal((char *)file.data, "some text");
        brn_release(&brn_system_allocator, file.data, file.size);
    }
}

static void a_file_that_can_not_be_examined_or_read_is_named(void **state)
{
    static const struct {
        const char *call, *words;
    } rows[] = {{"fstat", "can't examine "}, {"read", "can't read "}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        brn_file file;
        brine_error error;

        fail_once(rows[i].call, EIO);
        assert_int_equal(
            brn_file_read(&brn_system_allocator, scratch_path("file"), BRN_FILE_ANY, &file, &error),
            BRINE_ERROR_FILE);
        assert_told(&error, EIO, rows[i].words);
    }
}

static brine_result visit(void *context, const char *name)
{
    (void)name;
    ++*(int *)context;
    return BRINE_OK;
}

static void a_directory_that_can_not_be_read_is_named(void **state)
{
    static const char *const calls[] = {"fdopendir", "readdir"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        int visits = 0;
        brine_error error;

        fail_once(calls[i], EIO);
        assert_int_equal(brn_directory_visit(scratch_path(""), 9, visit, &visits, &error),
                         BRINE_ERROR_FILE);
        assert_told(&error, EIO, "can't read ");
        assert_int_equal(visits, 0);
        assert_int_equal(brn_directory_visit(scratch_path(""), 9, visit, &visits, &error),
                         BRINE_OK);
        assert_int_equal(visits, 1);
    }
}

static void a_file_that_can_not_be_made_private_gets_no_line(void **state)
{
    static const char *const calls[] = {"fstat", "fchmod"};

    (void)state;
    assert_int_equal(chmod(scratch_path("file"), 0644), 0);
    for (size_t i = 0; i < 2; i++) {
        brn_append file = {-1};
        brine_error error;

        fail_once(calls[i], EIO);
        assert_int_equal(brn_append_open(scratch_path("file"), &file, &error), BRINE_ERROR_FILE);
        assert_told(&error, EIO, "from other users");
        assert_int_equal(file.fd, -1);
    }
}

static void a_line_is_written_in_spite_of_signals(void **state)
{
    brn_append file;
    brn_file all;

    (void)state;
    fail_once("open", EINTR);
    assert_int_equal(brn_append_open(scratch_path("file"), &file, NULL), BRINE_OK);
    fail_once("write", EINTR);
    assert_true(brn_append_write(&file, ", more", 6));
    brn_append_close(&file);
    assert_int_equal(
        brn_file_read(&brn_system_allocator, scratch_path("file"), BRN_FILE_ANY, &all, NULL),
        BRINE_OK);
    assert_string_equal((char *)all.data, "some text, more");
    brn_release(&brn_system_allocator, all.data, all.size);
}

/* A time at which no certificate is valid. */
static void without_a_clock_it_is_1970(void **state)
{
    (void)state;
    fail_once("clock_gettime", EINVAL);
    assert_true(brn_clock_now() == 0);
    fail_once("clock_gettime", EINVAL);
    assert_true(brn_clock_monotonic_ms() == 0);
}

static void a_number_that_the_system_has_no_words_for_is_told(void **state)
{
    char words[BRN_SYSTEM_WORDS_SIZE];

    (void)state;
    assert_string_equal(brn_system_words(99999, words), "system error 99999");
}

/* How a process ends whose mutex fails. */
static int end_of(const char *call)
{
    const struct rlimit no_core = {0, 0};
    brn_lock lock;
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        setrlimit(RLIMIT_CORE, &no_core);
        if (!brn_lock_init(&lock))
            _exit(1);
        fail_once(call, 0);
        brn_lock_acquire(&lock);
        brn_lock_release(&lock);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

/* Going on without the lock would corrupt memory. */
static void a_lock_that_fails_ends_the_process(void **state)
{
    int status = end_of("none");

    (void)state;
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    status = end_of("lock");
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    status = end_of("unlock");
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(a_file_is_opened_and_read_in_spite_of_signals),
        IN_SCRATCH(a_file_that_can_not_be_examined_or_read_is_named),
        IN_SCRATCH(a_directory_that_can_not_be_read_is_named),
        IN_SCRATCH(a_file_that_can_not_be_made_private_gets_no_line),
        IN_SCRATCH(a_line_is_written_in_spite_of_signals),
        IN_SCRATCH(without_a_clock_it_is_1970),
        cmocka_unit_test(a_number_that_the_system_has_no_words_for_is_told),
        cmocka_unit_test(a_lock_that_fails_ends_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
