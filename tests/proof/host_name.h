/*
 * Contracts of x509/name/host_name.h and x509/name/host_name.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_HOST_NAME_H
#define BRINE_TESTS_PROOF_HOST_NAME_H

#include "proof/reader.h"
#include "x509/name/host_name.h"

/*@ assigns \nothing; */
static bool is_digit(uint8_t c);

/*@ assigns \nothing; */
static uint8_t fold(uint8_t c);

/*@ assigns \nothing; */
static bool is_of_label(uint8_t c);

/*@ requires readable(name.data, name.len);
    assigns \nothing;
    ensures \result <= name.len; */
static size_t label_len(brine_bytes name);

/*@ requires readable(label, len);
    assigns \nothing;
    ensures \result ==> len > 0; */
static bool is_label(const uint8_t *label, size_t len);

/*@ requires readable(label, len);
    assigns \nothing; */
static bool looks_like_number(const uint8_t *label, size_t len);

/*@ requires readable(name.data, name.len);
    assigns \nothing; */
bool brn_host_name_is_valid(brine_bytes name);

/*@ requires readable(name.data, name.len);
    assigns \nothing; */
bool brn_host_name_is_preferred(brine_bytes name);

/*@ requires readable(name.data, name.len);
    assigns \nothing;
    ensures \result ==> name.len > 2; */
static bool begins_with_wildcard(brine_bytes name);

/*@ requires readable(name.data, name.len);
    assigns \nothing;
    ensures readable(\result.data, \result.len) && \result.len <= name.len; */
brine_bytes brn_host_name_without_wildcard(brine_bytes name);

/*@ requires readable(name.data, name.len);
    assigns \nothing; */
bool brn_host_name_is_wildcard(brine_bytes name);

/*@ requires readable(wildcard.data, wildcard.len);
    assigns \nothing; */
bool brn_host_name_is_too_wide(brine_bytes wildcard);

/*@ requires readable(a.data, a.len) && readable(b.data, b.len);
    assigns \nothing; */
bool brn_host_name_equal(brine_bytes a, brine_bytes b);

/*@ requires readable(name.data, name.len) && readable(domain.data, domain.len);
    assigns \nothing; */
bool brn_host_name_within(brine_bytes name, brine_bytes domain);

/*@ requires readable(name.data, name.len);
    assigns \nothing;
    ensures readable(\result.data, \result.len);
    ensures name.len > 0 ==> \result.len < name.len; */
brine_bytes brn_host_name_parent(brine_bytes name);

/*@ requires readable(presented.data, presented.len);
    requires readable(reference.data, reference.len);
    assigns \nothing; */
bool brn_host_name_matches(brine_bytes presented, brine_bytes reference);

#endif
