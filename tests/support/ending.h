/*
 * Waits for the end of what a test started.
 */
#ifndef BRINE_TESTS_SUPPORT_ENDING_H
#define BRINE_TESTS_SUPPORT_ENDING_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * The exit status of a child; -1 when a signal ended it. A child that takes four minutes is killed,
 * and standard error tells what each of its threads, and of ours, waits for: ctest would end the
 * whole test, and say no more than that.
 */
int ending_wait(pid_t child);

/* Whether a descriptor is at its end (POLLHUP, POLLIN) within that time; if not, standard error
 * tells what each of our threads waits for. */
bool ending_came(int file);

#endif
