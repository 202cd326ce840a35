/*
 * A hash of distinguished names that agrees with brn_name_equal of distinguished_name.h:
 * names that are equal by RFC 5280 section 7.1 have one hash.
 */
#ifndef BRN_X509_NAME_NAME_HASH_H
#define BRN_X509_NAME_NAME_HASH_H

#include <brine/types.h>

/*
 * Of a Name with its header. The same on every machine and in every process. False, without
 * a hash, when it is not a Name as brn_read_name wants it.
 */
BRINE_MUST_USE bool brn_name_hash(brine_bytes name, uint64_t *hash);

#endif
