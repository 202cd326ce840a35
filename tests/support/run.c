#include "support/run.h"

#include "support/ending.h"
#include "support/scratch.h"
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 32
#define EMULATOR_MAX  16
#define URL_SIZE      16384

run_result ran;
unsigned server_port;
const char *server_root;

static pid_t server_pid;
static int server_stdin;

/* Copies a file's bytes behind what text holds. */
static size_t slurp(int file, char *text)
{
    size_t length = 0;
    ssize_t n;

    assert_true(lseek(file, 0, SEEK_SET) == 0);
    while ((n = read(file, text + length, RUN_TEXT_MAX - 1 - length)) > 0)
        length += (size_t)n;
    text[length] = '\0';
    close(file);
    return length;
}

/* A file without a name for a child's output. */
static int nameless_file(void)
{
    const char *path = scratch_path("output.tmp");
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    assert_true(file >= 0);
    assert_int_equal(unlink(path), 0);
    return file;
}

/* In the child: what becomes descriptor 1. */
static void set_output(run_output output, int kept)
{
    int ends[2];

    switch (output) {
    case RUN_KEPT:
        dup2(kept, STDOUT_FILENO);
        break;
    case RUN_CLOSED:
        close(STDOUT_FILENO);
        break;
    case RUN_FULL:
        dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
        break;
    case RUN_UNREAD:
        if (pipe(ends) == 0) {
            dup2(ends[1], STDOUT_FILENO);
            close(ends[0]);
            close(ends[1]);
        }
        break;
    }
}

bool terminals_exist(void)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    bool exist = master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0 &&
                 ptsname(master) != NULL && access(ptsname(master), R_OK | W_OK) == 0;

    if (master >= 0)
        close(master);
    return exist;
}

/* A terminal: *slave is for the child, what it says comes out of the result. */
static int open_terminal(int *slave)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);

    assert_true(master >= 0);
    assert_int_equal(grantpt(master), 0);
    assert_int_equal(unlockpt(master), 0);
    *slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(*slave >= 0);
    return master;
}

/* What came out of a terminal: all of it, since no process has its other end any more. */
static void drain_terminal(int master, char *text)
{
    size_t length = 0;
    ssize_t n;

    while ((n = read(master, text + length, RUN_TEXT_MAX - 1 - length)) > 0)
        length += (size_t)n;
    text[length] = '\0';
    close(master);
}

