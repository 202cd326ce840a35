/*
 * Contracts of x509/asn1/directory_string.h and x509/asn1/directory_string.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_DIRECTORY_STRING_H
#define BRINE_TESTS_PROOF_DIRECTORY_STRING_H

#include "proof/der.h"
#include "x509/asn1/directory_string.h"

/* Each takes something, whatever stands there: so a loop over a string ends. */
/*@ requires holds(r) && r->left > 0;
    assigns *r;
    ensures holds(r) && r->left < \old(r->left); */
static uint32_t next_utf8(brn_reader *r);

/*@ requires holds(r) && r->left > 0;
    assigns *r;
    ensures holds(r) && r->left < \old(r->left); */
static uint32_t next_utf16(brn_reader *r);

/*@ requires holds(r) && r->left > 0;
    assigns *r;
    ensures holds(r) && r->left < \old(r->left); */
static uint32_t next_utf32(brn_reader *r);

/*@ requires holds(r) && r->left > 0;
    assigns *r;
    ensures holds(r) && r->left < \old(r->left); */
static uint32_t next_latin1(brn_reader *r);

/*@ assigns \nothing;
    ensures \result == \null || \result == &next_utf8 || \result == &next_utf16 ||
            \result == &next_utf32 || \result == &next_latin1; */
brn_string_decoder brn_string_decoder_of(uint8_t tag);

/*@ assigns \nothing; */
static bool is_unicode(uint32_t character);

/*@ requires \valid_read(value) && readable(value->content.data, value->content.len);
    assigns \nothing; */
bool brn_string_is_sound(const brn_der_element *value);

#endif
