/*
 * Contracts of base/reader.h and base/reader.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_READER_H
#define BRINE_TESTS_PROOF_READER_H

#include "base/reader.h"
#include "proof/libc.h"

/*
 * A slice may be NULL when it is empty. K and L are moments: before and after a call. What a call
 * hands out lies at the end of what it took, so that it is known to lie in the same buffer.
 */
/*@ predicate readable{L}(uint8_t *data, integer len) =
      len == 0 || (len > 0 && \valid_read{L}(data + (0 .. len - 1)));
    predicate holds{L}(brn_reader *r) = \valid{L}(r) && readable{L}(r->at, r->left);
    predicate same{K, L}(brn_reader *r) =
      \at(r->at, K) == \at(r->at, L) && \at(r->left, K) == \at(r->left, L);
    predicate took{K, L}(brn_reader *r, integer n) =
      n <= \at(r->left, K) && \at(r->left, L) == \at(r->left, K) - n &&
      \at(r->at, L) == \at(r->at, K) + n;
    predicate shorter{K, L}(brn_reader *r) =
      \at(r->left, L) < \at(r->left, K) &&
      \at(r->at, L) == \at(r->at, K) + (\at(r->left, K) - \at(r->left, L));
    predicate ends{K, L}(uint8_t *data, integer len, brn_reader *r) =
      0 <= len <= \at(r->left, K) - \at(r->left, L) &&
      data == \at(r->at, K) + (\at(r->left, K) - \at(r->left, L) - len); */

/*@ assigns \nothing;
    ensures \result.at == bytes.data && \result.left == bytes.len; */
static inline brn_reader brn_reader_of(brine_bytes bytes);

/*@ assigns \nothing;
    ensures \result.at == data && \result.left == len; */
static inline brn_reader brn_reader_at(const uint8_t *data, size_t len);

/*@ requires \valid_read(r);
    assigns \nothing;
    ensures \result.data == r->at && \result.len == r->left; */
static inline brine_bytes brn_reader_rest(const brn_reader *r);

/*@ requires \valid_read(r);
    assigns \nothing;
    ensures \result <==> r->left == 0; */
static inline bool brn_reader_empty(const brn_reader *r);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns r->at, r->left, out->data, out->len;
    ensures holds(r);
    ensures \result ==> took{Pre, Post}(r, n) && out->data == \old(r->at) && out->len == n &&
                        readable(out->data, out->len);
    ensures !\result ==> same{Pre, Post}(r) && n > \old(r->left); */
static inline bool brn_read_bytes(brn_reader *r, size_t n, brine_bytes *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns r->at, r->left, *out;
    ensures holds(r);
    ensures \result ==> took{Pre, Post}(r, 1) && \old(r->left) > 0;
    ensures !\result ==> same{Pre, Post}(r) && \old(r->left) == 0; */
static inline bool brn_read_u8(brn_reader *r, uint8_t *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out) && 1 <= n <= 8;
    assigns r->at, r->left, *out;
    ensures holds(r);
    ensures \result ==> took{Pre, Post}(r, n);
    ensures !\result ==> same{Pre, Post}(r); */
static bool read_big_endian(brn_reader *r, size_t n, uint64_t *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns r->at, r->left, *out;
    ensures holds(r);
    ensures \result ==> took{Pre, Post}(r, 2);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_read_u16(brn_reader *r, uint16_t *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns r->at, r->left, *out;
    ensures holds(r);
    ensures \result ==> took{Pre, Post}(r, 3);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_read_u24(brn_reader *r, uint32_t *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns r->at, r->left, *out;
    ensures holds(r);
    ensures \result ==> took{Pre, Post}(r, 4);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_read_u32(brn_reader *r, uint32_t *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns r->at, r->left, *out;
    ensures holds(r);
    ensures \result ==> took{Pre, Post}(r, 8);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_read_u64(brn_reader *r, uint64_t *out);

/*@ requires holds(r) && \valid(child) && \separated(r, child) && 1 <= prefix <= 3;
    assigns *r, *child;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r) && ends{Pre, Post}(child->at, child->left, r);
    ensures \result ==> holds(child) && child->left < \old(r->left);
    ensures !\result ==> same{Pre, Post}(r); */
static bool read_vector(brn_reader *r, size_t prefix, brn_reader *child);

/*@ requires holds(r) && \valid(child) && \separated(r, child);
    assigns *r, *child;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r) && ends{Pre, Post}(child->at, child->left, r);
    ensures \result ==> holds(child) && child->left < \old(r->left);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_read_vector8(brn_reader *r, brn_reader *child);

/*@ requires holds(r) && \valid(child) && \separated(r, child);
    assigns *r, *child;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r) && ends{Pre, Post}(child->at, child->left, r);
    ensures \result ==> holds(child) && child->left < \old(r->left);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_read_vector16(brn_reader *r, brn_reader *child);

/*@ requires holds(r) && \valid(child) && \separated(r, child);
    assigns *r, *child;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r) && ends{Pre, Post}(child->at, child->left, r);
    ensures \result ==> holds(child) && child->left < \old(r->left);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_read_vector24(brn_reader *r, brn_reader *child);

#endif
