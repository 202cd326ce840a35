/*
 * Runs https_get on a pseudo-terminal, and watches it while it runs.
 */
#ifndef BRINE_TESTS_SUPPORT_RUN_TERMINAL_H
#define BRINE_TESTS_SUPPORT_RUN_TERMINAL_H

#include "support/run.h"

#include <sys/types.h>

typedef struct run_terminal {
    int master;
    pid_t child;
    size_t length; /* of what it has said so far */
    char said[RUN_TEXT_MAX];
} run_terminal;

/*
 * Starts https_get as get does, with a terminal of so many columns as its standard error;
 * with output_too also as its standard output, which is dropped otherwise. It ends after a
 * minute, so that no test waits for ever.
 */
void terminal_start(run_terminal *terminal, unsigned columns, bool output_too, const char *first,
                    ...);
/* Makes it wider or narrower, as a window system does. */
void terminal_resize(run_terminal *terminal, unsigned columns);
/*
 * Reads until these words have come behind the first `from` bytes; returns where they end.
 * Fails when https_get ends without them.
 */
size_t terminal_wait(run_terminal *terminal, size_t from, const char *words);
/* Reads to the end; returns the exit status. */
int terminal_end(run_terminal *terminal);
/* Ends https_get itself. */
void terminal_kill(run_terminal *terminal);

#endif
