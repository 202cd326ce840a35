/*
 * The one filter for foreign bytes (a peer's, a certificate's, a file's, a user's) on their
 * way into a text that people read on a terminal or in a log.
 *
 * What can be seen stays as it is; everything else becomes "\" and two hexadecimal digits
 * for each byte, and the backslash itself is doubled. That is one to one: two different
 * inputs never give the same text, nothing is dropped, and a NUL ends nothing.
 */
#ifndef BRN_BASE_ESCAPE_H
#define BRN_BASE_ESCAPE_H

#include "base/text.h"

/*
 * False for what can't be seen or changes how other characters look: control characters
 * (C0, DEL, C1), format characters with the bidirectional ones among them, line and
 * paragraph separators, blanks other than U+0020, characters that are ignored by default.
 */
BRINE_MUST_USE bool brn_is_visible(uint32_t character);

/* Adds one Unicode character, escaped as UTF-8 unless it is visible; backslashes stay. */
void brn_text_visible(brn_text *text, uint32_t character);

/* Adds foreign bytes: visible characters in UTF-8 (RFC 3629) as they are, the rest escaped. */
void brn_text_foreign(brn_text *text, brine_bytes bytes);

/*
 * Adds a sentence whose foreign parts were escaped before: backslashes stay,
 * and whatever else is not visible is escaped now.
 */
void brn_text_sentence(brn_text *text, const char *sentence);

/* Room for a foreign text in a sentence, in bytes; what is longer is cut, visibly. */
#define BRN_SHOWN_SIZE 256

/* Foreign bytes for a %s of a sentence; return out. */
const char *brn_shown(const char *string, char out[BRN_SHOWN_SIZE]);
const char *brn_shown_bytes(brine_bytes bytes, char out[BRN_SHOWN_SIZE]);

#endif
