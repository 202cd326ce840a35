#include "support/run_terminal.h"

#include "support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 32

/* In the child: the terminal in the place of its outputs. */
static void take_terminal(int slave, bool output_too)
{
    dup2(slave, STDERR_FILENO);
    dup2(output_too ? slave : open("/dev/null", O_WRONLY), STDOUT_FILENO);
    signal(SIGPIPE, SIG_DFL);
}

static int open_slave(const run_terminal *terminal)
{
    int slave;

    assert_true(terminal->master >= 0);
    assert_int_equal(grantpt(terminal->master), 0);
    assert_int_equal(unlockpt(terminal->master), 0);
    slave = open(ptsname(terminal->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(slave >= 0);
    return slave;
}

void terminal_resize(run_terminal *terminal, unsigned columns)
{
    struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};

    assert_int_equal(ioctl(terminal->master, TIOCSWINSZ, &size), 0);
}

void terminal_start(run_terminal *terminal, unsigned columns, bool output_too, const char *first,
                    ...)
{
    const char *arguments[ARGUMENTS_MAX] = {"https_get", "--cacert", server_root, "-m", "60"};
    size_t count = 5;
    va_list more;
    int slave;

    va_start(more, first);
    for (const char *at = first; at != NULL; at = va_arg(more, const char *)) {
        assert_true(count + 1 < ARGUMENTS_MAX);
        arguments[count++] = at;
    }
    va_end(more);
    memset(terminal, 0, sizeof *terminal);
    terminal->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    slave = open_slave(terminal);
    terminal_resize(terminal, columns);
    fflush(NULL);
    terminal->child = fork();
    assert_true(terminal->child >= 0);
    if (terminal->child == 0) {
        take_terminal(slave, output_too);
        run_become(HTTPS_GET, arguments);
    }
    close(slave);
}

/* False at the end: no process has the other side any more. */
static bool read_some(run_terminal *terminal)
{
    ssize_t n = read(terminal->master, terminal->said + terminal->length,
                     sizeof terminal->said - 1 - terminal->length);

    if (n <= 0)
        return false;
    terminal->length += (size_t)n;
    return true;
}

size_t terminal_wait(run_terminal *terminal, size_t from, const char *words)
{
    for (;;) {
        const char *found = terminal->length > from ? strstr(terminal->said + from, words) : NULL;

        if (found != NULL)
            return (size_t)(found - terminal->said) + strlen(words);
        if (!read_some(terminal))
            fail_msg("it ended without \"%s\": %s", words, terminal->said);
    }
}

int terminal_end(run_terminal *terminal)
{
    int status;

    while (read_some(terminal))
        ;
    close(terminal->master);
    assert_int_equal(waitpid(terminal->child, &status, 0), terminal->child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void terminal_kill(run_terminal *terminal)
{
    kill(terminal->child, SIGKILL);
    (void)terminal_end(terminal);
}
