#include "child.h"

#include "support/test.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

told child_live(brine_result (*live)(void *context, brine_error *error), void *context)
{
    told found = {.error = BRINE_NO_ERROR};
    int ends[2], status = 0;
    ssize_t n;
    pid_t pid;

    assert_int_equal(pipe(ends), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        found.result = live(context, &found.error);
        n = write(ends[1], &found, sizeof found); /* as a pipe takes it: whole */
        _exit(n != sizeof found);
    }
    close(ends[1]);
    n = read(ends[0], &found, sizeof found);
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status))
        found.signal = WTERMSIG(status);
    else
        assert_int_equal(n, sizeof found);
    return found;
}

void child_expect(const told *ended, brine_result result, const char *words)
{
    if (ended->signal != 0)
        fail_msg("signal %d ended it", ended->signal);
    if (ended->result != result || strstr(ended->error.text, words) == NULL)
        fail_msg("%s, not %s with \"%s\": \"%s\"", brine_result_name(ended->result),
                 brine_result_name(result), words, ended->error.text);
}
