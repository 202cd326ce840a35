/*
 * Base64 (RFC 4648 section 4). It is read in two ways: fast for public data, what a bundle of
 * certificates is made of, and in constant time for private keys. Both accept and refuse the same.
 */
#ifndef BRN_X509_PEM_BASE64_H
#define BRN_X509_PEM_BASE64_H

#include "base/text.h"

/* What a character stands for at each of the four places of a group, ready to be joined. */
typedef struct brn_base64 {
    uint32_t place[4][256];
} brn_base64;

/* Fills the tables: 260 stores and a memset, so every user has its own and none is global. */
void brn_base64_init(brn_base64 *tables);

/*
 * Decodes public text, which may hold blanks and line breaks anywhere, to out. The padding must be
 * complete, the spare bits zero and nothing may follow it. out has room for
 * brn_base64_room(text.len) bytes and may be the text's own memory or lie before it.
 * *len receives the length; *lines, which may be NULL, grows by the line breaks in
 * the text. False, with out and *len in any state, when the text is not base64.
 */
BRINE_MUST_USE bool brn_base64_decode(const brn_base64 *tables, brine_bytes text, uint8_t *out,
                                      size_t *len, size_t *lines);

/*
 * The same for secrets: neither branches nor addresses depend on the bits that the text
 * encodes, only on where its blanks and its end are.
 */
BRINE_MUST_USE bool brn_base64_decode_secret(brine_bytes text, uint8_t *out, size_t *len);

/* Appends bytes as text, padded. */
void brn_base64_write(brn_text *text, brine_bytes bytes);

/* An upper bound of what `len` characters decode to. */
static inline size_t brn_base64_room(size_t len)
{
    return len / 4 * 3 + 3;
}

#endif
