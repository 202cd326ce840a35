/*
 * ECDSA (FIPS 186-4 section 6, SEC 1 section 4.1), the parts that signing and verification
 * share.
 */
#ifndef BRN_CRYPTO_EC_ECDSA_H
#define BRN_CRYPTO_EC_ECDSA_H

#include "crypto/ec/curve.h"

/*
 * Ecdsa-Sig-Value (RFC 3279 section 2.2.3) in DER, r and s being brn_field_bytes(c->scalar)
 * bytes each, big-endian.
 *
 * read is strict: minimal lengths, minimal integers, positive, nothing behind them; it
 * also refuses integers that don't fit. Whether they are below the order is the caller's
 * to check. write returns the length, at most BRINE_SIGNATURE_MAX.
 */
BRINE_MUST_USE bool brn_ecdsa_read(const brn_curve *c, uint8_t *r, uint8_t *s,
                                   brine_bytes signature);
size_t brn_ecdsa_write(const brn_curve *c, uint8_t *signature, const uint8_t *r, const uint8_t *s);

/* brine_signer's load, on a tier of the caller's choice. */
BRINE_MUST_USE brine_result brn_ecdsa_signer_load(const brn_curve *c, void *signer,
                                                  const brine_private_key *key);

#endif
