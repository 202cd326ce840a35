/*
 * Nonces for ECDSA: RFC 6979 section 3.2, with the hash that made the digest. They depend on
 * key and digest, and on additional data where the caller gives some (section 3.6).
 */
#ifndef BRN_CRYPTO_EC_RFC6979_H
#define BRN_CRYPTO_EC_RFC6979_H

#include "crypto/ec/curve.h"
#include "crypto/hmac.h"

/* Secret from begin to end; may lie on the stack. */
typedef struct brn_rfc6979 {
    const brn_curve *curve;
    const brine_hash *hash;
    bool started; /* a candidate was made, so the next one needs step 3.2.h's update first */
    uint8_t k[BRINE_HASH_OUTPUT_MAX];
    uint8_t v[BRINE_HASH_OUTPUT_MAX];
} brn_rfc6979;

/* Bytes of additional data that there is room for: as many as a key of 256 bits has. */
#define BRN_RFC6979_ADDITIONAL_MAX 32

/*
 * private_key: brn_field_size(c->scalar) bytes, in [1, n - 1]. additional: section 3.6's k',
 * at most BRN_RFC6979_ADDITIONAL_MAX bytes; none of them make the nonces of section 3.2. False,
 * and nothing to end, when the hash is none of SHA-256, SHA-384, SHA-512, digest_len is not its
 * length or additional is too long.
 */
BRINE_MUST_USE bool brn_rfc6979_begin(brn_rfc6979 *state, const brn_curve *c, brine_hash_id hash,
                                      const uint8_t *private_key, const uint8_t *digest,
                                      size_t digest_len, brine_bytes additional);

/* The next nonce, in [1, n - 1]; a second one is only for when the first made r or s zero. */
void brn_rfc6979_next(brn_rfc6979 *state, brn_limb *nonce);
void brn_rfc6979_end(brn_rfc6979 *state);

#endif
