#include "crypto/ec/rfc6979.h"

#include <sodium.h>
#include <string.h>

#include "crypto/declassify.h"
#include "crypto/provider/entries.h"
#include "crypto/provider/lookup.h"

/*
 * The same hashes whatever provider the signer serves in: a signer is given no provider, and which
 * one computes makes no difference to the nonce. A nonce takes some 26 blocks, with libsodium's
 * SHA-256 as long as half a multiplication on secp256r1. SHA-384 with AVX2 is not among them: it
 * would save a hundredth of a signature on secp384r1, and be part of every program that signs.
 */
static const brine_hash *const hashes[] = {
    &brine_hash_sha256_shani,  &brine_hash_sha256_armv8,  &brine_hash_sha256_sodium,
    &brine_hash_sha384_sodium, &brine_hash_sha512_sodium, NULL,
};
static const brine_provider hashing = {.name = "the hashes of RFC 6979", .hashes = hashes};

/* K = HMAC_K(V || separator || seed), V = HMAC_K(V): steps d to g, and h's update. */
static void update(brn_rfc6979 *state, uint8_t separator, const uint8_t *seed, size_t seed_len)
{
    size_t size = state->hash->output_length;
    brn_hmac hmac;

    brn_hmac_init(&hmac, &hashing, state->hash, state->k, size);
    brn_hmac_update(&hmac, state->v, size);
    brn_hmac_update(&hmac, &separator, 1);
    brn_hmac_update(&hmac, seed, seed_len);
    brn_hmac_final(&hmac, state->k);
    brn_hmac_clear(&hmac);
    brn_hmac_once(&hashing, state->hash, state->k, size, state->v, size, state->v);
}

bool brn_rfc6979_begin(brn_rfc6979 *state, const brn_curve *c, brine_hash_id hash,
                       const uint8_t *private_key, const uint8_t *digest, size_t digest_len,
                       brine_bytes additional)
{
    size_t size = brn_field_size(c->scalar), seed_len = 2 * size + additional.len;
    /* int2octets(x) || bits2octets(h1) || k' */
    uint8_t seed[2 * BRN_FIELD_SIZE_MAX + BRN_RFC6979_ADDITIONAL_MAX];
    brn_limb e[BRN_EC_LIMBS];

    *state = (brn_rfc6979){.curve = c, .hash = brn_find_hash(&hashing, hash)};
    if (state->hash == NULL || state->hash->output_length != digest_len ||
        additional.len > BRN_RFC6979_ADDITIONAL_MAX)
        return false;
    memset(state->v, 0x01, sizeof state->v); /* steps b and c */
    memcpy(seed, private_key, size);
    brn_scalar_from_digest(c, e, digest, digest_len);
    brn_field_write(c->scalar, seed + size, e);
    if (additional.len > 0)
        memcpy(seed + 2 * size, additional.data, additional.len);
    update(state, 0x00, seed, seed_len);
    update(state, 0x01, seed, seed_len);
    sodium_memzero(seed, sizeof seed);
    return true;
}

/* Step h. Orders are whole bytes long here (secp521r1 does not sign): no bits to cut off. */
void brn_rfc6979_next(brn_rfc6979 *state, brn_limb *nonce)
{
    size_t size = brn_field_size(state->curve->scalar), hash_len = state->hash->output_length;
    uint8_t t[BRN_FIELD_SIZE_MAX];
    brn_limb valid;

    do {
        if (state->started)
            update(state, 0x00, NULL, 0);
        state->started = true;
        for (size_t made = 0; made < size; made += hash_len) {
            size_t part = size - made < hash_len ? size - made : hash_len;

            brn_hmac_once(&hashing, state->hash, state->k, hash_len, state->v, hash_len, state->v);
            memcpy(t + made, state->v, part);
        }
        valid = brn_scalar_read(state->curve, nonce, t);
        BRN_DECLASSIFY(&valid, sizeof valid); /* a nonce out of range is thrown away */
    } while (!valid);
    sodium_memzero(t, sizeof t);
}

void brn_rfc6979_end(brn_rfc6979 *state)
{
    sodium_memzero(state, sizeof *state);
}
