/*
 * A private key that a provider's signer has loaded.
 */
#ifndef BRN_CONFIG_LOADED_KEY_H
#define BRN_CONFIG_LOADED_KEY_H

#include <brine/error.h>
#include <brine/provider.h>

/* Zeroed = none. */
typedef struct brn_loaded_key {
    const brine_signer *signer;
    void *context; /* the provider's */
    void *state;   /* the signer's, owned */
    size_t size;   /* of state, in bytes */
} brn_loaded_key;

/*
 * `source` is what errors call the key. BRINE_ERROR_KEY_UNSUPPORTED, BRINE_ERROR_KEY_MALFORMED,
 * BRINE_ERROR_OUT_OF_MEMORY; *out is untouched then.
 */
BRINE_MUST_USE brine_result brn_loaded_key_new(const brine_provider *provider,
                                               const brine_allocator *allocator,
                                               const brine_private_key *key, const char *source,
                                               brn_loaded_key *out, brine_error *error);

/* Wipes and gives back what there is. */
void brn_loaded_key_free(brn_loaded_key *key, const brine_allocator *allocator);

/* The modulus or the point, at most BRINE_RSA_MODULUS_MAX bytes. */
BRINE_MUST_USE bool brn_loaded_key_public(const brn_loaded_key *key,
                                          uint8_t out[BRINE_RSA_MODULUS_MAX], size_t *len);

#endif
