/*
 * Fixed-width numbers. The Montgomery core, RSA and the curves stand on them.
 *
 * Limbs. A number is an array of `count` limbs, least significant first, owned by the
 * caller. A limb has 64 bits where the compiler can multiply two of them into 128 bits,
 * and 32 elsewhere; nothing above this header depends on which. Every count is public.
 *
 * Counts. Up to BRN_SMALL_LIMBS (curves), whose products the compiler unrolls: montgomery.h; and
 * multiples of BRN_BLOCK_LIMBS up to BRN_LIMBS_MAX (RSA), which are cut into blocks of eight
 * limbs: montgomery_wide.h. What is here takes any.
 *
 * Time. Here, in product.h and in both montgomery headers whatever does not end in _public has a
 * sequence of instructions and addresses that depends on counts only: no branch and no index
 * looks at a limb, selections are by mask (base/ct.h), table entries are all read, and the
 * multiplier instruction is taken to need the same time for all operands, as it does on the
 * processors that run TLS clients. What ends in _public is faster and takes public numbers
 * only. Working memory that a function keeps on its own stack for large counts is wiped,
 * except by _public ones.
 *
 * Out may be the same array as an operand unless said otherwise; partly overlapping arrays
 * never. No function fails, allocates or has state: any thread may call any of them.
 */
#ifndef BRN_CRYPTO_BIGNUM_LIMBS_H
#define BRN_CRYPTO_BIGNUM_LIMBS_H

#include <brine/limits.h>
#include <stddef.h>
#include <stdint.h>

#if !defined(BRN_LIMB_BITS) /* a test sets it to 32 on 64-bit machines */
#if defined(__SIZEOF_INT128__)
#define BRN_LIMB_BITS 64
#else
#define BRN_LIMB_BITS 32
#endif
#endif

#if BRN_LIMB_BITS == 64
typedef uint64_t brn_limb;
__extension__ typedef unsigned __int128 brn_limb2; /* holds a * b + c + d for limbs a, b, c, d */
#else
typedef uint32_t brn_limb;
typedef uint64_t brn_limb2;
#endif

#define BRN_LIMB_SIZE   (BRN_LIMB_BITS / 8)
#define BRN_BLOCK_LIMBS 8
/* secp521r1 in 32-bit limbs, rounded up to an even number: R is then as with 64-bit ones. */
#define BRN_SMALL_LIMBS 18
/* An RSA modulus. */
#define BRN_LIMBS_MAX (BRINE_RSA_BITS_MAX / BRN_LIMB_BITS)
/* Limbs that hold so many bits: for arrays whose size is known when compiling. */
#define BRN_LIMBS(bits) (((bits) + BRN_LIMB_BITS - 1) / BRN_LIMB_BITS)

/* Big-endian bytes, at most as many as count limbs hold; fewer are padded with zeros. */
void brn_limbs_from_bytes(brn_limb *out, size_t count, const uint8_t *bytes, size_t len);

/* The low len bytes, big-endian, zero-padded when count limbs have fewer. */
void brn_limbs_to_bytes(uint8_t *bytes, size_t len, const brn_limb *a, size_t count);

/* a + b; returns the carry, 0 or 1. */
brn_limb brn_limbs_add(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count);

/* a - b; returns the borrow, 0 or 1. */
brn_limb brn_limbs_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count);

/* Masks: all ones when true, else 0. */
brn_limb brn_limbs_mask_zero(const brn_limb *a, size_t count);
brn_limb brn_limbs_mask_equal(const brn_limb *a, const brn_limb *b, size_t count);
brn_limb brn_limbs_mask_less(const brn_limb *a, const brn_limb *b, size_t count);

/* mask ? a : b, for a mask of all ones or all zeros. */
void brn_limbs_select(brn_limb *out, brn_limb mask, const brn_limb *a, const brn_limb *b,
                      size_t count);

/*
 * out = table[index], where table holds `entries` numbers one after the other. All of them
 * are read, whatever index is; out is 0 when index >= entries. out is not part of table.
 */
void brn_limbs_look_up(brn_limb *out, const brn_limb *table, size_t entries, size_t index,
                       size_t count);

#endif
