/*
 * Name, RFC 5280 section 4.1.2.4: a sequence of sets of attributes. Slices of names
 * here are whole: with their SEQUENCE header, as they stand in certificates.
 */
#ifndef BRN_X509_NAME_DISTINGUISHED_NAME_H
#define BRN_X509_NAME_DISTINGUISHED_NAME_H

#include "base/text.h"
#include "x509/asn1/der.h"

/*
 * A Name, its structure checked down to each attribute: strings of whole characters, sets in any
 * order, and of nothing, too, since neither changes what the name says.
 */
BRINE_MUST_USE bool brn_read_name(brn_reader *r, brine_bytes *name);

/* Whether these bytes are one Name and nothing else. */
bool brn_is_name(brine_bytes bytes);

/* Whether it has no attribute, as where the subject is left to subjectAltName. */
bool brn_name_is_empty(brine_bytes name);

/* Whether each of its sets has an attribute and DER's order (X.690 section 11.6). */
bool brn_name_is_der(brine_bytes name);

/*
 * Whether two names that brn_read_name accepted are the same, after RFC 5280 section
 * 7.1: text is compared without regard to ASCII case, to the kind of string (a constraint
 * must not be evaded with another) and to how many spaces part its words; everything else
 * byte by byte.
 * Letters beyond ASCII must agree exactly: RFC 4518's folding of all Unicode is not done,
 * which can only make two names differ that might have been held equal.
 */
bool brn_name_equal(brine_bytes a, brine_bytes b);

/* Whether name lies in the subtree of base: it begins with base's RDNs. */
bool brn_name_within(brine_bytes name, brine_bytes base);

/* Walks over the attributes of a name. */
typedef struct brn_name_cursor {
    brn_reader rdns, set;
} brn_name_cursor;

brn_name_cursor brn_name_start(brine_bytes name);

/* The contents of the next attribute of this type; false when there is no other. */
bool brn_name_next_value(brn_name_cursor *cursor, brine_bytes type, brine_bytes *value);

/* The RDNs of a name, each a SET. */
brn_reader brn_name_rdns(brine_bytes name);

/*
 * RFC 4514 text ("CN=a.example,O=Example"), most specific first, as UTF-8; what can't be
 * seen is escaped (base/escape.h). The second writes it with NUL, cut at cap, and returns
 * the whole length.
 */
void brn_text_name(brn_text *text, brine_bytes name);
size_t brn_name_text(brine_bytes name, char *out, size_t cap);

#endif
