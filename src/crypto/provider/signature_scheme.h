/*
 * The SignatureSchemes that brine knows (RFC 8446 section 4.2.3, whose numbers TLS 1.2
 * shares through RFC 5246 section 7.4.1.4.1 and RFC 8422 section 5.1.3).
 *
 * In TLS 1.2 the code points called ecdsa_secp256r1_sha256 and so on mean ECDSA with that
 * hash on any curve, so the curve is the key's and not the scheme's.
 */
#ifndef BRN_CRYPTO_PROVIDER_SIGNATURE_SCHEME_H
#define BRN_CRYPTO_PROVIDER_SIGNATURE_SCHEME_H

#include <brine/provider.h>

typedef struct brn_signature_scheme {
    uint16_t id;
    const char *name;
    brine_key_kind key;
    brine_hash_id hash;
    brine_padding padding;
} brn_signature_scheme;

/* All of them, in the order in which they are offered and chosen; ends with id 0. */
extern const brn_signature_scheme brn_signature_schemes[];

/* NULL when brine does not know it. */
const brn_signature_scheme *brn_find_signature_scheme(uint16_t id);

/*
 * Verifies a signature that was made with a scheme: finds the verifier, hashes the message
 * where the scheme hashes, verifies. BRINE_ERROR_SCHEME_NOT_OFFERED when the scheme does
 * not fit the key or the provider can't verify it, BRINE_ERROR_BAD_SIGNATURE,
 * BRINE_ERROR_BAD_KEY. Public data only.
 */
BRINE_MUST_USE brine_result brn_scheme_verify(const brine_provider *provider,
                                              const brn_signature_scheme *scheme,
                                              const brine_public_key *key, brine_bytes message,
                                              brine_bytes signature);

/* Whether any key can have its signatures verified under a scheme: if not, it isn't offered. */
bool brn_scheme_is_served(const brine_provider *provider, const brn_signature_scheme *scheme);

/* Hash of a message in one call; out has room for BRINE_HASH_OUTPUT_MAX bytes. */
void brn_digest(const brine_provider *provider, const brine_hash *hash, brine_bytes message,
                uint8_t *out);

#endif
