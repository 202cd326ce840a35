/*
 * Filling a brine_error: the one place where sentences are put together.
 */
#ifndef BRN_BASE_ERROR_H
#define BRN_BASE_ERROR_H

#include <brine/error.h>

#include "base/texts.h"

/* No error yet: code OK, nothing sent, nothing received, no certificate. */
void brn_error_clear(brine_error *error);

/*
 * Sentences, unless the library is built without texts (BRINE_TEXTS=OFF: BRN_TEXTS is 0 then). The
 * calls stay as they are: what they say is compiled, checked against its arguments, and left out;
 * code, step and certificate are noted. This is the one place that decides.
 *
 * brn_fail fills error (which may be NULL) and returns code, so that a failing function can end
 * with `return brn_fail(...)`. The format says what was found and expected, without full
 * stop; the list's advice is appended. NULL = the list's own words. Foreign parts
 * have been escaped by the caller (base/escape.h: brn_shown); a text that is too long is
 * cut as base/text.h says.
 */
#define brn_fail(error, code, step, ...)                                                           \
    (BRN_TEXTS ? brn_fail_in_words(error, code, step, __VA_ARGS__)                                 \
               : brn_fail_without_words(error, code, step))

/* Likewise, and names the certificate of the chain that is concerned. */
#define brn_fail_certificate(error, code, certificate, ...)                                        \
    (BRN_TEXTS ? brn_fail_certificate_in_words(error, code, certificate, __VA_ARGS__)              \
               : brn_fail_certificate_without_words(error, code, certificate))

/*
 * Other advice than the list's for the error that was just made, and before it, unless it is "",
 * ": " and the cause.
 */
#define brn_error_advise(error, cause, advice)                                                     \
    (BRN_TEXTS ? brn_error_advise_in_words(error, cause, advice) : (void)0)

/* Puts words in front of the sentence, as brn_error_add appends them. */
#define brn_error_lead(error, ...)                                                                 \
    (BRN_TEXTS ? brn_error_lead_in_words(error, __VA_ARGS__) : (void)0)

/* Appends to the sentence that brn_fail made; what does not fit is cut. */
#define brn_error_add(error, ...) (BRN_TEXTS ? brn_error_add_in_words(error, __VA_ARGS__) : (void)0)

/* ---- What these stand for ---- */

brine_result brn_fail_in_words(brine_error *error, brine_result code, const char *step,
                               const char *format, ...) BRINE_PRINTF(4, 5);
brine_result brn_fail_without_words(brine_error *error, brine_result code, const char *step);
brine_result brn_fail_certificate_in_words(brine_error *error, brine_result code, int certificate,
                                           const char *format, ...) BRINE_PRINTF(4, 5);
brine_result brn_fail_certificate_without_words(brine_error *error, brine_result code,
                                                int certificate);
void brn_error_advise_in_words(brine_error *error, const char *cause, const char *advice);
void brn_error_lead_in_words(brine_error *error, const char *format, ...) BRINE_PRINTF(2, 3);
void brn_error_add_in_words(brine_error *error, const char *format, ...) BRINE_PRINTF(2, 3);

#endif
