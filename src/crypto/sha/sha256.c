#include "crypto/sha/sha256.h"

#include "crypto/bytes.h"

#include <sodium.h>
#include <string.h>

/* FIPS 180-4 section 4.2.2. */
const uint32_t brn_sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* FIPS 180-4 section 5.3.3. */
static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

void brn_sha256_init(void *context, void *state)
{
    brn_sha256_state *s = state;

    (void)context;
    memcpy(s->h, initial, sizeof initial);
    s->len = 0;
}

void brn_sha256_update(void *state, const uint8_t *data, size_t len, brn_sha256_compress compress)
{
    brn_sha256_state *s = state;
    size_t used = (size_t)(s->len % BRN_SHA256_BLOCK_SIZE), blocks;

    if (len == 0) /* data may be NULL then */
        return;
    s->len += len;
    if (used > 0) {
        size_t room = BRN_SHA256_BLOCK_SIZE - used;
        size_t n = len < room ? len : room;

        memcpy(s->block + used, data, n);
        if (n < room)
            return;
        compress(s->h, s->block, 1);
        data += n;
        len -= n;
    }
    blocks = len / BRN_SHA256_BLOCK_SIZE;
    if (blocks > 0)
        compress(s->h, data, blocks);
    data += blocks * BRN_SHA256_BLOCK_SIZE;
    len %= BRN_SHA256_BLOCK_SIZE;
    memcpy(s->block, data, len);
}

/* FIPS 180-4 section 5.1.1: a one bit, zeros, and the length in bits. */
void brn_sha256_final(void *state, uint8_t *out, brn_sha256_compress compress)
{
    brn_sha256_state *s = state;
    size_t used = (size_t)(s->len % BRN_SHA256_BLOCK_SIZE);

    s->block[used++] = 0x80;
    if (used > BRN_SHA256_BLOCK_SIZE - 8) {
        memset(s->block + used, 0, BRN_SHA256_BLOCK_SIZE - used);
        compress(s->h, s->block, 1);
        used = 0;
    }
    memset(s->block + used, 0, BRN_SHA256_BLOCK_SIZE - 8 - used);
    brn_store_be64(s->block + BRN_SHA256_BLOCK_SIZE - 8, s->len << 3);
    compress(s->h, s->block, 1);
    for (size_t i = 0; i < 8; i++)
        brn_store_be32(out + 4 * i, s->h[i]);
}

void brn_sha256_copy(void *context, void *to, const void *from)
{
    (void)context;
    memcpy(to, from, sizeof(brn_sha256_state));
}

void brn_sha256_clear(void *context, void *state)
{
    (void)context;
    sodium_memzero(state, sizeof(brn_sha256_state));
}
