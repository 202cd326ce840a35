#include "residue/traced.h"

#include "support/test.h"

#include <elf.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static void move_descriptor(int from, int to)
{
    if (dup2(from, to) < 0)
        _exit(1);
}

traced traced_start(char *const *arguments)
{
    traced t;
    int theirs[2];

    for (int i = 0; i < 2; i++) {
        int pair[2];

        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
        t.fds[i] = pair[0];
        theirs[i] = fcntl(pair[1], F_DUPFD, 10); /* above those that it is to have */
        assert_true(theirs[i] >= 0);
        assert_int_equal(fcntl(pair[0], F_SETFL, O_NONBLOCK), 0);
        assert_int_equal(fcntl(pair[1], F_SETFL, O_NONBLOCK), 0);
        close(pair[1]);
    }
    t.pid = fork();
    assert_true(t.pid >= 0);
    if (t.pid == 0) {
        move_descriptor(theirs[0], 3);
        move_descriptor(theirs[1], 4);
        execv(arguments[0], arguments);
        _exit(1);
    }
    close(theirs[0]);
    close(theirs[1]);
    return t;
}

static int wait_for(const traced *t)
{
    int status;

    assert_int_equal(waitpid(t->pid, &status, 0), t->pid);
    return WIFSTOPPED(status) ? WSTOPSIG(status) : -(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

int traced_continue(const traced *t)
{
    /* Before its first stop it runs anyway. */
    (void)ptrace(PTRACE_CONT, t->pid, NULL, NULL);
    return wait_for(t);
}

void traced_kill(const traced *t)
{
    kill(t->pid, SIGKILL);
    (void)waitpid(t->pid, NULL, 0);
    close(t->fds[0]);
    close(t->fds[1]);
}

/* ---- Search ---- */

static const char *search_registers(const traced *t, const secrets *s, char place[200])
{
    static const int sets[] = {NT_PRSTATUS, NT_PRFPREG, NT_X86_XSTATE};
    static uint8_t registers[16384];

    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct iovec set = {registers, sizeof registers};
        const char *found;
        size_t at;

        if (ptrace(PTRACE_GETREGSET, t->pid, (void *)(uintptr_t)sets[i], &set) != 0)
            continue;
        found = secrets_find(s, registers, set.iov_len, &at);
        if (found != NULL) {
            snprintf(place, 200, "byte %zu of register set %#x", at, (unsigned)sets[i]);
            return found;
        }
    }
    return NULL;
}

static const char *search_range(int memory, const secrets *s, unsigned long from, unsigned long to,
                                const char *name, char place[200])
{
    size_t size = to - from, at;
    uint8_t *copy = malloc(size);
    const char *found = NULL;

    assert_non_null(copy);
    if (pread(memory, copy, size, (off_t)from) == (ssize_t)size)
        found = secrets_find(s, copy, size, &at);
    if (found != NULL)
        snprintf(place, 200, "%lx, %zu bytes below the end of%s", from + at, size - at, name);
    free(copy);
    return found;
}

const char *traced_search(const traced *t, const secrets *s, bool everywhere, char place[200])
{
    const char *found = search_registers(t, s, place);
    char path[64], line[512];
    FILE *maps;
    int memory;

    snprintf(path, sizeof path, "/proc/%d/mem", (int)t->pid);
    memory = open(path, O_RDONLY);
    snprintf(path, sizeof path, "/proc/%d/maps", (int)t->pid);
    maps = fopen(path, "r");
    assert_true(memory >= 0 && maps != NULL);
    while (found == NULL && fgets(line, sizeof line, maps) != NULL) {
        unsigned long from, to;
        char rights[8];
        int name = 0;

        assert_int_equal(sscanf(line, "%lx-%lx %7s %*s %*s %*s%n", &from, &to, rights, &name), 3);
        line[strcspn(line, "\n")] = '\0';
        if (rights[1] == 'w' && (everywhere || strstr(line, "[stack]") != NULL))
            found = search_range(memory, s, from, to, line + name, place);
    }
    fclose(maps);
    close(memory);
    return found;
}
