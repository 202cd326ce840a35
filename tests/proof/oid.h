/*
 * Contracts of x509/asn1/oid.h and x509/asn1/oid.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_OID_H
#define BRINE_TESTS_PROOF_OID_H

#include "proof/text.h"
#include "x509/asn1/oid.h"

/*@ requires readable(oid.data, oid.len);
    assigns \nothing; */
static bool has_small_arcs(brine_bytes oid);

/*@ requires writable(text) && readable(oid.data, oid.len);
    assigns text->len, text->start[0 .. text->cap - 1]; */
void brn_text_oid(brn_text *text, brine_bytes oid);

/*@ requires readable(oid.data, oid.len) && (cap == 0 || \valid(out + (0 .. cap - 1)));
    assigns out[0 .. cap - 1]; */
size_t brn_oid_text(brine_bytes oid, char *out, size_t cap);

#endif
