/*
 * Character strings as they stand in names (X.520's DirectoryString and its kin): six kinds
 * that hold ASCII or Latin-1 or UTF-8, and two of wider characters.
 */
#ifndef BRN_X509_ASN1_DIRECTORY_STRING_H
#define BRN_X509_ASN1_DIRECTORY_STRING_H

#include "x509/asn1/der.h"

/* What is no character in its string: half of one, UTF-8 that is not shortest. */
#define BRN_STRING_BROKEN UINT32_MAX

/* Whether characters take two bytes or four; in all other strings a byte of ASCII is ASCII. */
static inline bool brn_string_is_wide(uint8_t tag)
{
    return tag == BRN_DER_BMP_STRING || tag == BRN_DER_UNIVERSAL_STRING;
}

/* Takes the next character; the reader must not be empty. Always takes something. */
typedef uint32_t (*brn_string_decoder)(brn_reader *r);

/* For the contents of an element of this tag; NULL when it is no string. */
brn_string_decoder brn_string_decoder_of(uint8_t tag);

/*
 * False for a string that is not DER: one in several pieces (X.690 section 10.2), or with
 * what is no character of Unicode. True for values of other types.
 */
bool brn_string_is_sound(const brn_der_element *value);

#endif
