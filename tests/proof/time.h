/*
 * Contracts of x509/asn1/time.h and x509/asn1/time.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_TIME_H
#define BRINE_TESTS_PROOF_TIME_H

#include "proof/der.h"
#include "proof/text.h"
#include "x509/asn1/time.h"

/*@ predicate from_start{K, L}(brn_reader *r) =
      \at(r->left, L) <= \at(r->left, K) &&
      \at(r->at, L) == \at(r->at, K) + (\at(r->left, K) - \at(r->left, L)); */

/*@ requires -1300000000 <= a <= 1300000000 && 1 <= b <= 1000000;
    assigns \nothing;
    ensures a >= 0 ==> 0 <= \result <= a;
    ensures a < 0 ==> a - 1 <= \result <= 0;
    ensures \result * b <= a < \result * b + b; */
static int32_t floor_divide(int32_t a, int32_t b);

/*@ requires 1 <= month <= 12;
    assigns \nothing;
    ensures 28 <= \result <= 31; */
static int days_in_month(int32_t year, int month);

/*@ requires 0 <= year <= 9999;
    assigns \nothing;
    ensures -1000000 <= \result <= 4000000; */
static int32_t days_before_year(int32_t year);

/*@ requires 0 <= year <= 9999 && 1 <= month <= 12 && 1 <= day <= 31;
    assigns \nothing;
    ensures -1000000 <= \result <= 4001000; */
static int32_t days_before(int year, int month, int day);

/*@ requires holds(r) && \valid(out) && \separated(r, out) && count <= 4;
    assigns r->at, r->left, *out;
    ensures holds(r);
    ensures \result ==> 0 <= *out <= 9999;
    ensures \result && count == 2 ==> *out <= 99; */
static bool read_digits(brn_reader *r, unsigned count, int *out);

/*@ requires holds(text) && \valid(year) && \separated(text, year);
    assigns text->at, text->left, *year;
    ensures holds(text);
    ensures \result ==> 0 <= *year <= 9999; */
static bool read_year(brn_reader *text, uint8_t tag, int *year);

/*@ requires writable(text) && 1 <= least <= 1000;
    assigns text->len, text->start[0 .. text->cap - 1]; */
static void put_number(brn_text *text, int32_t number, int32_t least);

/*@ requires \valid(out + (0 .. BRN_TIME_TEXT_SIZE - 1));
    assigns out[0 .. BRN_TIME_TEXT_SIZE - 1]; */
char *brn_time_text(int64_t seconds, char out[BRN_TIME_TEXT_SIZE]);

/*@ requires readable(text.at, text.left) && \valid(seconds);
    assigns *seconds; */
static bool read_moment(brn_reader text, uint8_t tag, int64_t *seconds);

/*@ requires holds(r) && \valid(seconds) && \separated(r, seconds);
    assigns *r, *seconds;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_time(brn_reader *r, int64_t *seconds);

#endif
