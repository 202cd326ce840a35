/*
 * Filling a brine_error: the one place where sentences are put together.
 */
#ifndef BRN_BASE_ERROR_H
#define BRN_BASE_ERROR_H

#include <brine/error.h>

/* No error yet: code OK, nothing sent, nothing received, no certificate. */
void brn_error_clear(brine_error *error);

/*
 * Fills error (which may be NULL) and returns code, so that a failing function can end
 * with `return brn_fail(...)`. `format` says what was found and expected, without full
 * stop; the list's advice is appended. NULL = the list's own words. Foreign parts
 * have been escaped by the caller (base/escape.h: brn_shown); a text that is too long is
 * cut as base/text.h says.
 */
brine_result brn_fail(brine_error *error, brine_result code, const char *step, const char *format,
                      ...) BRINE_PRINTF(4, 5);

/* Likewise, and names the certificate of the chain that is concerned. */
brine_result brn_fail_certificate(brine_error *error, brine_result code, int certificate,
                                  const char *format, ...) BRINE_PRINTF(4, 5);

/*
 * Other advice than the list's for the error that was just made, and before it, unless it is "",
 * ": " and the cause.
 */
void brn_error_advise(brine_error *error, const char *cause, const char *advice);

/* Puts words in front of the sentence, as brn_error_add appends them. */
void brn_error_lead(brine_error *error, const char *format, ...) BRINE_PRINTF(2, 3);

/* Appends to the sentence that brn_fail made; what does not fit is cut. */
void brn_error_add(brine_error *error, const char *format, ...) BRINE_PRINTF(2, 3);

#endif
