/*
 * Strict DER (X.690): one encoding for each value, definite lengths in their shortest
 * form, tags of one byte. What is valid BER but not DER is refused, because two readers
 * that disagree about a certificate are a hole.
 *
 * All calls read one element from the front of a reader. A call that returns false has
 * changed nothing. Slices live as long as what the reader reads from.
 */
#ifndef BRN_X509_ASN1_DER_H
#define BRN_X509_ASN1_DER_H

#include "base/reader.h"

/* Identifier octets, X.690 section 8.1.2, class and constructed bit included. */
enum {
    BRN_DER_BOOLEAN = 0x01,
    BRN_DER_INTEGER = 0x02,
    BRN_DER_BIT_STRING = 0x03,
    BRN_DER_OCTET_STRING = 0x04,
    BRN_DER_NULL = 0x05,
    BRN_DER_OID = 0x06,
    BRN_DER_UTF8_STRING = 0x0c,
    BRN_DER_NUMERIC_STRING = 0x12,
    BRN_DER_PRINTABLE_STRING = 0x13,
    BRN_DER_TELETEX_STRING = 0x14,
    BRN_DER_IA5_STRING = 0x16,
    BRN_DER_UTC_TIME = 0x17,
    BRN_DER_GENERALIZED_TIME = 0x18,
    BRN_DER_VISIBLE_STRING = 0x1a,
    BRN_DER_UNIVERSAL_STRING = 0x1c,
    BRN_DER_BMP_STRING = 0x1e,
    BRN_DER_SEQUENCE = 0x30,
    BRN_DER_SET = 0x31,
};

/* [n] IMPLICIT of a primitive type, and [n] of a constructed type or EXPLICIT. */
#define BRN_DER_CONTEXT(n)             (0x80 | (n))
#define BRN_DER_CONTEXT_CONSTRUCTED(n) (0xa0 | (n))

/* One element: its identifier octet, its contents, and all of it. */
typedef struct brn_der_element {
    uint8_t tag;
    brine_bytes content;
    brine_bytes whole;
} brn_der_element;

/* The next element, whatever its tag is. */
BRINE_MUST_USE bool brn_der_read_any(brn_reader *r, brn_der_element *out);

/* Whether a file is DER: one SEQUENCE that fills it. No text begins so. */
bool brn_der_is_sequence(brine_bytes file);

/* Whether the next element has this tag. */
bool brn_der_next_is(const brn_reader *r, uint8_t tag);

/* The contents of the next element if it has this tag. */
BRINE_MUST_USE bool brn_der_read(brn_reader *r, uint8_t tag, brine_bytes *content);

/* The next element as a whole, header included, if it has this tag. */
BRINE_MUST_USE bool brn_der_read_whole(brn_reader *r, uint8_t tag, brine_bytes *whole);

/* Likewise, as a reader of its contents: SEQUENCE, SET, EXPLICIT tags. */
BRINE_MUST_USE bool brn_der_enter(brn_reader *r, uint8_t tag, brn_reader *child);

/*
 * An OPTIONAL element: *present says whether it is there. False only when it is there
 * and malformed.
 */
BRINE_MUST_USE bool brn_der_read_optional(brn_reader *r, uint8_t tag, bool *present,
                                          brine_bytes *content);

/* TRUE is 0xff and nothing else (X.690 section 11.1). */
BRINE_MUST_USE bool brn_der_read_boolean(brn_reader *r, bool *out);

/*
 * BOOLEAN DEFAULT FALSE: absent means false. An encoded FALSE means the same and is no DER
 * (X.690 section 11.5): *spelled_out then is set, and left alone otherwise.
 */
BRINE_MUST_USE bool brn_der_read_default_false(brn_reader *r, bool *out, bool *spelled_out);

/* Whether these are the contents of such an element: for what has an IMPLICIT tag. */
BRINE_MUST_USE bool brn_der_is_integer(brine_bytes content);
BRINE_MUST_USE bool brn_der_is_bit_string(brine_bytes content);
BRINE_MUST_USE bool brn_der_is_oid(brine_bytes content);

/* INTEGER: two's complement as it is encoded, at least one byte, shortest form. */
BRINE_MUST_USE bool brn_der_read_integer(brn_reader *r, brine_bytes *out);

/* An INTEGER that is not negative: its magnitude without leading zeros; empty for 0. */
BRINE_MUST_USE bool brn_der_read_unsigned(brn_reader *r, brine_bytes *magnitude);

/* An INTEGER from 0 to 2^32 - 1. */
BRINE_MUST_USE bool brn_der_read_u32(brn_reader *r, uint32_t *out);

/* BIT STRING: its bytes and how many low bits of the last one are unused; those are 0. */
BRINE_MUST_USE bool brn_der_read_bit_string(brn_reader *r, brine_bytes *bytes, unsigned *unused);

/* A BIT STRING of whole bytes, as keys and signatures are. */
BRINE_MUST_USE bool brn_der_read_bit_bytes(brn_reader *r, brine_bytes *bytes);

/*
 * A BIT STRING that names bits, of at most 32: bit n of RFC 5280's list is 1 << n.
 * X.690 section 11.2.2 wants trailing zero bits removed; roots of every system bundle
 * have them, and they mean one thing only, so they are read.
 */
BRINE_MUST_USE bool brn_der_read_named_bits(brn_reader *r, uint32_t *out);

/* OBJECT IDENTIFIER: its contents, every subidentifier whole and in shortest form. */
BRINE_MUST_USE bool brn_der_read_oid(brn_reader *r, brine_bytes *out);

BRINE_MUST_USE bool brn_der_read_null(brn_reader *r);

#endif
