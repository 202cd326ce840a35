/*
 * Putting a sentence together piece by piece in a buffer that somebody else owns. What
 * does not fit is cut; the text always ends with NUL.
 */
#ifndef BRN_BASE_TEXT_H
#define BRN_BASE_TEXT_H

#include <brine/types.h>

typedef struct brn_text {
    char *start;
    size_t cap; /* at least 1 */
    size_t len; /* of the whole text, as if all had fitted; without NUL */
} brn_text;

brn_text brn_text_in(char *start, size_t cap);
void brn_text_add(brn_text *text, const char *format, ...) BRINE_PRINTF(2, 3);

/* Whether a and b are the same but for ASCII case: names of suites, groups, hosts. */
bool brn_text_same(const char *a, size_t a_len, const char *b, size_t b_len);

#endif
