/*
 * Contracts of base/writer.h and base/writer.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_WRITER_H
#define BRINE_TESTS_PROOF_WRITER_H

#include "base/writer.h"
#include "proof/libc.h"

/*@ predicate room{L}(uint8_t *start, integer cap) =
      cap == 0 || (cap > 0 && \valid{L}(start + (0 .. cap - 1)));
    predicate writes{L}(brn_writer *w) =
      \valid{L}(w) && w->len <= w->cap && room{L}(w->start, w->cap) &&
      (w->cap > 0 ==> \separated(w, w->start + (0 .. w->cap - 1)));
    predicate same_room{K, L}(brn_writer *w) =
      \at(w->start, K) == \at(w->start, L) && \at(w->cap, K) == \at(w->cap, L) &&
      \at(w->len, K) <= \at(w->len, L) && (\at(w->overflow, K) ==> \at(w->overflow, L)); */

/*@ requires room(start, cap);
    assigns \nothing;
    ensures \result.start == start && \result.cap == cap && \result.len == 0;
    ensures \result.overflow == 0; */
static inline brn_writer brn_writer_to(uint8_t *start, size_t cap);

/*@ requires \valid_read(w);
    assigns \nothing; */
static inline bool brn_writer_done(const brn_writer *w);

/*@ requires writes(w);
    assigns w->len, w->overflow;
    ensures writes(w) && same_room{Pre, Post}(w);
    ensures !w->overflow ==> w->len == \old(w->len) + len;
    ensures \result != \null ==>
      !w->overflow && \result == w->start + \old(w->len) && w->len <= w->cap; */
uint8_t *brn_write_reserve(brn_writer *w, size_t len);

/*@ requires 1 <= width <= 8 && \valid(at + (0 .. width - 1));
    assigns at[0 .. width - 1]; */
static void put_big_endian(uint8_t *at, uint64_t value, size_t width);

/*@ requires writes(w) && 1 <= width <= 8;
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w);
    ensures !w->overflow ==> w->len == \old(w->len) + width; */
static void write_big_endian(brn_writer *w, uint64_t value, size_t width);

/*@ requires writes(w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w); */
void brn_write_u8(brn_writer *w, uint8_t value);

/*@ requires writes(w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w); */
void brn_write_u16(brn_writer *w, uint16_t value);

/*@ requires writes(w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w); */
void brn_write_u24(brn_writer *w, uint32_t value);

/*@ requires writes(w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w); */
void brn_write_u32(brn_writer *w, uint32_t value);

/*@ requires writes(w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w); */
void brn_write_u64(brn_writer *w, uint64_t value);

/* What is written comes from elsewhere than where it goes. */
/*@ requires writes(w) && (len > 0 ==> \valid_read(data + (0 .. len - 1)));
    requires len > 0 && w->cap > 0 ==>
      \separated(data + (0 .. len - 1), w->start + (0 .. w->cap - 1));
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w); */
void brn_write_bytes(brn_writer *w, const uint8_t *data, size_t len);

/*@ requires writes(w) && 1 <= width <= 3;
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w) && \result.width == width;
    ensures !w->overflow ==> \result.at + width <= w->len; */
static brn_prefix open_vector(brn_writer *w, size_t width);

/*@ requires writes(w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w) && \result.width == 1;
    ensures !w->overflow ==> \result.at + 1 <= w->len; */
brn_prefix brn_write_vector8(brn_writer *w);

/*@ requires writes(w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w) && \result.width == 2;
    ensures !w->overflow ==> \result.at + 2 <= w->len; */
brn_prefix brn_write_vector16(brn_writer *w);

/*@ requires writes(w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w) && \result.width == 3;
    ensures !w->overflow ==> \result.at + 3 <= w->len; */
brn_prefix brn_write_vector24(brn_writer *w);

/*@ requires writes(w) && 1 <= prefix.width <= 3;
    requires !w->overflow ==> prefix.at + prefix.width <= w->len;
    assigns w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w); */
void brn_write_close(brn_writer *w, brn_prefix prefix);

#endif
