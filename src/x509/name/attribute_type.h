/*
 * The types of attributes in a Name (RFC 5280 section 4.1.2.4) that have a short name.
 */
#ifndef BRN_X509_NAME_ATTRIBUTE_TYPE_H
#define BRN_X509_NAME_ATTRIBUTE_TYPE_H

#include <brine/types.h>

/*
 * "CN", "O", ...: what RFC 4514 calls an attribute of this type (the contents of its OID); NULL
 * when brine knows none. The value of every type that has one is a string.
 */
const char *brn_attribute_descriptor(brine_bytes oid);

#endif
