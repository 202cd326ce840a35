#include "hollow.h"

#include "verifiers.h"

#include <brine/limits.h>
#include <string.h>

static brine_result random_bytes(void *context, uint8_t *out, size_t len)
{
    (void)context;
    memset(out, 7, len);
    return BRINE_OK;
}

static brine_result set_key(void *context, void *state, const uint8_t *key)
{
    (void)context;
    (void)state;
    (void)key;
    return BRINE_OK;
}

static brine_result seal(void *context, const void *state, const uint8_t *nonce, const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    (void)context;
    (void)state;
    (void)nonce;
    (void)ad;
    (void)ad_len;
    if (len > 0)
        memmove(out, in, len);
    memset(out + len, 0, BRINE_AEAD_TAG_MAX);
    return BRINE_OK;
}

/* A tag that begins with 0xff is a wrong one. */
static brine_result open_record(void *context, const void *state, const uint8_t *nonce,
                                const uint8_t *ad, size_t ad_len, const uint8_t *in, size_t len,
                                uint8_t *out)
{
    (void)context;
    (void)state;
    (void)nonce;
    (void)ad;
    (void)ad_len;
    if (len < BRINE_AEAD_TAG_MAX || in[len - BRINE_AEAD_TAG_MAX] == 0xff)
        return BRINE_ERROR_BAD_TAG;
    memmove(out, in, len - BRINE_AEAD_TAG_MAX);
    return BRINE_OK;
}

static void clear(void *context, void *state)
{
    (void)context;
    (void)state;
}

static void init(void *context, void *state)
{
    (void)context;
    (void)state;
}

static void update(void *context, void *state, const uint8_t *data, size_t len)
{
    (void)context;
    (void)state;
    (void)data;
    (void)len;
}

static void final_256(void *context, void *state, uint8_t *out)
{
    (void)context;
    (void)state;
    memset(out, 0, 32);
}

static void final_384(void *context, void *state, uint8_t *out)
{
    (void)context;
    (void)state;
    memset(out, 0, 48);
}

static void copy(void *context, void *to, const void *from)
{
    (void)context;
    (void)to;
    (void)from;
}

static brine_result keygen(void *context, brine_random_function random, uint8_t *private_key,
                           uint8_t *public_key)
{
    (void)context;
    memset(public_key, 9, 32);
    return random(NULL, private_key, 32);
}

static brine_result agree(void *context, const uint8_t *private_key, const uint8_t *peer,
                          size_t peer_len, uint8_t *shared)
{
    (void)context;
    if (peer_len != 32)
        return BRINE_ERROR_BAD_POINT;
    memcpy(shared, peer, peer_len);
    shared[0] ^= private_key[0];
    return BRINE_OK;
}

/*
 * Not what RSA says, but of its size. The message is in it, so that a wrong length is seen.
 */
static brine_result encrypt(void *context, brine_random_function random,
                            const brine_public_key *key, const uint8_t *message, size_t len,
                            uint8_t *out, size_t *out_len)
{
    (void)context;
    (void)random;
    if (len > key->modulus.len)
        return BRINE_ERROR_CRYPTO;
    memset(out, 1, key->modulus.len);
    memcpy(out, message, len);
    *out_len = key->modulus.len;
    return BRINE_OK;
}

const brine_provider *hollow_provider(void)
{
    static brine_provider provider;
    static brine_aead aead;
    static brine_hash sha256, sha384;
    static brine_group group;
    static brine_premaster_encrypter encrypter = {
        .size = sizeof encrypter, .implementation = "fuzz", .encrypt = encrypt};
    static const brine_aead *const aeads[] = {&aead, NULL};
    static const brine_hash *const hashes[] = {&sha256, &sha384, NULL};
    static const brine_group *const groups[] = {&group, NULL};

    if (provider.size != 0)
        return &provider;
    provider = *brine_provider_default();
    aead = (brine_aead){.size = sizeof aead,
                        .id = BRINE_AEAD_AES_128_GCM,
                        .name = "hollow",
                        .implementation = "fuzz",
                        .key_length = 16,
                        .fixed_iv_length = 4,
                        .explicit_nonce_length = 8,
                        .tag_length = BRINE_AEAD_TAG_MAX,
                        .blocks_limit = BRINE_RECORD_BLOCKS_MAX,
                        .state_size = 1,
                        .state_align = 1,
                        .set_key = set_key,
                        .seal = seal,
                        .open = open_record,
                        .clear = clear};
    sha256 = (brine_hash){.size = sizeof sha256,
                          .id = BRINE_HASH_SHA256,
                          .name = "SHA-256",
                          .implementation = "fuzz",
                          .output_length = 32,
                          .block_length = 64,
                          .state_size = 1,
                          .state_align = 1,
                          .init = init,
                          .update = update,
                          .final = final_256,
                          .copy = copy,
                          .clear = clear};
    sha384 = sha256;
    sha384.id = BRINE_HASH_SHA384;
    sha384.name = "SHA-384";
    sha384.output_length = 48;
    sha384.block_length = 128;
    sha384.final = final_384;
    for (const brine_group *const *g = provider.groups; *g != NULL; g++)
        if ((*g)->id == BRINE_GROUP_X25519)
            group = **g;
    group.available = NULL;
    group.keygen = keygen;
    group.agree = agree;
    provider.aeads = aeads;
    provider.hashes = hashes;
    provider.groups = groups;
    provider.verifiers = fuzz_verifiers();
    provider.premaster_encrypter = &encrypter;
    provider.random = random_bytes;
    return &provider;
}
