/*
 * RSAES-PKCS1-v1_5 encryption, RFC 8017 section 7.2.1: 00 02 || nonzero random || 00 || message.
 * It is constant-time with respect to message and padding: nothing is drawn again when a
 * random byte is zero; instead 32 random bits are scaled to 1 .. 255. Since 2^32 = 1 mod 255,
 * one of the values comes up once more often in 2^32 than the others.
 */
#include <sodium.h>
#include <string.h>

#include "crypto/provider/entries.h"
#include "crypto/rsa/rsa.h"

/* 00 02 before and 00 after the padding, and at least 8 bytes of padding. */
#define OVERHEAD 11

static brine_result fill_nonzero(brine_random_function random, void *context, uint8_t *out,
                                 size_t len)
{
    uint8_t drawn[4 * 64];

    for (size_t at = 0; at < len; at += sizeof drawn / 4) {
        size_t here = len - at < sizeof drawn / 4 ? len - at : sizeof drawn / 4;

        if (random(context, drawn, 4 * here) != BRINE_OK) {
            sodium_memzero(drawn, sizeof drawn);
            return BRINE_ERROR_RANDOM;
        }
        for (size_t i = 0; i < here; i++) {
            uint32_t bits = (uint32_t)drawn[4 * i] << 24 | (uint32_t)drawn[4 * i + 1] << 16 |
                            (uint32_t)drawn[4 * i + 2] << 8 | drawn[4 * i + 3];

            out[at + i] = (uint8_t)(((uint64_t)bits * 255 >> 32) + 1);
        }
    }
    sodium_memzero(drawn, sizeof drawn);
    return BRINE_OK;
}

static brine_result encrypt(void *context, brine_random_function random,
                            const brine_public_key *key, const uint8_t *message, size_t len,
                            uint8_t *out, size_t *out_len)
{
    uint8_t encoded[BRN_RSA_SIZE_MAX];
    brn_limb number[BRN_LIMBS_MAX];
    brn_rsa_public loaded;
    brine_result result = BRINE_ERROR_BAD_KEY;
    size_t padding;

    /* An id-RSASSA-PSS key signs only: RFC 4055 section 1.2. */
    if (key->kind == BRINE_KEY_RSA)
        result = brn_rsa_public_load(&loaded, key->modulus, key->exponent);
    if (result != BRINE_OK)
        return result;
    if (len > loaded.bytes - OVERHEAD)
        return BRINE_ERROR_INVALID_ARGUMENT;

    padding = loaded.bytes - 3 - len;
    encoded[0] = 0x00;
    encoded[1] = 0x02;
    result = fill_nonzero(random, context, encoded + 2, padding);
    if (result == BRINE_OK) {
        encoded[2 + padding] = 0x00;
        memcpy(encoded + 3 + padding, message, len);
        brn_limbs_from_bytes(number, loaded.count, encoded, loaded.bytes);
        brn_rsa_encryption(&loaded, number, number);
        brn_limbs_to_bytes(out, loaded.bytes, number, loaded.count);
        *out_len = loaded.bytes;
    }
    sodium_memzero(encoded, sizeof encoded);
    sodium_memzero(number, sizeof number);
    return result;
}

const brine_premaster_encrypter brine_premaster_encrypter_rsa = {
    .size = sizeof(brine_premaster_encrypter),
    .implementation = "brine",
    .encrypt = encrypt,
};
