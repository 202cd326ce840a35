/*
 * Runs a program whose standard output is a pipe that is full most of the time:
 *
 *     slow_reader blocking|non_blocking PROGRAM [ARGUMENT...]
 *
 * The pipe holds a page, and is as the first argument says. Nothing is taken from it until it is
 * full, and then a little at a time, which goes to this program's standard output. Ends as PROGRAM
 * does.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE   4096
#define PIECE  700
#define FULL   (PAGE - 64) /* what fits no more has to be less than a page to be put in one piece */
#define ROUNDS 6000        /* of 10 milliseconds: a minute */

static void check(bool worked, const char *what)
{
    if (worked)
        return;
    perror(what);
    exit(125);
}

/* Until the pipe is full, or its other end is closed. */
static void wait_until_full(int fd)
{
    struct pollfd at = {.fd = fd, .events = 0};
    int waiting = 0;

    for (int i = 0; i < ROUNDS && waiting < FULL && poll(&at, 1, 10) == 0; i++)
        check(ioctl(fd, FIONREAD, &waiting) == 0, "FIONREAD");
}

int main(int argc, char **argv)
{
    int ends[2], status;
    char piece[PIECE];
    ssize_t n;
    pid_t child;

    check(argc > 2, "usage: slow_reader blocking|non_blocking PROGRAM [ARGUMENT...]");
    check(pipe(ends) == 0, "pipe");
    check(fcntl(ends[1], F_SETPIPE_SZ, PAGE) == PAGE, "F_SETPIPE_SZ");
    if (strcmp(argv[1], "non_blocking") == 0)
        check(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0, "O_NONBLOCK");
    child = fork();
    check(child >= 0, "fork");
    if (child == 0) {
        check(dup2(ends[1], STDOUT_FILENO) >= 0, "dup2");
        close(ends[0]);
        close(ends[1]);
        execv(argv[2], argv + 2);
        check(false, argv[2]);
    }
    close(ends[1]);
    wait_until_full(ends[0]);
    while ((n = read(ends[0], piece, sizeof piece)) > 0)
        check(fwrite(piece, 1, (size_t)n, stdout) == (size_t)n, "standard output");
    check(waitpid(child, &status, 0) == child, "waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}
