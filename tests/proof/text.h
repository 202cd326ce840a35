/*
 * Contracts of base/text.h and base/text.c, in ACSL. The two functions with a format are left out:
 * they hand it to vsnprintf.
 */
#ifndef BRINE_TESTS_PROOF_TEXT_H
#define BRINE_TESTS_PROOF_TEXT_H

#include "base/text.h"
#include "proof/libc.h"
#include "proof/reader.h"

/* A text has no room, or writes to its buffer alone; its length may be beyond. */
/*@ predicate writable{L}(brn_text *text) =
      \valid{L}(text) &&
      (text->cap == 0 || \valid{L}(text->start + (0 .. text->cap - 1))) &&
      \separated(text, text->start + (0 .. text->cap - 1)); */

/* The mark of what was cut is copied as characters. */
/*@ requires n > 0 ==> \valid(to + (0 .. n - 1)) && \valid_read(from + (0 .. n - 1));
    assigns to[0 .. n - 1];
    assigns \result \from to; */
char *proof_copy_characters(char *to, const char *from, size_t n);
#undef memcpy
#define memcpy proof_copy_characters

/*@ requires cap == 0 || \valid(start + (0 .. cap - 1));
    assigns start[0 .. cap - 1];
    ensures \result.start == start && \result.cap == cap && \result.len == 0; */
brn_text brn_text_in(char *start, size_t cap);

/*@ assigns \nothing;
    ensures \result <==> out == \null && cap > 0; */
bool brn_text_has_no_place(const char *out, size_t cap);

/*@ requires cap == 0 || out == \null || \valid(out + (0 .. cap - 1));
    assigns out[0 .. cap - 1];
    ensures \result == 0; */
size_t brn_no_text(char *out, size_t cap);

/*@ assigns \nothing; */
static bool is_hex_digit(char c);

/*@ requires len > 0 && \valid_read(at + (0 .. len - 1));
    assigns \nothing;
    ensures 1 <= \result <= 4; */
static size_t unit_len(const char *at, size_t len);

/*@ requires writable(text) && text->cap > 0;
    assigns text->start[0 .. text->cap - 1]; */
static void cut(brn_text *text);

/*@ requires writable(text);
    assigns text->len, text->start[0 .. text->cap - 1]; */
static void grow(brn_text *text, size_t len);

/*@ requires writable(text);
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_text_byte(brn_text *text, uint8_t byte);

/* Assumed: the string ends with a NUL. */
/*@ requires writable(text) && string != \null;
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_text_string(brn_text *text, const char *string);

/*@ requires writable(text) && readable(bytes.data, bytes.len);
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_text_bytes(brn_text *text, brine_bytes bytes);

/*@ requires writable(text);
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_text_decimal(brn_text *text, uint64_t number);

/*@ requires writable(text) && readable(bytes.data, bytes.len);
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_text_hex(brn_text *text, brine_bytes bytes);

/*@ requires writable(text);
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_text_character(brn_text *text, uint32_t c);

/*@ assigns \nothing; */
static char lower(char c);

/*@ requires a_len > 0 ==> \valid_read(a + (0 .. a_len - 1));
    requires b_len > 0 ==> \valid_read(b + (0 .. b_len - 1));
    assigns \nothing; */
bool brn_text_same(const char *a, size_t a_len, const char *b, size_t b_len);

#endif
