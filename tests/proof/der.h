/*
 * Contracts of x509/asn1/der.h and x509/asn1/der.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_DER_H
#define BRINE_TESTS_PROOF_DER_H

#include "proof/reader.h"
#include "x509/asn1/der.h"

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns r->at, r->left, *out;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r); */
static bool read_length(brn_reader *r, size_t *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns *r, *out;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(out->content.data, out->content.len, r);
    ensures \result ==>
      out->whole.data == \old(r->at) && out->whole.len == \old(r->left) - r->left;
    ensures \result ==> readable(out->content.data, out->content.len);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_any(brn_reader *r, brn_der_element *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns *r, *out;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(out->content.data, out->content.len, r);
    ensures \result ==>
      out->whole.data == \old(r->at) && out->whole.len == \old(r->left) - r->left;
    ensures \result ==> readable(out->content.data, out->content.len);
    ensures !\result ==> same{Pre, Post}(r); */
static bool read_element(brn_reader *r, uint8_t tag, brn_der_element *out);

/*@ requires holds(r);
    assigns \nothing;
    ensures \result <==> r->left > 0 && r->at[0] == tag; */
bool brn_der_next_is(const brn_reader *r, uint8_t tag);

/*@ requires holds(r) && \valid(content) && \separated(r, content);
    assigns *r, *content;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(content->data, content->len, r);
    ensures \result ==> readable(content->data, content->len);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read(brn_reader *r, uint8_t tag, brine_bytes *content);

/*@ requires holds(r) && \valid(whole) && \separated(r, whole);
    assigns *r, *whole;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(whole->data, whole->len, r);
    ensures \result ==> readable(whole->data, whole->len);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_whole(brn_reader *r, uint8_t tag, brine_bytes *whole);

/*@ requires holds(r) && \valid(child) && \separated(r, child);
    assigns *r, *child;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(child->at, child->left, r);
    ensures \result ==> holds(child);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_enter(brn_reader *r, uint8_t tag, brn_reader *child);

/*@ requires readable(file.data, file.len);
    assigns \nothing; */
bool brn_der_is_sequence(brine_bytes file);

/*@ requires holds(r) && \valid(present) && \valid(content) && \separated(r, present, content);
    assigns *r, *present, *content;
    ensures holds(r);
    ensures \result && *present ==> shorter{Pre, Post}(r);
    ensures \result && *present ==> ends{Pre, Post}(content->data, content->len, r);
    ensures \result && *present ==> readable(content->data, content->len);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_optional(brn_reader *r, uint8_t tag, bool *present, brine_bytes *content);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns *r, *out;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_boolean(brn_reader *r, bool *out);

/*@ requires holds(r) && \valid(out) && \valid(spelled_out) && \separated(r, out, spelled_out);
    assigns *r, *out, *spelled_out;
    ensures holds(r);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_default_false(brn_reader *r, bool *out, bool *spelled_out);

/*@ requires readable(content.data, content.len);
    assigns \nothing;
    ensures \result ==> content.len > 0; */
bool brn_der_is_integer(brine_bytes content);

/*@ requires readable(content.data, content.len);
    assigns \nothing;
    ensures \result ==> content.len > 0 && content.data[0] < 8; */
bool brn_der_is_bit_string(brine_bytes content);

/*@ requires readable(content.data, content.len);
    assigns \nothing;
    ensures \result ==> content.len > 0; */
bool brn_der_is_oid(brine_bytes content);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns *r, *out;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(out->data, out->len, r);
    ensures \result ==> readable(out->data, out->len);
    ensures \result ==> out->len > 0;
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_integer(brn_reader *r, brine_bytes *out);

/*@ requires holds(r) && \valid(magnitude) && \separated(r, magnitude);
    assigns *r, *magnitude;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(magnitude->data, magnitude->len, r);
    ensures \result ==> readable(magnitude->data, magnitude->len);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_unsigned(brn_reader *r, brine_bytes *magnitude);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns *r, *out;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_u32(brn_reader *r, uint32_t *out);

/*@ requires holds(r) && \valid(bytes) && \valid(unused) && \separated(r, bytes, unused);
    assigns *r, *bytes, *unused;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(bytes->data, bytes->len, r);
    ensures \result ==> readable(bytes->data, bytes->len);
    ensures \result ==> *unused < 8;
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_bit_string(brn_reader *r, brine_bytes *bytes, unsigned *unused);

/*@ requires holds(r) && \valid(bytes) && \separated(r, bytes);
    assigns *r, *bytes;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(bytes->data, bytes->len, r);
    ensures \result ==> readable(bytes->data, bytes->len);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_bit_bytes(brn_reader *r, brine_bytes *bytes);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns *r, *out;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_named_bits(brn_reader *r, uint32_t *out);

/*@ requires holds(r) && \valid(out) && \separated(r, out);
    assigns *r, *out;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures \result ==> ends{Pre, Post}(out->data, out->len, r);
    ensures \result ==> readable(out->data, out->len);
    ensures \result ==> out->len > 0;
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_oid(brn_reader *r, brine_bytes *out);

/*@ requires holds(r);
    assigns *r;
    ensures holds(r);
    ensures \result ==> shorter{Pre, Post}(r);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_der_read_null(brn_reader *r);

#endif
