/* Filters of system calls, as containers and services have them (seccomp). */
#ifndef BRINE_TESTS_DEPLOYED_FILTER_H
#define BRINE_TESTS_DEPLOYED_FILTER_H

#include <stdbool.h>

/*
 * From now on this process has neither getrandom (ENOSYS) nor a file that it can open (ENOENT), as
 * in a chroot without /dev. False where the system knows no such filters.
 */
bool filter_random_away(void);

#endif
