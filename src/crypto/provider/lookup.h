/*
 * Finding a part of a provider. Where several entries serve one algorithm, the first
 * that is available wins; NULL when none is. Results live as long as the provider.
 */
#ifndef BRN_CRYPTO_PROVIDER_LOOKUP_H
#define BRN_CRYPTO_PROVIDER_LOOKUP_H

#include <brine/provider.h>

/* The provider's lists, which end with NULL: an empty one where the provider leaves one out. */
const brine_suite *const *brn_provider_suites(const brine_provider *provider);
const brine_group *const *brn_provider_groups(const brine_provider *provider);

const brine_suite *brn_find_suite(const brine_provider *provider, uint16_t id);
const brine_aead *brn_find_aead(const brine_provider *provider, brine_aead_id id);
const brine_hash *brn_find_hash(const brine_provider *provider, brine_hash_id id);
const brine_group *brn_find_group(const brine_provider *provider, brine_group_id id);

/* curve is BRINE_GROUP_NONE for keys that are on none, padding _NONE for keys but RSA's. */
const brine_verifier *brn_find_verifier(const brine_provider *provider, brine_key_kind key,
                                        brine_group_id curve, brine_hash_id hash,
                                        brine_padding padding);
const brine_signer *brn_find_signer(const brine_provider *provider, brine_key_kind key,
                                    brine_group_id curve);

/*
 * The name of an available AEAD, hash or group that brine has no room for; NULL when all of
 * them fit.
 */
const char *brn_provider_misfit(const brine_provider *provider);

#endif
