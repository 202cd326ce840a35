/*
 * The private key operation. With the primes p and q, m^d mod n is put together from m^dP mod p
 * and m^dQ mod q (RFC 8017 section 5.1.2): a quarter of the work.
 *
 * Constant time: every step is a function of src/crypto/bignum whose sequence of instructions
 * depends on lengths and on e only. Beyond that the base is blinded: what is raised to the
 * secret exponents is m * b^e for a random b, so that power consumption or a multiplier with
 * time of its own tells nothing about a chosen m; the result m^d * b is multiplied by 1/b.
 *
 * No branch looks at whether a signature is right either: the answer is carried in a mask, and
 * the mask selects result and output.
 */
#include <sodium.h>
#include <string.h>

#include "base/ct.h"
#include "base/stack.h"
#include "crypto/bignum/product.h"
#include "crypto/rsa/private.h"

/*
 * What the arithmetic below may leave on the stack, in bytes: 3.4 to 4 KB, as
 * tests/unit/crypto/stack_test.c measures it; see private_load.c.
 */
#define STACK_OF_SIGNING 4608

/* Working memory of one signature: about 20 KiB of stack at the largest key. */
typedef struct workspace {
    uint8_t random[BRN_RSA_SIZE_MAX];
    brn_limb m[BRN_LIMBS_MAX], x[BRN_LIMBS_MAX], blinding[BRN_LIMBS_MAX], check[BRN_LIMBS_MAX];
    brn_limb at_p[BRN_RSA_PRIME_LIMBS_MAX], at_q[BRN_RSA_PRIME_LIMBS_MAX];
    brn_limb wide[2 * BRN_RSA_PRIME_LIMBS_MAX];
    brn_limb scratch[BRN_WIDE_POWER_SCRATCH(BRN_RSA_PRIME_LIMBS_MAX)];
} workspace;
_Static_assert(BRN_WIDE_POWER_SCRATCH(BRN_RSA_PRIME_LIMBS_MAX) >=
                   BRN_MONT_INVERSE_SCRATCH(BRN_RSA_PRIME_SIZE_MAX * 8),
               "an inversion works in the scratch of a power");

/*
 * out = x mod prime, for x < n < prime * R, since R has room for both primes: two numbers as long
 * as a prime hold all limbs of n.
 */
static void reduce_at_prime(workspace *w, brn_limb *out, const brn_limb *x, size_t x_count,
                            const brn_mont *prime)
{
    size_t width = 2 * prime->count;

    memset(w->wide, 0, width * sizeof *w->wide);
    memcpy(w->wide, x, x_count * sizeof *w->wide);
    brn_wide_reduce(out, w->wide, prime); /* x / R */
    brn_wide_enter(out, out, prime);
}

/* out = x^d mod prime, in ordinary form. */
static void power_at_prime(workspace *w, brn_limb *out, size_t x_count, const brn_limb *d,
                           const brn_mont *prime, size_t prime_bits)
{
    reduce_at_prime(w, out, w->x, x_count, prime);
    brn_wide_enter(out, out, prime);
    brn_wide_power(out, out, d, prime_bits, prime, w->scratch);
    brn_wide_leave(out, out, prime);
}

/*
 * out, as long as n, is the number that is at_p modulo p and at_q modulo q:
 * at_q + q * ((at_p - at_q) / q mod p). at_q may exceed p, entering reduces it.
 */
static void join(workspace *w, brn_limb *out, const brn_rsa_private *h, const brn_mont *p)
{
    size_t half = h->prime_count, count = h->public_key.count, width = 2 * half;
    const brn_limb *x = h->numbers;
    brn_limb *product = w->wide;

    brn_wide_enter(w->scratch, w->at_q, p);
    brn_wide_enter(w->at_p, w->at_p, p);
    brn_mont_subtract(w->at_p, w->at_p, w->scratch, p);
    brn_wide_multiply(w->at_p, w->at_p, x + brn_rsa_at(h, BRN_RSA_Q_INVERSE), p);
    brn_limbs_multiply(product, w->at_p, x + brn_rsa_at(h, BRN_RSA_Q), half);
    memset(w->scratch, 0, width * sizeof *w->scratch);
    memcpy(w->scratch, w->at_q, half * sizeof *w->scratch);
    (void)brn_limbs_add(product, product, w->scratch, width);

    memcpy(out, product, count * sizeof *out);
}

