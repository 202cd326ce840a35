/*
 * Poly1305 (RFC 8439 section 2.5) in the general registers of x86-64: it leaves the vector
 * registers to ChaCha20 and runs beside it, so that a record is encrypted and authenticated in
 * the time of the slower of the two. Only for padded messages, as AEAD_CHACHA20_POLY1305 makes
 * them: each block is whole.
 */
#ifndef BRN_CRYPTO_CHACHA_POLY1305_X86_H
#define BRN_CRYPTO_CHACHA_POLY1305_X86_H

#include "crypto/cpu.h"

/*
 * Compilers that don't optimise keep each result of each round on the stack: 60 KiB of it, and all
 * the speed is gone.
 */
#if BRN_X86_64 && defined(__OPTIMIZE__)
#define BRN_CHACHA_X86 1
#else
#define BRN_CHACHA_X86 0
#endif

#if BRN_CHACHA_X86

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The accumulator is h0 + 2^64 h1 + 2^128 h2, h2 small; r = r0 + 2^64 r1; s1 is 5/4 r1. */
typedef struct brn_poly1305 {
    uint64_t h0, h1, h2, r0, r1, s1;
} brn_poly1305;

#define BRN_POLY1305_BLOCK 16

/* The first half of the one-time key, clamped: four bits of each word of 32 are cleared. */
static inline void brn_poly1305_start(brn_poly1305 *p, const uint8_t r[BRN_POLY1305_BLOCK])
{
    memset(p, 0, sizeof *p);
    memcpy(&p->r0, r, 8);
    memcpy(&p->r1, r + 8, 8);
    p->r0 &= UINT64_C(0x0ffffffc0fffffff);
    p->r1 &= UINT64_C(0x0ffffffc0ffffffc);
    p->s1 = p->r1 + (p->r1 >> 2);
}

/*
 * h = (h + block + 2^128) r, modulo 2^130 - 5, but not fully reduced. What is above 2^130 counts
 * five times below; as r1 is a multiple of 4, 2^128 r1 is 2^130 (r1 / 4), and so s1. Twice: gcc
 * keeps numbers of 128 bits on the stack, at twice the time, so it gets the instructions.
 */
#ifdef __clang__

__extension__ typedef unsigned __int128 brn_poly1305_wide;

static inline void brn_poly1305_block(brn_poly1305 *p, const uint8_t *block)
{
    brn_poly1305_wide sum, d0, d1;
    uint64_t h0, h1, h2, low, high, above;

    memcpy(&low, block, 8);
    memcpy(&high, block + 8, 8);
    sum = (brn_poly1305_wide)p->h0 + low;
    h0 = (uint64_t)sum;
    sum = (brn_poly1305_wide)p->h1 + high + (uint64_t)(sum >> 64);
    h1 = (uint64_t)sum;
    h2 = p->h2 + (uint64_t)(sum >> 64) + 1;
    d0 = (brn_poly1305_wide)h0 * p->r0 + (brn_poly1305_wide)h1 * p->s1;
    d1 = (brn_poly1305_wide)h0 * p->r1 + (brn_poly1305_wide)h1 * p->r0 + h2 * p->s1 +
         (uint64_t)(d0 >> 64);
    h2 = h2 * p->r0 + (uint64_t)(d1 >> 64);
    above = (h2 >> 2) + (h2 & ~UINT64_C(3));
    sum = (brn_poly1305_wide)(uint64_t)d0 + above;
    p->h0 = (uint64_t)sum;
    sum = (brn_poly1305_wide)(uint64_t)d1 + (uint64_t)(sum >> 64);
    p->h1 = (uint64_t)sum;
    p->h2 = (h2 & 3) + (uint64_t)(sum >> 64);
}

#else

/* The memory that a block is read from, for the compiler to know. */
typedef struct brn_poly1305_read {
    uint8_t bytes[BRN_POLY1305_BLOCK];
} brn_poly1305_read;

