/*
 * Carry-less multiplication by integer multiplication.
 *
 * An integer product adds up the same partial products, but carries spoil it. So the
 * factors are cut into four parts each, a part having every fourth bit and zeros between:
 * a product of two parts has sums at every fourth bit only, and as long as no sum
 * exceeds 15, none reaches the next. The lowest bit of each sum is the carry-less
 * product's; the sixteen products are sorted by where their sums lie, xored and masked.
 * Sums stay small with up to 15 bits in a part: 32-bit factors have 8. For 64-bit
 * factors there are 16, so one factor loses its upper four bits to four masked additions.
 *
 * Integer multiplication takes the same time for all operands on every processor that
 * brine is likely to meet with AES in software (the exceptions known are microcontrollers
 * and the PowerPC of the 1990s).
 *
 * GCM numbers bits from the other end. A block, read as a big-endian number, is its
 * polynomial mirrored, and a mirrored product is the product of the mirrored factors,
 * moved by one bit: so the key is stored moved by one bit (divided by x), and nothing
 * else has to be mirrored. Reduction folds the lower half of the product up, since in
 * the mirror x^128 = x^7 + x^2 + x + 1 stands at the lower end.
 */
#include "crypto/aes/ghash.h"

#include "base/ct.h"
#include "crypto/bytes.h"

#include <string.h>

/* Every fourth bit of x, beginning with bit i. */
#define PART(x, i) ((x)&UINT64_C(0x1111111111111111) << (i))

static inline uint64_t clmul_32_by_32(uint32_t a, uint32_t b)
{
    const uint32_t a0 = (uint32_t)PART(a, 0), a1 = (uint32_t)PART(a, 1);
    const uint32_t a2 = (uint32_t)PART(a, 2), a3 = (uint32_t)PART(a, 3);
    const uint64_t b0 = PART(b, 0), b1 = PART(b, 1), b2 = PART(b, 2), b3 = PART(b, 3);
    const uint64_t sums0 = a0 * b0 ^ a1 * b3 ^ a2 * b2 ^ a3 * b1;
    const uint64_t sums1 = a0 * b1 ^ a1 * b0 ^ a2 * b3 ^ a3 * b2;
    const uint64_t sums2 = a0 * b2 ^ a1 * b1 ^ a2 * b0 ^ a3 * b3;
    const uint64_t sums3 = a0 * b3 ^ a1 * b2 ^ a2 * b1 ^ a3 * b0;

    return PART(sums0, 0) | PART(sums1, 1) | PART(sums2, 2) | PART(sums3, 3);
}

static inline void clmul_by_32(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low)
{
    uint32_t a0 = (uint32_t)a, a1 = (uint32_t)(a >> 32);
    uint32_t b0 = (uint32_t)b, b1 = (uint32_t)(b >> 32);
    uint64_t l = clmul_32_by_32(a0, b0), h = clmul_32_by_32(a1, b1);
    uint64_t m = clmul_32_by_32(a0 ^ a1, b0 ^ b1) ^ l ^ h; /* Karatsuba */

    *low = l ^ m << 32;
    *high = h ^ m >> 32;
}

#ifdef __SIZEOF_INT128__

__extension__ typedef unsigned __int128 uint128;

static inline void clmul(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low)
{
    const uint64_t few = b & UINT64_C(0x0fffffffffffffff);
    const uint128 a0 = PART(a, 0), a1 = PART(a, 1), a2 = PART(a, 2), a3 = PART(a, 3);
    const uint64_t b0 = PART(few, 0), b1 = PART(few, 1), b2 = PART(few, 2), b3 = PART(few, 3);
    const uint128 sums0 = a0 * b0 ^ a1 * b3 ^ a2 * b2 ^ a3 * b1;
    const uint128 sums1 = a0 * b1 ^ a1 * b0 ^ a2 * b3 ^ a3 * b2;
    const uint128 sums2 = a0 * b2 ^ a1 * b1 ^ a2 * b0 ^ a3 * b3;
    const uint128 sums3 = a0 * b3 ^ a1 * b2 ^ a2 * b1 ^ a3 * b0;
    uint64_t l = PART((uint64_t)sums0, 0) | PART((uint64_t)sums1, 1) | PART((uint64_t)sums2, 2) |
                 PART((uint64_t)sums3, 3);
    uint64_t h = PART((uint64_t)(sums0 >> 64), 0) | PART((uint64_t)(sums1 >> 64), 1) |
                 PART((uint64_t)(sums2 >> 64), 2) | PART((uint64_t)(sums3 >> 64), 3);

    for (unsigned i = 60; i < 64; i++) {
        uint64_t mask = brn_ct_barrier((uint64_t)0 - (b >> i & 1));

        l ^= a << i & mask;
        h ^= a >> (64 - i) & mask;
    }
    *low = l;
    *high = h;
}

#else

static inline void clmul(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low)
{
    clmul_by_32(a, b, high, low);
}

#endif

void brn_clmul_32(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low)
{
    clmul_by_32(a, b, high, low);
}

void brn_clmul_64(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low)
{
    clmul(a, b, high, low);
}

static inline brn_ghash_element multiply(brn_ghash_element y, brn_ghash_element key)
{
    uint64_t low1, low0, high1, high0, middle1, middle0;

    clmul(y.low, key.low, &low1, &low0);
    clmul(y.high, key.high, &high1, &high0);
    clmul(y.low ^ y.high, key.low ^ key.high, &middle1, &middle0);
    middle0 ^= low0 ^ high0;
    middle1 ^= low1 ^ high1;

    /* the product is high1 : high0 ^ middle1 : low1 ^ middle0 : low0; fold up twice */
    high0 ^= middle1;
    low1 ^= middle0 ^ low0 << 63 ^ low0 << 62 ^ low0 << 57;
    high0 ^= low0 ^ low0 >> 1 ^ low0 >> 2 ^ low0 >> 7;
    high0 ^= low1 << 63 ^ low1 << 62 ^ low1 << 57;
    high1 ^= low1 ^ low1 >> 1 ^ low1 >> 2 ^ low1 >> 7;
    return (brn_ghash_element){high1, high0};
}

brn_ghash_element brn_ghash_key(const uint8_t h[16])
{
    uint64_t high = brn_load_be64(h), low = brn_load_be64(h + 8);
    uint64_t mask = brn_ct_barrier((uint64_t)0 - (high >> 63));

    /* division by x is a shift to the left; a constant term 1 gives x^127 + x^6 + x + 1 */
    return (brn_ghash_element){(high << 1 | low >> 63) ^ (mask & UINT64_C(0xc200000000000000)),
                               low << 1 ^ (mask & 1)};
}

void brn_ghash_update(brn_ghash_element *y, brn_ghash_element key, const uint8_t *data, size_t len)
{
    brn_ghash_element sum = *y;
    uint8_t last[16] = {0};

    for (; len >= 16; data += 16, len -= 16) {
        sum.high ^= brn_load_be64(data);
        sum.low ^= brn_load_be64(data + 8);
        sum = multiply(sum, key);
    }
    if (len > 0) {
        memcpy(last, data, len);
        sum.high ^= brn_load_be64(last);
        sum.low ^= brn_load_be64(last + 8);
        sum = multiply(sum, key);
    }
    *y = sum;
}

void brn_ghash_final(brn_ghash_element *y, brn_ghash_element key, size_t ad_len, size_t len,
                     uint8_t out[16])
{
    y->high ^= (uint64_t)ad_len * 8;
    y->low ^= (uint64_t)len * 8;
    *y = multiply(*y, key);
    brn_store_be64(out, y->high);
    brn_store_be64(out + 8, y->low);
}
