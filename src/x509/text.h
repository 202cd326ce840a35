/*
 * Text into a buffer that may be too small, in snprintf's manner: what fits is written,
 * with NUL, and the length that the whole text has is known.
 */
#ifndef BRN_X509_TEXT_H
#define BRN_X509_TEXT_H

#include <brine/types.h>

typedef struct brn_text {
    char *out;
    size_t cap;
    size_t len; /* of the whole text, without NUL */
} brn_text;

/* Starts an empty text; out may be NULL when cap is 0. */
brn_text brn_text_to(char *out, size_t cap);

void brn_text_byte(brn_text *text, uint8_t byte);
void brn_text_string(brn_text *text, const char *string);
void brn_text_decimal(brn_text *text, uint64_t number);
void brn_text_hex(brn_text *text, brine_bytes bytes); /* lower case, two digits a byte */

/* One Unicode character as UTF-8; a surrogate or what lies beyond U+10FFFF as U+FFFD. */
void brn_text_character(brn_text *text, uint32_t character);

#endif