static inline void brn_poly1305_block(brn_poly1305 *p, const uint8_t *block)
{
    uint64_t d0, d1, d2, d3;

    __asm__("addq (%[block]), %[h0]\n\t"
            "adcq 8(%[block]), %[h1]\n\t"
            "adcq $1, %[h2]\n\t"
            "movq %[h0], %%rdx\n\t"
            "mulxq %[r0], %[d0], %[d1]\n\t"
            "mulxq %[r1], %[d2], %[d3]\n\t"
            "movq %[h1], %%rdx\n\t"
            "mulxq %[s1], %[h0], %[h1]\n\t"
            "addq %[h0], %[d0]\n\t"
            "adcq %[h1], %[d1]\n\t"
            "mulxq %[r0], %[h0], %[h1]\n\t"
            "addq %[h0], %[d2]\n\t"
            "adcq %[h1], %[d3]\n\t"
            "movq %[s1], %%rdx\n\t"
            "imulq %[h2], %%rdx\n\t"
            "imulq %[r0], %[h2]\n\t"
            "addq %%rdx, %[d2]\n\t"
            "adcq $0, %[d3]\n\t"
            "addq %[d1], %[d2]\n\t"
            "adcq %[d3], %[h2]\n\t"
            "movq %[h2], %[h0]\n\t"
            "movq %[h2], %[h1]\n\t"
            "shrq $2, %[h0]\n\t"
            "andq $-4, %[h1]\n\t"
            "andl $3, %k[h2]\n\t"
            "addq %[h1], %[h0]\n\t"
            "addq %[d0], %[h0]\n\t"
            "movq %[d2], %[h1]\n\t"
            "adcq $0, %[h1]\n\t"
            "adcq $0, %[h2]"
            : [h0] "+&r"(p->h0), [h1] "+&r"(p->h1), [h2] "+&r"(p->h2), [d0] "=&r"(d0),
              [d1] "=&r"(d1), [d2] "=&r"(d2), [d3] "=&r"(d3)
            : [r0] "rm"(p->r0), [r1] "rm"(p->r1), [s1] "rm"(p->s1), [block] "r"(block),
              "m"(*(const brn_poly1305_read *)block)
            : "rdx", "cc");
}

#endif

/* The last block is padded with zeros (RFC 8439 section 2.8). */
static inline void brn_poly1305_bytes(brn_poly1305 *p, const uint8_t *data, size_t len)
{
    uint8_t last[BRN_POLY1305_BLOCK] = {0};

    for (; len >= sizeof last; data += sizeof last, len -= sizeof last)
        brn_poly1305_block(p, data);
    if (len > 0) {
        memcpy(last, data, len);
        brn_poly1305_block(p, last);
    }
}

/* x + y and the carry, 0 or 1, to *carry. */
static inline uint64_t brn_poly1305_add(uint64_t x, uint64_t y, uint64_t *carry)
{
    uint64_t sum = x + y;

    *carry = ((x & y) | ((x | y) & ~sum)) >> 63;
    return sum;
}

/*
 * The tag: h modulo 2^130 - 5, plus the second half of the one-time key, modulo 2^128. h + 5
 * reaches 2^130 where h reaches the modulus; the choice is made under a mask.
 */
static inline void brn_poly1305_finish(const brn_poly1305 *p, const uint8_t s[BRN_POLY1305_BLOCK],
                                       uint8_t tag[BRN_POLY1305_BLOCK])
{
    uint64_t carry, reduced0, reduced1, mask, s0, s1, tag0, tag1;

    reduced0 = brn_poly1305_add(p->h0, 5, &carry);
    reduced1 = brn_poly1305_add(p->h1, carry, &carry);
    mask = 0 - ((p->h2 + carry) >> 2 & 1);
    memcpy(&s0, s, 8);
    memcpy(&s1, s + 8, 8);
    tag0 = brn_poly1305_add((p->h0 & ~mask) | (reduced0 & mask), s0, &carry);
    tag1 = ((p->h1 & ~mask) | (reduced1 & mask)) + s1 + carry;
    memcpy(tag, &tag0, 8);
    memcpy(tag + 8, &tag1, 8);
}

#endif

#endif
