#include "support/ending.h"

#include "support/test.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a program may take, under an emulator and on a machine with much else to do, too. */
#define ENDING_LIMIT_MS 240000

/* Prints what each thread of a process waits for: the number of its system call, the arguments. */
static void print_threads(pid_t process)
{
    char folder[64];
    DIR *threads;

    snprintf(folder, sizeof folder, "/proc/%ld/task", (long)process);
    threads = opendir(folder);
    for (struct dirent *entry; threads != NULL && (entry = readdir(threads)) != NULL;) {
        char path[512], text[256] = "";
        FILE *file;

        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s/syscall", folder, entry->d_name);
        file = fopen(path, "r");
        if (file == NULL)
            continue;
        fprintf(stderr, "%s: %s", path, fgets(text, sizeof text, file) != NULL ? text : "?\n");
        fclose(file);
    }
    if (threads != NULL)
        closedir(threads);
}

bool ending_came(int file)
{
    struct pollfd end = {.fd = file, .events = POLLIN};

    if (file < 0 || poll(&end, 1, ENDING_LIMIT_MS) != 0)
        return true;
    fprintf(stderr, "no end for too long\n");
    print_threads(getpid());
    return false;
}

int ending_wait(pid_t child)
{
    int status, end = pidfd_open(child, 0);

    if (!ending_came(end)) {
        print_threads(child);
        kill(child, SIGKILL);
    }
    if (end >= 0)
        close(end);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
