/*
 * A message hashed at once, with whatever hash the provider has.
 */
#ifndef BRN_X509_KEY_DIGEST_H
#define BRN_X509_KEY_DIGEST_H

#include <brine/provider.h>

/* digest receives *digest_len bytes, BRINE_HASH_OUTPUT_MAX at most. False: no such hash. */
BRINE_MUST_USE bool brn_hash_message(const brine_provider *provider, brine_hash_id id,
                                     brine_bytes message, uint8_t *digest, size_t *digest_len);

#endif
