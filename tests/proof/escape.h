/*
 * Contracts of base/escape.h and base/escape.c, in ACSL. What makes bytes of a string is left out:
 * the prover's memory of char knows nothing of uint8_t's.
 */
#ifndef BRINE_TESTS_PROOF_ESCAPE_H
#define BRINE_TESTS_PROOF_ESCAPE_H

#include "base/bytes.h"
#include "base/escape.h"
#include "proof/text.h"

/*@ assigns \nothing; */
bool brn_is_visible(uint32_t character);

/*@ requires writable(text) && readable(bytes.data, bytes.len);
    assigns text->len, text->start[0 .. text->cap - 1]; */
static void put_escaped(brn_text *text, brine_bytes bytes);

/*@ requires bytes.len > 0 && readable(bytes.data, bytes.len) && \valid(character);
    assigns *character;
    ensures \result <= bytes.len; */
static size_t read_utf8(brine_bytes bytes, uint32_t *character);

/*@ requires writable(text) && readable(bytes.data, bytes.len);
    assigns text->len, text->start[0 .. text->cap - 1]; */
static void put(brn_text *text, brine_bytes bytes, bool escape_backslash);

/*@ requires writable(text) && readable(bytes.data, bytes.len);
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_text_foreign(brn_text *text, brine_bytes bytes);

/*@ requires readable(bytes.data, bytes.len) && \valid(out + (0 .. BRN_SHOWN_SIZE - 1));
    assigns out[0 .. BRN_SHOWN_SIZE - 1];
    ensures \result == out; */
const char *brn_shown_bytes(brine_bytes bytes, char out[BRN_SHOWN_SIZE]);

/*@ assigns \nothing;
    ensures \result <==> bytes.data == \null && bytes.len > 0; */
static inline bool brn_bytes_are_missing(brine_bytes bytes);

/*@ requires bytes.data == \null || readable(bytes.data, bytes.len);
    requires cap == 0 || out == \null || \valid(out + (0 .. cap - 1));
    assigns out[0 .. cap - 1]; */
size_t brine_foreign_text(brine_bytes bytes, char *out, size_t cap);

#endif
