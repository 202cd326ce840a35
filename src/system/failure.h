/*
 * Failures that the operating system explains.
 */
#ifndef BRN_SYSTEM_FAILURE_H
#define BRN_SYSTEM_FAILURE_H

#include <brine/error.h>

/* The system's words for `number` (an errno); return out. */
#define BRN_SYSTEM_WORDS_SIZE 128
const char *brn_system_words(int number, char out[BRN_SYSTEM_WORDS_SIZE]);

/*
 * What to do about `number` where the process has reached a limit, or used a descriptor that it had
 * closed; static. NULL for others, about which the place where they came up knows more.
 */
const char *brn_system_advice(int number);

/*
 * Like brn_fail of base/error.h, with the system's words for `number` (an errno) after
 * the formatted text, as in "can't open x: No such file or directory", and the number in
 * error->system; and with brn_system_advice, if there is any. The text may be cut at
 * BRINE_ERROR_TEXT_SIZE.
 */
brine_result brn_fail_system(brine_error *error, brine_result code, const char *step, int number,
                             const char *format, ...) BRINE_PRINTF(5, 6);

#endif
