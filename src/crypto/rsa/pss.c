/*
 * An encoded message is  maskedDB || H || 0xBC  in emLen = ceil((modulus bits - 1) / 8) bytes,
 * where  DB = 00 ... 00 01 || salt,  H = Hash(8 zero bytes || digest || salt)  and  maskedDB =
 * DB xor MGF1(H)  with the bits that emBits leaves over set to zero. When the modulus has 8 i + 1
 * bits, emLen is one less than its length, and a zero byte comes before all that.
 */
#include <sodium.h>
#include <string.h>

#include "crypto/rsa/rsa.h"

#define TRAILER 0xBC

typedef struct hash_state {
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t bytes[BRINE_HASH_STATE_MAX];
} hash_state;

/* Where the parts of an encoded message lie. */
typedef struct layout {
    uint8_t *db;
    uint8_t *h;
    size_t db_len;
    uint8_t top; /* the bits of db[0] that are in use */
    bool padded; /* a zero byte stands before db */
} layout;

static layout layout_of(const brine_hash *hash, uint8_t *encoded, size_t modulus_bits)
{
    size_t unused = (8 - (modulus_bits - 1) % 8) % 8;
    size_t em_len = (modulus_bits - 1 + 7) / 8;
    layout l;

    l.padded = (modulus_bits + 7) / 8 != em_len;
    l.db = encoded + (l.padded ? 1 : 0);
    l.db_len = em_len - hash->output_length - 1;
    l.h = l.db + l.db_len;
    l.top = (uint8_t)(0xFF >> unused);
    return l;
}

/* H, RFC 8017 section 9.1.1 step 6. */
static void hash_salted(const brine_hash *hash, const uint8_t *digest, const uint8_t *salt,
                        uint8_t *out)
{
    static const uint8_t zeros[8] = {0};
    hash_state state;

    hash->init(NULL, state.bytes);
    hash->update(NULL, state.bytes, zeros, sizeof zeros);
    hash->update(NULL, state.bytes, digest, hash->output_length);
    hash->update(NULL, state.bytes, salt, hash->output_length);
    hash->final(NULL, state.bytes, out);
    hash->clear(NULL, state.bytes);
}

/* MGF1, RFC 8017 appendix B.2.1, of H, xored into data. */
static void mask(const brine_hash *hash, const uint8_t *seed, uint8_t *data, size_t len)
{
    uint8_t block[BRINE_HASH_OUTPUT_MAX], counter[4];
    hash_state state;
    size_t at = 0;

    for (uint32_t i = 0; at < len; i++) {
        for (unsigned byte = 0; byte < 4; byte++)
            counter[byte] = (uint8_t)(i >> (24 - 8 * byte));
        hash->init(NULL, state.bytes);
        hash->update(NULL, state.bytes, seed, hash->output_length);
        hash->update(NULL, state.bytes, counter, sizeof counter);
        hash->final(NULL, state.bytes, block);
        for (size_t j = 0; j < hash->output_length && at < len; j++)
            data[at++] ^= block[j];
    }
    hash->clear(NULL, state.bytes);
    sodium_memzero(block, sizeof block);
}

void brn_rsa_pss_encode(const brine_hash *hash, const uint8_t *digest, const uint8_t *salt,
                        uint8_t *out, size_t modulus_bits)
{
    layout l = layout_of(hash, out, modulus_bits);
    size_t salt_len = hash->output_length;

    out[0] = 0;
    memset(l.db, 0, l.db_len - salt_len - 1);
    l.db[l.db_len - salt_len - 1] = 0x01;
    memcpy(l.db + l.db_len - salt_len, salt, salt_len);
    hash_salted(hash, digest, salt, l.h);
    mask(hash, l.h, l.db, l.db_len);
    l.db[0] &= l.top;
    l.h[hash->output_length] = TRAILER;
}

bool brn_rsa_pss_matches(const brine_hash *hash, const uint8_t *digest, uint8_t *encoded,
                         size_t modulus_bits)
{
    layout l = layout_of(hash, encoded, modulus_bits);
    size_t zeros = l.db_len - hash->output_length - 1;
    uint8_t expected[BRINE_HASH_OUTPUT_MAX];

    if ((l.padded && encoded[0] != 0) || (l.db[0] & ~l.top) != 0 ||
        l.h[hash->output_length] != TRAILER)
        return false;
    mask(hash, l.h, l.db, l.db_len);
    l.db[0] &= l.top;
    if (!sodium_is_zero(l.db, zeros) || l.db[zeros] != 0x01)
        return false;
    hash_salted(hash, digest, l.db + zeros + 1, expected);
    return memcmp(expected, l.h, hash->output_length) == 0;
}
