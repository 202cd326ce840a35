/*
 * Whether this process is still the one that made something which may not be used in two.
 */
#ifndef BRN_SYSTEM_PROCESS_H
#define BRN_SYSTEM_PROCESS_H

#include <stdbool.h>

/* From now on forks are counted. False when the system has no room for that. Any thread. */
bool brn_process_watch(void);

/*
 * How many forks lie between this process and the one that first called brn_process_watch. A child
 * has a larger number than its parent. Any thread.
 */
unsigned brn_process_forks(void);

#endif