void run_become(const char *program, const char *const *arguments)
{
    const char *words = getenv("BRINE_EMULATOR");
    const char *all[EMULATOR_MAX + ARGUMENTS_MAX] = {NULL};
    size_t count = 0;

    if (words == NULL || words[0] == '\0') {
        execv(program, (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    for (char *word = strtok(strdup(words), " "); word != NULL && count < EMULATOR_MAX - 1;
         word = strtok(NULL, " "))
        all[count++] = word;
    all[count++] = program;
    for (size_t i = 1; arguments[i] != NULL; i++)
        all[count++] = arguments[i];
    execvp(all[0], (char *const *)(uintptr_t)all);
    _exit(127);
}

int run_program(run_output output, bool terminal, const char *program, const char *const *arguments)
{
    int out = nameless_file(), err, master = -1;
    pid_t child;

    if (terminal)
        master = open_terminal(&err);
    else
        err = nameless_file();
    fflush(NULL);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        set_output(output, out);
        dup2(err, STDERR_FILENO);
        signal(SIGPIPE, SIG_DFL);
        run_become(program, arguments);
    }
    ran.status = ending_wait(child);
    ran.out_length = slurp(out, ran.out);
    if (!terminal) {
        slurp(err, ran.err);
        return ran.status;
    }
    close(err);
    drain_terminal(master, ran.err);
    return ran.status;
}

static int run_arguments(run_output output, bool terminal, const char **arguments, size_t count,
                         const char *first, va_list more)
{
    for (const char *at = first; at != NULL; at = va_arg(more, const char *)) {
        assert_true(count + 1 < ARGUMENTS_MAX);
        arguments[count++] = at;
    }
    return run_program(output, terminal, HTTPS_GET, arguments);
}

static int run_https_get(run_output output, bool terminal, const char *first, va_list more)
{
    const char *arguments[ARGUMENTS_MAX] = {"https_get", "--cacert", server_root};

    return run_arguments(output, terminal, arguments, 3, first, more);
}

int get_alone(const char *first, ...)
{
    const char *arguments[ARGUMENTS_MAX] = {"https_get"};
    va_list more;
    int status;

    va_start(more, first);
    status = run_arguments(RUN_KEPT, false, arguments, 1, first, more);
    va_end(more);
    return status;
}

int get(const char *first, ...)
{
    va_list more;
    int status;

    va_start(more, first);
    status = run_https_get(RUN_KEPT, false, first, more);
    va_end(more);
    return status;
}

int get_into(run_output output, const char *first, ...)
{
    va_list more;
    int status;

    va_start(more, first);
    status = run_https_get(output, false, first, more);
    va_end(more);
    return status;
}

int get_on_terminal(const char *first, ...)
{
    va_list more;
    int status;

    va_start(more, first);
    status = run_https_get(RUN_KEPT, true, first, more);
    va_end(more);
    return status;
}

int run_example(const char *program, const char *host, const char *port)
{
    const char *arguments[] = {program, host, port, NULL};

    return run_program(RUN_KEPT, false, program, arguments);
}

bool said(const char *words)
{
    if (strstr(ran.err, words) != NULL)
        return true;
    fprintf(stderr, "not in what it said: %s\n%s", words, ran.err);
    return false;
}

bool said_one_line(void)
{
    const char *end = strchr(ran.err, '\n');

    return end != NULL && end[1] == '\0' && strncmp(ran.err, "https_get: (", 12) == 0;
}

void run_preload(const char *path)
{
    const char *name = path != NULL ? strrchr(path, '/') : NULL;
    char folder[512];

    if (name == NULL) {
        unsetenv("LD_PRELOAD");
        unsetenv("LD_LIBRARY_PATH");
        return;
    }
    assert_true((size_t)(name - path) < sizeof folder);
    memcpy(folder, path, (size_t)(name - path));
    folder[name - path] = '\0';
    setenv("LD_LIBRARY_PATH", folder, 1);
    setenv("LD_PRELOAD", name + 1, 1);
}

void forget_proxies(void)
{
    static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy",
                                        "ALL_PROXY",   "no_proxy",    "NO_PROXY"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
}

void server_begin(void)
{
    int to_server[2], from_server[2];
    char line[16] = "";
    ssize_t n;
    static char root[SCRATCH_PATH_SIZE];

    forget_proxies();
    scratch_begin();
    snprintf(root, sizeof root, "%s", scratch_path("root.pem"));
    server_root = root;
    assert_int_equal(pipe(to_server), 0);
    assert_int_equal(pipe(from_server), 0);
    assert_true(fcntl(to_server[1], F_SETFD, FD_CLOEXEC) == 0);
    fflush(NULL);
    server_pid = fork();
    assert_true(server_pid >= 0);
    if (server_pid == 0) {
        dup2(to_server[0], STDIN_FILENO);
        dup2(from_server[1], STDOUT_FILENO);
        close(to_server[0]);
        close(from_server[0]);
        close(from_server[1]);
        run_become(HTTPS_SERVER, (const char *const[]){"https_server", root, NULL});
    }
    close(to_server[0]);
    close(from_server[1]);
    server_stdin = to_server[1];
    n = read(from_server[0], line, sizeof line - 1);
    close(from_server[0]);
    assert_true(n > 1);
    server_port = (unsigned)strtoul(line, NULL, 10);
}

void server_end(void)
{
    close(server_stdin);
    kill(server_pid, SIGTERM);
    waitpid(server_pid, NULL, 0);
    unlink(server_root);
    scratch_end();
}

int server_setup(void **state)
{
    (void)state;
    server_begin();
    return 0;
}

int server_teardown(void **state)
{
    (void)state;
    server_end();
    return 0;
}

/* The next of four texts that take turns. */
static char *next_url(void)
{
    static char texts[4][URL_SIZE];
    static unsigned turn;

    return texts[turn++ % 4];
}

const char *server_url(const char *path)
{
    char *text = next_url();

    snprintf(text, URL_SIZE, "https://localhost:%u%s", server_port, path);
    return text;
}

const char *raw_url(const char *response, const char *end)
{
    char *text = next_url();
    size_t length;

    snprintf(text, URL_SIZE, "https://localhost:%u/raw/", server_port);
    length = strlen(text);
    for (; *response != '\0'; response++) {
        assert_true(length + 16 < URL_SIZE);
        snprintf(text + length, URL_SIZE - length, "%%%02X", (unsigned char)*response);
        length += 3;
    }
    snprintf(text + length, URL_SIZE - length, "!%s", end);
    return text;
}
