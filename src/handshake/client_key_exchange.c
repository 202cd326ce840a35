/*
 * ClientKeyExchange: RFC 8422 section 5.7, and RFC 5246 section 7.4.7.1 where the legacy
 * RSA key exchange was asked for.
 */
#include "handshake/flow.h"

#include <sodium.h>

static bool is_by_rsa(const brn_handshake *hs)
{
    return hs->suite->suite->key_exchange == BRINE_KEY_EXCHANGE_RSA;
}

/* A length, and the point or the encrypted secret. */
size_t brn_client_key_exchange_room(const brn_handshake *hs)
{
    return 2 + (is_by_rsa(hs) ? BRINE_RSA_MODULUS_MAX : BRINE_GROUP_PUBLIC_MAX);
}

static brine_result exchange_ecdh(brn_handshake *hs, brn_writer *w)
{
    const brine_provider *provider = hs->config->provider;
    const brine_group *group = hs->group;
    uint8_t private_key[BRINE_GROUP_PRIVATE_MAX], public_key[BRINE_GROUP_PUBLIC_MAX];
    brine_result result;

    result = group->keygen(provider->context, provider->random, private_key, public_key);
    if (result == BRINE_OK) {
        result = group->agree(provider->context, private_key, hs->peer_point, hs->peer_point_len,
                              hs->premaster);
        if (result != BRINE_OK)
            result = brn_note_name(&hs->failure, BRINE_ERROR_KEY_SHARE, group->name);
    }
    sodium_memzero(private_key, sizeof private_key);
    if (result != BRINE_OK)
        return result;
    hs->premaster_len = group->shared_length;
    brn_encode_client_key_exchange_ecdh(w, (brine_bytes){public_key, group->public_length});
    return BRINE_OK;
}

/* "The version number in the PreMasterSecret is the version offered by the client". */
static brine_result exchange_rsa(brn_handshake *hs, brn_writer *w)
{
    const brine_provider *provider = hs->config->provider;
    uint8_t encrypted[BRINE_RSA_MODULUS_MAX];
    size_t encrypted_len = sizeof encrypted;
    const brine_public_key key = brn_server_key(hs);
    brine_result result;

    hs->premaster_len = BRN_PREMASTER_RSA_SIZE;
    result = provider->random(provider->context, hs->premaster, BRN_PREMASTER_RSA_SIZE);
    if (result != BRINE_OK)
        return BRINE_ERROR_RANDOM;
    hs->premaster[0] = BRN_VERSION_TLS12 >> 8;
    hs->premaster[1] = BRN_VERSION_TLS12 & 0xff;
    result = provider->premaster_encrypter->encrypt(provider->context, provider->random, &key,
                                                    hs->premaster, hs->premaster_len, encrypted,
                                                    &encrypted_len);
    if (result == BRINE_OK)
        brn_encode_client_key_exchange_rsa(w, (brine_bytes){encrypted, encrypted_len});
    return result;
}

brine_result brn_make_client_key_exchange(brn_handshake *hs, brn_writer *w)
{
    return is_by_rsa(hs) ? exchange_rsa(hs, w) : exchange_ecdh(hs, w);
}
