/*
 * Whether the operating system gives random bytes, asked before libsodium is: that one ends the
 * process where there are none.
 */
#ifndef BRN_SYSTEM_RANDOM_H
#define BRN_SYSTEM_RANDOM_H

#include <stdbool.h>

/*
 * True when libsodium's source can be opened: getrandom(2), or else the device /dev/urandom or
 * /dev/random. Waits, as libsodium would, until a machine that has just started has gathered
 * enough. True without a question on systems other than Linux, without a system, and once it was
 * true. A process that loses the source later is not noticed. Any thread may ask at any time.
 */
bool brn_random_source_exists(void);

#endif
