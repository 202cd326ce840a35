/*
 * What the sentences about refused certificates are put together from. Names in certificates are
 * foreign text of any length: each is made, escaped and cut, in a part of its own.
 */
#ifndef BRN_X509_PATH_EXPLAIN_PARTS_H
#define BRN_X509_PATH_EXPLAIN_PARTS_H

#include "base/text.h"
#include "x509/path/refusal.h"

/* A distinguished name. */
void brn_put_name(brn_text *text, brine_bytes name);
void brn_put_oid(brn_text *text, brine_bytes oid);
void brn_put_time(brn_text *text, int64_t seconds);
/* "certificate 1 (CN=Intermediate)", "the trust anchor (CN=Root)" */
void brn_put_place(brn_text *text, const brn_place *place);
/* A name whose form the sentence tells. */
void brn_put_value(brn_text *text, const brn_general_name *name);
/* A subtree's base: as the name, but an address with its mask. */
void brn_put_base(brn_text *text, brn_name_form form, brine_bytes base);
/* " is for other names: a.example, 192.0.2.1 and 3 more": what subjectAltName offers to match. */
void brn_put_names(brn_text *text, brine_bytes names);
/* A SubjectPublicKeyInfo's algorithm and size. */
void brn_put_key(brn_text *text, brine_bytes spki);
/* An AlgorithmIdentifier of a signature. */
void brn_put_signature_algorithm(brn_text *text, brine_bytes algorithm);

#endif
