/*
 * Putting a text together piece by piece in a buffer that the caller owns. A text that does
 * not fit is cut and ends with "...", never within a character of UTF-8 or an escape of
 * base/escape.h; it always ends with NUL, where there is room for one.
 */
#ifndef BRN_BASE_TEXT_H
#define BRN_BASE_TEXT_H

#include <brine/types.h>

#include <stdarg.h>

#include "base/texts.h"

typedef struct brn_text {
    char *start; /* NULL only when cap is 0 */
    size_t cap;
    size_t len; /* of the whole text, as if all had fitted; without NUL */
} brn_text;

brn_text brn_text_in(char *start, size_t cap);

/*
 * The rule for NULL (brine/brine.h) in calls that write a text: without an object to write about,
 * or where room was promised at NULL, they return brn_no_text, which is "" where there is room.
 */
bool brn_text_has_no_place(const char *out, size_t cap);
size_t brn_no_text(char *out, size_t cap);

void brn_text_add(brn_text *text, const char *format, ...) BRINE_PRINTF(2, 3);
/* Likewise, for words that only sentences and traces need: nothing in a library without texts. */
#define brn_text_say(text, ...) (BRN_TEXTS ? brn_text_add(text, __VA_ARGS__) : (void)0)
void brn_text_add_list(brn_text *text, const char *format, va_list arguments) BRINE_PRINTF(2, 0);
void brn_text_byte(brn_text *text, uint8_t byte);
void brn_text_string(brn_text *text, const char *string);
void brn_text_bytes(brn_text *text, brine_bytes bytes);
void brn_text_decimal(brn_text *text, uint64_t number);
void brn_text_hex(brn_text *text, brine_bytes bytes); /* lower case, two digits a byte */

/* One Unicode character as UTF-8; U+FFFD for a surrogate or what lies beyond U+10FFFF. */
void brn_text_character(brn_text *text, uint32_t character);

/* Whether a and b are the same but for ASCII case: names of suites, groups, hosts. */
bool brn_text_same(const char *a, size_t a_len, const char *b, size_t b_len);

#endif
