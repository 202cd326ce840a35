/*
 * Contracts of x509/pem/pem.h and x509/pem/pem.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_PEM_H
#define BRINE_TESTS_PROOF_PEM_H

#include "base/bytes.h"
#include "proof/libc.h"
#include "proof/reader.h"
#include "x509/pem/pem.h"

/*
 * `b` does not stand before `a` in the same buffer; a text reaches from the one to the other. No
 * object has more than SIZE_MAX / 2 bytes.
 */
/*@ predicate from{L}(uint8_t *a, uint8_t *b) =
      \base_addr{L}(a) == \base_addr{L}(b) && 0 <= b - a <= SIZE_MAX / 2;
    predicate text_of{L}(uint8_t *at, uint8_t *end) =
      from(at, end) && readable{L}(at, end - at);
    predicate in_text{L}(brn_pem *p) =
      \valid{L}(p) && text_of{L}(p->counted, p->end) && from(p->counted, p->at) &&
      from(p->at, p->end);
    predicate went_on{K, L}(brn_pem *p) =
      \at(p->end, L) == \at(p->end, K) && from{L}(\at(p->at, K), \at(p->at, L)) &&
      from{L}(\at(p->counted, K), \at(p->counted, L)); */

/*@ requires from(from_, to);
    assigns \nothing;
    ensures \result == to - from_; */
static size_t distance(const uint8_t *from_, const uint8_t *to);

/*@ requires text_of(at, end) && mark != \null;
    assigns \nothing;
    ensures \result == \null || (from(at, \result) && from(\result, end)); */
static const uint8_t *behind(const uint8_t *at, const uint8_t *end, const char *mark);

/*@ requires text_of(at, end) && mark != \null;
    assigns \nothing; */
static bool starts_with(const uint8_t *at, const uint8_t *end, const char *mark);

/*@ requires text_of(at, end);
    assigns \nothing;
    ensures \result == \null || (from(at, \result) && from(\result, end) && end - \result >= 5); */
static const uint8_t *find_dashes(const uint8_t *at, const uint8_t *end);

/*@ assigns \nothing; */
static bool is_blank(uint8_t c);

/*@ assigns \nothing; */
static bool is_line_break(uint8_t c);

/*@ requires text_of(start, at);
    assigns \nothing; */
static bool at_line_start(const uint8_t *start, const uint8_t *at);

/*@ requires \valid(pem) && text_of(pem->counted, to);
    assigns pem->line, pem->counted;
    ensures pem->counted == to; */
static void count_lines_to(brn_pem *pem, const uint8_t *to);

/*@ requires text_of(at, end) && \valid(label);
    assigns *label;
    ensures \result ==> label->data == at && label->len + 5 <= end - at; */
static bool read_label(const uint8_t *at, const uint8_t *end, brine_bytes *label);

/* Assumed: base/bytes.c is not among what is proven. */
/*@ requires readable(a.data, a.len) && readable(b.data, b.len);
    assigns \nothing; */
bool brn_bytes_equal(brine_bytes a, brine_bytes b);

/*@ requires in_text(pem) && \valid(block) && \separated(pem, block);
    requires readable(block->label.data, block->label.len);
    assigns pem->at, block->text, block->broken;
    ensures in_text(pem) && went_on{Pre, Post}(pem);
    ensures block->broken == \null && \old(block->broken) == \null ==>
      from(\old(pem->at), block->text.data) && block->text.len <= pem->at - block->text.data; */
static void find_end(brn_pem *pem, brn_pem_block *block);

/*@ requires readable(text.data, text.len) && text.len <= SIZE_MAX / 2;
    assigns \nothing;
    ensures \result.counted == text.data && \result.end == text.data + text.len;
    ensures from(text.data, \result.at) && from(\result.at, \result.end); */
brn_pem brn_pem_of(brine_bytes text);

/*@ requires in_text(pem) && \valid(block) && \separated(pem, block);
    assigns pem->at, pem->line, pem->counted, *block;
    ensures in_text(pem) && went_on{Pre, Post}(pem);
    ensures \result && block->broken == \null ==>
      from(pem->counted, block->text.data) && block->text.len <= pem->at - block->text.data; */
bool brn_pem_next(brn_pem *pem, brn_pem_block *block);

/*@ requires \valid_read(block) && readable(block->label.data, block->label.len);
    requires label != \null;
    assigns \nothing; */
bool brn_pem_has_label(const brn_pem_block *block, const char *label);

/*@ requires \valid_read(block) && readable(block->label.data, block->label.len);
    assigns \nothing; */
bool brn_pem_is_certificate(const brn_pem_block *block);

/*@ requires \valid_read(tables) && readable(text.data, text.len);
    requires \valid(out + (0 .. text.len * 3 / 4 - 1));
    requires \valid(len) && (lines == \null || \valid(lines));
    requires \separated(len, lines);
    assigns out[0 .. text.len * 3 / 4 - 1], *len, *lines;
    ensures *len <= text.len * 3 / 4; */
bool brn_base64_decode(const brn_base64 *tables, brine_bytes text, uint8_t *out, size_t *len,
                       size_t *lines);

/*@ requires in_text(pem) && \valid_read(block) && \valid_read(tables) && \valid(len);
    requires from(pem->counted, block->text.data);
    requires block->text.len <= pem->at - block->text.data;
    requires \valid(out + (0 .. block->text.len * 3 / 4 - 1));
    requires \separated(pem, block, len, tables);
    assigns pem->line, pem->counted, *len, out[0 .. block->text.len * 3 / 4 - 1];
    ensures in_text(pem) && went_on{Pre, Post}(pem);
    ensures *len <= block->text.len * 3 / 4; */
bool brn_pem_decode(brn_pem *pem, const brn_base64 *tables, const brn_pem_block *block,
                    uint8_t *out, size_t *len);

#endif
