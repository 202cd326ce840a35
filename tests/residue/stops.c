#include "stops.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "residue client: %s\n", what);
    exit(1);
}

/*
 * A libc function that this program has not called before: its first call has the dynamic linker
 * save all registers on the stack, if the program is linked for that.
 */
static void call_something_new(void)
{
    static unsigned calls;

    switch (calls++) {
    case 0:
        (void)getppid();
        break;
    case 1:
        (void)getuid();
        break;
    case 2:
        (void)geteuid();
        break;
    case 3:
        (void)getgid();
        break;
    case 4:
        (void)getegid();
        break;
    case 5:
        (void)getpgrp();
        break;
    case 6:
        (void)abs((int)calls);
        break;
    case 7:
        (void)clock();
        break;
    case 8:
        (void)rand();
        break;
    case 9:
        (void)getpagesize();
        break;
    case 10:
        (void)sysconf(_SC_PAGESIZE);
        break;
    case 11:
        (void)isatty(0);
        break;
    case 12:
        (void)time(NULL);
        break;
    case 13:
        (void)atoi("1");
        break;
    case 14:
        (void)getenv("HOME");
        break;
    case 15:
        (void)access("/", F_OK);
        break;
    case 16:
        (void)alarm(0);
        break;
    case 17:
        srand(1);
        break;
    case 18:
        (void)umask(022);
        break;
    case 19:
        (void)getsid(0);
        break;
    default:
        break;
    }
}

__attribute__((noinline)) void stop(int signal)
{
    uint8_t room[8192];

    look_at(room);
    call_something_new();
    raise(signal);
    look_at(room);
}
