/* A program that this one started and traces: Linux, ptrace(2) and proc(5). */
#ifndef BRINE_TESTS_RESIDUE_TRACED_H
#define BRINE_TESTS_RESIDUE_TRACED_H

#include "residue/secrets.h"

#include <stdio.h>
#include <sys/types.h>

typedef struct traced {
    pid_t pid;
    int fds[2]; /* our ends of sockets that are its descriptors 3 and 4; they don't block */
} traced;

/* arguments: argv, the program's path first, ending with NULL. */
traced traced_start(char *const *arguments);
/* Lets it go on, until it stops. Returns the signal, or minus its exit code when it ended. */
int traced_continue(const traced *t);
void traced_kill(const traced *t);

/*
 * Searches a stopped program's registers and stack, or its registers and all its writable memory.
 * Returns the secret that was found first, and where in `place`; else NULL.
 */
const char *traced_search(const traced *t, const secrets *s, bool everywhere, char place[200]);

#endif