static brn_mont prime_of(const brn_rsa_private *h, brn_rsa_number prime, brn_rsa_number rr)
{
    const brn_limb *x = h->numbers + brn_rsa_at(h, prime);

    return (brn_mont){x, h->numbers + brn_rsa_at(h, rr), h->prime_count,
                      brn_mont_inverse_limb(x[0])};
}

/* w->x = w->x^d mod n */
static void power_by_crt(workspace *w, const brn_rsa_private *h)
{
    size_t count = h->public_key.count;
    const brn_limb *x = h->numbers;
    brn_mont p = prime_of(h, BRN_RSA_P, BRN_RSA_RR_P), q = prime_of(h, BRN_RSA_Q, BRN_RSA_RR_Q);

    power_at_prime(w, w->at_p, count, x + brn_rsa_at(h, BRN_RSA_DP), &p, h->prime_bits);
    power_at_prime(w, w->at_q, count, x + brn_rsa_at(h, BRN_RSA_DQ), &q, h->prime_bits);
    join(w, w->x, h, &p);
}

/* w->blinding = 1 / w->blinding mod n: an inversion takes time as the square of the length. */
static void invert_by_crt(workspace *w, const brn_rsa_private *h)
{
    size_t count = h->public_key.count;
    brn_mont p = prime_of(h, BRN_RSA_P, BRN_RSA_RR_P), q = prime_of(h, BRN_RSA_Q, BRN_RSA_RR_Q);

    reduce_at_prime(w, w->at_p, w->blinding, count, &p);
    brn_mont_inverse(w->at_p, w->at_p, &p, h->prime_bits, w->scratch);
    reduce_at_prime(w, w->at_q, w->blinding, count, &q);
    brn_mont_inverse(w->at_q, w->at_q, &q, h->prime_bits, w->scratch);
    join(w, w->blinding, h, &p);
}

brine_result brn_rsa_signature(const void *state, brine_random_function random, void *context,
                               const uint8_t *m, uint8_t *s)
{
    const brn_rsa_private *h = state;
    const brn_rsa_public *public_key = &h->public_key;
    size_t count = public_key->count;
    brn_mont n = {public_key->n, h->numbers, count, brn_mont_inverse_limb(public_key->n[0])};
    brn_limb right;
    workspace w;

    if (random(context, w.random, public_key->bytes) != BRINE_OK)
        return BRINE_ERROR_RANDOM;
    brn_limbs_from_bytes(w.m, count, m, public_key->bytes);
    brn_limbs_from_bytes(w.blinding, count, w.random, public_key->bytes);

    brn_wide_enter(w.blinding, w.blinding, &n);
    brn_wide_power_word(w.x, w.blinding, public_key->exponent, &n);
    brn_wide_multiply(w.x, w.x, w.m, &n);
    power_by_crt(&w, h);
    brn_wide_leave(w.blinding, w.blinding, &n);
    invert_by_crt(&w, h);
    brn_wide_enter(w.blinding, w.blinding, &n);
    brn_wide_multiply(w.x, w.x, w.blinding, &n);

    brn_wide_enter(w.check, w.x, &n);
    brn_wide_power_word(w.check, w.check, public_key->exponent, &n);
    brn_wide_leave(w.check, w.check, &n);
    right = brn_limbs_mask_equal(w.check, w.m, count);
    for (size_t i = 0; i < count; i++)
        w.x[i] &= right;
    brn_limbs_to_bytes(s, public_key->bytes, w.x, count);
    sodium_memzero(&w, sizeof w);
    brn_wipe_stack(STACK_OF_SIGNING);
    return (brine_result)brn_ct_select(brn_ct_mask_nonzero(right), BRINE_OK, BRINE_ERROR_CRYPTO);
}
