/*
 * The Montgomery core: arithmetic on fixed-width numbers and modulo odd moduli. RSA and
 * the curves stand on it.
 *
 * Limbs. A number is an array of `count` limbs, least significant first, owned by the
 * caller. A limb has 64 bits where the compiler can multiply two of them into 128 bits,
 * and 32 elsewhere; nothing above this header depends on which. Every count is public.
 *
 * Counts. Any count up to BRN_SMALL_LIMBS, and multiples of BRN_BLOCK_LIMBS up to
 * BRN_LIMBS_MAX: small ones (curves) are unrolled by the compiler, large ones (RSA) are cut
 * into blocks of eight limbs, see montgomery_block.h. Numbers of other lengths are padded
 * with zero limbs: brn_limbs_for_bits.
 *
 * Montgomery form. With R = 2^(BRN_LIMB_BITS * count), a number x stands for itself in
 * ordinary form and as x * R mod n in Montgomery form. Multiplying two numbers in
 * Montgomery form gives a number in Montgomery form; one of each gives an ordinary one.
 *
 * Bounds. Moduli are odd and greater than 1. Results are always fully reduced, that is less
 * than n, so that equal numbers have equal limbs. Operands are less than n except where a
 * comment says more.
 *
 * Time. Whatever does not end in _public has a sequence of instructions and addresses that
 * depends on counts only: no branch and no index looks at a limb, selections are by mask
 * (base/ct.h), table entries are all read, and the multiplier instruction is taken to need
 * the same time for all operands, as it does on the processors that run TLS clients. What
 * ends in _public is faster and takes public numbers only. Working memory that a function
 * keeps on its own stack for large counts is wiped, except by _public ones.
 *
 * Out may be the same array as an operand unless said otherwise; partly overlapping arrays
 * never. No function fails, allocates or has state: any thread may call any of them.
 */
#ifndef BRN_CRYPTO_BIGNUM_MONTGOMERY_H
#define BRN_CRYPTO_BIGNUM_MONTGOMERY_H

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
/* 8192 bits. */
#define BRN_LIMBS_MAX (8192 / BRN_LIMB_BITS)
/* Limbs that hold so many bits: for arrays whose size is known when compiling. */
#define BRN_LIMBS(bits) (((bits) + BRN_LIMB_BITS - 1) / BRN_LIMB_BITS)

/* The count for a number of so many bits (at most 8192): whole blocks when it is large. */
size_t brn_limbs_for_bits(size_t bits);

/* ---- Fixed-width numbers ---- */

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

/* The whole product: out has 2 * count limbs and is neither a nor b. */
void brn_limbs_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, size_t count);
void brn_limbs_square(brn_limb *out, const brn_limb *a, size_t count);

/* ---- Modulo n ---- */

/* A modulus: a view of numbers that live elsewhere. */
typedef struct brn_mont {
    const brn_limb *n; /* odd, > 1 */
    const brn_limb
        *rr; /* R^2 mod n; NULL where only brn_mont_power_public or brn_mont_inverse is used */
    size_t count;
    brn_limb inverse; /* -1/n mod 2^BRN_LIMB_BITS */
} brn_mont;

/* -1/n mod 2^BRN_LIMB_BITS from the lowest limb of an odd n. */
brn_limb brn_mont_inverse_limb(brn_limb n0);

/*
 * A modulus with its R^2 mod n, which is computed into rr (count limbs). n and rr must live
 * as long as the result is used. n may be secret except that 2^bits < n.
 */
brn_mont brn_mont_init(const brn_limb *n, brn_limb *rr, size_t count, size_t bits);

/* a + b and a - b mod n. Of m they need n only, which may be even. */
void brn_mont_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_mont_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);

/* a * b / R mod n; one of a and b may be any number that fits count limbs. */
void brn_mont_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);

/* a^2 / R mod n */
void brn_mont_square(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* wide / R mod n for wide < n * R. wide has 2 * count limbs, is destroyed, and is not out. */
void brn_mont_reduce(brn_limb *out, brn_limb *wide, const brn_mont *m);

/* Into Montgomery form, any a that fits count limbs; and out of it. */
void brn_mont_enter(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_mont_leave(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* Bits of exponent that brn_mont_power takes at a time, and the limbs that it works in. */
#define BRN_MONT_WINDOW               4
#define BRN_MONT_POWER_SCRATCH(count) (((1 << BRN_MONT_WINDOW) + 1) * (count))

/*
 * base^exponent mod n, base and result in Montgomery form. base and exponent are secret,
 * the exponent's bits (at most 8192; leading zeros do no harm) are public. scratch has
 * BRN_MONT_POWER_SCRATCH(count) limbs and is wiped. The result for exponent 0 is 1.
 */
void brn_mont_power(brn_limb *out, const brn_limb *base, const brn_limb *exponent,
                    size_t exponent_bits, const brn_mont *m, brn_limb *scratch);

/*
 * base^exponent mod n, base and result in Montgomery form. base is secret; exponent >= 1 is
 * public and decides how many multiplications there are.
 */
void brn_mont_power_word(brn_limb *out, const brn_limb *base, uint64_t exponent, const brn_mont *m);

/*
 * 1/a mod n for a < n, both in ordinary form; rr is not needed. An a without inverse gives
 * some number less than n, and 0 gives 0.
 */
void brn_mont_inverse(brn_limb *out, const brn_limb *a, const brn_mont *m);

/*
 * base^exponent mod n, base and result in ordinary form, everything public. base < n,
 * exponent >= 1, count >= 2; takes about as many squarings as the exponent has bits.
 */
void brn_mont_power_public(brn_limb *out, const brn_limb *base, uint64_t exponent,
                           const brn_mont *m);

#endif
