#include "crypto/bignum/limbs.h"

#include <string.h>

#include "base/ct.h"
#include "crypto/bytes.h"
#include "crypto/cpu.h"

#if BRN_X86_64 && defined(__SSE2__)
#define BRN_LIMBS_SSE2 1
#include <immintrin.h>
#else
#define BRN_LIMBS_SSE2 0
#endif

#if BRN_LIMB_BITS == 64
#define LOAD  brn_load_be64
#define STORE brn_store_be64
#else
#define LOAD  brn_load_be32
#define STORE brn_store_be32
#endif

void brn_limbs_from_bytes(brn_limb *out, size_t count, const uint8_t *bytes, size_t len)
{
    size_t limb = 0, left = len;

    for (; left >= BRN_LIMB_SIZE; left -= BRN_LIMB_SIZE)
        out[limb++] = LOAD(bytes + left - BRN_LIMB_SIZE);
    for (; limb < count; limb++) {
        out[limb] = 0;
        for (unsigned shift = 0; left > 0; shift += 8)
            out[limb] |= (brn_limb)bytes[--left] << shift;
    }
}

void brn_limbs_to_bytes(uint8_t *bytes, size_t len, const brn_limb *a, size_t count)
{
    size_t limb = 0, left = len;

    for (; left >= BRN_LIMB_SIZE && limb < count; left -= BRN_LIMB_SIZE)
        STORE(bytes + left - BRN_LIMB_SIZE, a[limb++]);
    for (unsigned shift = 0; left > 0 && limb < count && shift < BRN_LIMB_BITS; shift += 8)
        bytes[--left] = (uint8_t)(a[limb] >> shift);
    memset(bytes, 0, left);
}

brn_limb brn_limbs_add(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count)
{
    brn_limb carry = 0;

    for (size_t i = 0; i < count; i++) {
        brn_limb2 sum = (brn_limb2)a[i] + b[i] + carry;

        out[i] = (brn_limb)sum;
        carry = (brn_limb)(sum >> BRN_LIMB_BITS);
    }
    return carry;
}

brn_limb brn_limbs_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count)
{
    brn_limb borrow = 0;

    for (size_t i = 0; i < count; i++) {
        brn_limb2 difference = (brn_limb2)a[i] - b[i] - borrow;

        out[i] = (brn_limb)difference;
        borrow = (brn_limb)(difference >> BRN_LIMB_BITS) & 1;
    }
    return borrow;
}

brn_limb brn_limbs_mask_zero(const brn_limb *a, size_t count)
{
    brn_limb any = 0;

    for (size_t i = 0; i < count; i++)
        any |= a[i];
    return (brn_limb)brn_ct_mask_zero(any);
}

brn_limb brn_limbs_mask_equal(const brn_limb *a, const brn_limb *b, size_t count)
{
    brn_limb any = 0;

    for (size_t i = 0; i < count; i++)
        any |= a[i] ^ b[i];
    return (brn_limb)brn_ct_mask_zero(any);
}

brn_limb brn_limbs_mask_less(const brn_limb *a, const brn_limb *b, size_t count)
{
    brn_limb borrow = 0;

    for (size_t i = 0; i < count; i++)
        borrow = (brn_limb)(((brn_limb2)a[i] - b[i] - borrow) >> BRN_LIMB_BITS) & 1;
    return (brn_limb)brn_ct_mask_nonzero(borrow);
}

void brn_limbs_select(brn_limb *out, brn_limb mask, const brn_limb *a, const brn_limb *b,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = b[i] ^ (mask & (a[i] ^ b[i]));
}

/* What is looked up stays in registers until it is found. */
#define AT_A_TIME 4

#if BRN_LIMBS_SSE2

static inline void look_up_some(brn_limb *out, const brn_limb *from, size_t entries, size_t index,
                                size_t count)
{
    const __m128i wanted = _mm_set1_epi32((int)index), one = _mm_set1_epi32(1);
    __m128i entry = _mm_setzero_si128();
    __m128i found[AT_A_TIME * sizeof *out / sizeof(__m128i)] = {entry};

    for (; entries > 0; entries--, from += count) {
        const __m128i mask = _mm_cmpeq_epi32(entry, wanted), *at = (const void *)from;

        entry = _mm_add_epi32(entry, one);
        found[0] = _mm_or_si128(found[0], _mm_and_si128(mask, _mm_loadu_si128(at)));
#if BRN_LIMB_BITS == 64
        found[1] = _mm_or_si128(found[1], _mm_and_si128(mask, _mm_loadu_si128(at + 1)));
#endif
    }
    memcpy(out, found, sizeof found);
}

#else

static inline void look_up_some(brn_limb *out, const brn_limb *from, size_t entries, size_t index,
                                size_t count)
{
    brn_limb found[AT_A_TIME] = {0, 0, 0, 0};

    for (size_t entry = 0; entry < entries; entry++, from += count) {
        const brn_limb mask = (brn_limb)brn_ct_mask_equal(entry, index);

        found[0] |= mask & from[0];
        found[1] |= mask & from[1];
        found[2] |= mask & from[2];
        found[3] |= mask & from[3];
    }
    memcpy(out, found, sizeof found);
}

#endif

void brn_limbs_look_up(brn_limb *out, const brn_limb *table, size_t entries, size_t index,
                       size_t count)
{
    size_t at = 0;

    for (; at + AT_A_TIME <= count; at += AT_A_TIME)
        look_up_some(out + at, table + at, entries, index, count);
    for (; at < count; at++) {
        out[at] = 0;
        for (size_t entry = 0; entry < entries; entry++)
            out[at] |= (brn_limb)brn_ct_mask_equal(entry, index) & table[entry * count + at];
    }
}
