/*
 * Contracts of x509/pem/base64.h and x509/pem/base64.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_BASE64_H
#define BRINE_TESTS_PROOF_BASE64_H

#include "proof/libc.h"
#include "proof/reader.h"
#include "proof/text.h"
#include "x509/pem/base64.h"

/* Assumed: of the memory of tables, memset changes these bytes only. */
/*@ requires \valid(tables) && size == sizeof(brn_base64);
    assigns *tables; */
void proof_fill_tables(brn_base64 *tables, int byte, size_t size);
#define memset proof_fill_tables

/*@ requires \valid(tables);
    assigns *tables; */
void brn_base64_init(brn_base64 *tables);

/*@ requires \valid_read(tables) && \valid_read(in + (0 .. 3));
    assigns \nothing; */
static inline uint32_t group_at(const brn_base64 *tables, const uint8_t *in);

/*@ requires \valid(out + (0 .. 2));
    assigns out[0 .. 2]; */
static inline void put_group(uint8_t *out, uint32_t group);

/*@ requires \valid(out + (0 .. 5));
    assigns out[0 .. 5]; */
static inline void put_two_groups(uint8_t *out, uint32_t first, uint32_t second);

/*@ assigns \nothing; */
static bool is_space(uint8_t c);

/* out may be the text's own memory: nothing says that they are separate. */
/*@ requires \valid_read(tables) && readable(text.data, text.len);
    requires \valid(out + (0 .. text.len * 3 / 4 - 1));
    requires \valid(len) && (lines == \null || \valid(lines));
    requires \separated(len, lines);
    assigns out[0 .. text.len * 3 / 4 - 1], *len, *lines;
    ensures *len <= text.len * 3 / 4; */
bool brn_base64_decode(const brn_base64 *tables, brine_bytes text, uint8_t *out, size_t *len,
                       size_t *lines);

/*@ requires writable(text) && 1 <= len <= 3 && \valid_read(bytes + (0 .. len - 1));
    assigns text->len, text->start[0 .. text->cap - 1]; */
static void write_group(brn_text *text, const uint8_t *bytes, size_t len);

/* A length within three of SIZE_MAX would wrap; no object has it. */
/*@ requires writable(text) && readable(bytes.data, bytes.len) && bytes.len < SIZE_MAX - 3;
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_base64_write(brn_text *text, brine_bytes bytes);

#endif
