/*
 * A part of a test in a process of its own, which may spoil its surroundings: limits, filters of
 * system calls, the working directory.
 */
#ifndef BRINE_TESTS_DEPLOYED_CHILD_H
#define BRINE_TESTS_DEPLOYED_CHILD_H

#include <brine/error.h>

/* How it ended. */
typedef struct told {
    int signal; /* that ended it; 0 = none */
    brine_result result;
    brine_error error;
} told;

/* Something that can't be tried here, such as a filter where the kernel has none. */
#define CHILD_CANT_TRY ((brine_result)9999)

/* Runs `live` in a child, and returns what it returned and filled in. */
told child_live(brine_result (*live)(void *context, brine_error *error), void *context);

/* The test fails unless the child returned `result` with a sentence that has these words. */
void child_expect(const told *ended, brine_result result, const char *words);

#endif
