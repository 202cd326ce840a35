/*
 * The private key operation. With the primes p and q, m^d mod n is put together from m^dP mod p
 * and m^dQ mod q (RFC 8017 section 5.1.2): a quarter of the work.
 *
 * Constant time: every step is a function of src/crypto/bignum whose sequence of instructions
 * depends on lengths and on e only. Beyond that the base is blinded: what is raised to the
 * secret exponents is m * b^e for a random b, so that power consumption or a multiplier with
 * time of its own tells nothing about a chosen m; the result m^d * b is multiplied by 1/b.
 *
 * No branch looks at whether a key or a signature is right either: the answer is carried in
 * a mask, and the mask selects result and output.
 */
#include <sodium.h>
#include <string.h>

#include "base/ct.h"
#include "base/stack.h"
#include "crypto/bignum/product.h"
#include "crypto/rsa/rsa.h"

/*
 * Both primes get as many limbs as the longer one needs. That is about half of n with nearly all
 * generators; some make primes of different lengths, and of up to half of the longest n there
 * is room for those as well.
 */
#define PRIME_SIZE_MAX (BRINE_RSA_PRIME_BITS_MAX / 8)
#define PRIME_LIMBS_MAX                                                                            \
    ((BRN_LIMBS(PRIME_SIZE_MAX * 8) + BRN_BLOCK_LIMBS - 1) / BRN_BLOCK_LIMBS * BRN_BLOCK_LIMBS)

/*
 * What the arithmetic below may leave on the stack, in bytes. It wipes its working memory for
 * large counts, but primes of 1032 to 1152 bits are small ones with 64-bit limbs. Hardly more
 * than is needed, lest a wipe overwrites what lies below a small stack: 3.4 to 4.3 KB and 4.4 to
 * 5.2 KB, as tests/unit/crypto/stack_test.c measures it.
 */
#define STACK_OF_LOADING 4608
#define STACK_OF_SIGNING 5632

/* The numbers of a loaded key that belong to its primes, each prime_count limbs long. */
enum prime_number { P, RR_P, Q, RR_Q, DP, DQ, Q_INVERSE, PRIME_NUMBERS };

/* A loaded key: state of the signer. */
typedef struct header {
    brn_rsa_public public_key;
    size_t prime_bits;  /* public bound of the primes' length, a multiple of 8 */
    size_t prime_count; /* limbs of each number modulo a prime */
    brn_limb numbers[]; /* R^2 mod n, as long as n; then the prime_numbers in their order */
} header;

/* Working memory of one signature: about 20 KiB of stack at the largest key. */
typedef struct workspace {
    uint8_t random[BRN_RSA_SIZE_MAX];
    brn_limb m[BRN_LIMBS_MAX], x[BRN_LIMBS_MAX], blinding[BRN_LIMBS_MAX], check[BRN_LIMBS_MAX];
    brn_limb at_p[PRIME_LIMBS_MAX], at_q[PRIME_LIMBS_MAX];
    brn_limb wide[2 * PRIME_LIMBS_MAX];
    brn_limb scratch[BRN_MONT_POWER_SCRATCH(PRIME_LIMBS_MAX)];
} workspace;
_Static_assert(BRN_MONT_POWER_SCRATCH(PRIME_LIMBS_MAX) >=
                   BRN_MONT_INVERSE_SCRATCH(BRINE_RSA_BITS_MAX),
               "an inversion modulo n works in the scratch of a power modulo a prime");

static size_t longer(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t limbs_of(size_t count, size_t prime_count)
{
    return count + PRIME_NUMBERS * prime_count;
}

/* Index of a number in header.numbers. */
static size_t at(const header *h, enum prime_number which)
{
    return h->public_key.count + which * h->prime_count;
}

size_t brn_rsa_private_state_size(const brine_private_key *key)
{
    size_t prime_size = longer(key->prime1.len, key->prime2.len);

    if (key->modulus.len > BRN_RSA_SIZE_MAX || prime_size > PRIME_SIZE_MAX)
        return sizeof(header); /* which loading refuses before it looks further */
    return sizeof(header) +
           limbs_of(brn_limbs_for_bits(key->modulus.len * 8), brn_limbs_for_bits(prime_size * 8)) *
               sizeof(brn_limb);
}

/* Whether d < p - 1 and e * d = 1 mod p - 1, by doubling and adding along the bits of e. */
static brn_limb mask_exponents_fit(const brn_limb *d, uint64_t e, const brn_limb *p, size_t count)
{
    brn_limb order[PRIME_LIMBS_MAX], sum[PRIME_LIMBS_MAX] = {0}, one[PRIME_LIMBS_MAX] = {1};
    brn_mont modulo = {order, NULL, count, 0};
    brn_limb fit;

    (void)brn_limbs_subtract(order, p, one, count);
    for (unsigned bit = 64; bit-- > 0;) {
        brn_mont_add(sum, sum, sum, &modulo);
        if ((e >> bit & 1) != 0)
            brn_mont_add(sum, sum, d, &modulo);
    }
    fit = brn_limbs_mask_less(d, order, count) & brn_limbs_mask_equal(sum, one, count);
    sodium_memzero(order, sizeof order);
    sodium_memzero(sum, sizeof sum);
    return fit;
}

/* Whether q_inverse < p and q_inverse * q = 1 mod p. */
static brn_limb mask_coefficient_fits(const brn_limb *q_inverse, const brn_limb *q,
                                      const brn_mont *p)
{
    brn_limb x[PRIME_LIMBS_MAX], one[PRIME_LIMBS_MAX] = {1};
    brn_limb fit;

    brn_mont_enter(x, q, p);
    brn_mont_multiply(x, q_inverse, x, p);
    fit = brn_limbs_mask_less(q_inverse, p->n, p->count) & brn_limbs_mask_equal(x, one, p->count);
    sodium_memzero(x, sizeof x);
    return fit;
}

/* Whether p * q = n; p and q are then as odd as n. */
static brn_limb mask_product_fits(const header *h)
{
    const brn_rsa_public *public_key = &h->public_key;
    size_t width = 2 * h->prime_count;
    brn_limb product[2 * PRIME_LIMBS_MAX];
    brn_limb different = 0;

    brn_limbs_multiply(product, h->numbers + at(h, P), h->numbers + at(h, Q), h->prime_count);
    for (size_t i = 0; i < width || i < public_key->count; i++)
        different |= (i < width ? product[i] : 0) ^ (i < public_key->count ? public_key->n[i] : 0);
    sodium_memzero(product, sizeof product);
    return (brn_limb)brn_ct_mask_zero(different);
}

/* Without leading zeros, the length says what brn_mont_init wants to know. */
static brn_limb mask_fills_length(brine_bytes prime)
{
    return (brn_limb)brn_ct_mask_nonzero(prime.data[0]);
}

static bool lengths_fit(const brine_private_key *key)
{
    size_t longest = longer(key->prime1.len, key->prime2.len);

    return key->prime1.len != 0 && key->prime2.len != 0 && longest <= PRIME_SIZE_MAX &&
           key->exponent1.len <= longest && key->exponent2.len <= longest &&
           key->coefficient.len <= longest;
}

/* Whether the copied numbers are those of a key. Fills in the R^2 on the way. */
static brn_limb mask_numbers_fit(header *h, size_t p_len, size_t q_len)
{
    const brn_rsa_public *public_key = &h->public_key;
    size_t half = h->prime_count;
    brn_limb *x = h->numbers;
    brn_mont p;

    (void)brn_mont_init(public_key->n, x, public_key->count, public_key->bits - 1);
    p = brn_mont_init(x + at(h, P), x + at(h, RR_P), half, (p_len - 1) * 8);
    (void)brn_mont_init(x + at(h, Q), x + at(h, RR_Q), half, (q_len - 1) * 8);
    return mask_product_fits(h) &
           mask_exponents_fit(x + at(h, DP), public_key->exponent, x + at(h, P), half) &
           mask_exponents_fit(x + at(h, DQ), public_key->exponent, x + at(h, Q), half) &
           mask_coefficient_fits(x + at(h, Q_INVERSE), x + at(h, Q), &p);
}

static void copy_number(header *h, enum prime_number which, brine_bytes bytes)
{
    brn_limbs_from_bytes(h->numbers + at(h, which), h->prime_count, bytes.data, bytes.len);
}

brine_result brn_rsa_private_load(void *state, const brine_private_key *key)
{
    header *h = state;
    brine_result result = brn_rsa_public_load(&h->public_key, key->modulus, key->exponent);
    brn_limb fit;

    if (result == BRINE_OK && !lengths_fit(key))
        result = BRINE_ERROR_BAD_KEY;
    if (result != BRINE_OK) {
        sodium_memzero(h, sizeof *h);
        return result;
    }
    h->prime_bits = longer(key->prime1.len, key->prime2.len) * 8;
    h->prime_count = brn_limbs_for_bits(h->prime_bits);
    copy_number(h, P, key->prime1);
    copy_number(h, Q, key->prime2);
    copy_number(h, DP, key->exponent1);
    copy_number(h, DQ, key->exponent2);
    copy_number(h, Q_INVERSE, key->coefficient);
    fit = mask_fills_length(key->prime1) & mask_fills_length(key->prime2) &
          mask_numbers_fit(h, key->prime1.len, key->prime2.len);
    for (size_t i = 0; i < limbs_of(h->public_key.count, h->prime_count); i++)
        h->numbers[i] &= fit;
    brn_wipe_stack(STACK_OF_LOADING);
    return (brine_result)brn_ct_select(brn_ct_mask_nonzero(fit), BRINE_OK, BRINE_ERROR_BAD_KEY);
}

size_t brn_rsa_private_bits(const void *state)
{
    return ((const header *)state)->public_key.bits;
}

size_t brn_rsa_private_modulus_size(const void *state)
{
    return ((const header *)state)->public_key.bytes;
}

void brn_rsa_private_modulus(const void *state, uint8_t *out)
{
    const brn_rsa_public *public_key = &((const header *)state)->public_key;

    brn_limbs_to_bytes(out, public_key->bytes, public_key->n, public_key->count);
}

/* out = x^d mod prime, in ordinary form. x < n < prime * R, since R has room for both primes. */
static void power_at_prime(workspace *w, brn_limb *out, size_t x_count, const brn_limb *d,
                           const brn_mont *prime, size_t prime_bits)
{
    size_t width = 2 * prime->count;

    memset(w->wide, 0, width * sizeof *w->wide);
    memcpy(w->wide, w->x, (x_count < width ? x_count : width) * sizeof *w->wide);
    brn_mont_reduce(out, w->wide, prime); /* x / R */
    brn_mont_enter(out, out, prime);      /* x */
    brn_mont_enter(out, out, prime);      /* x in Montgomery form */
    brn_mont_power(out, out, d, prime_bits, prime, w->scratch);
    brn_mont_leave(out, out, prime);
}

/* w->x = w->x^d mod n */
static void power_by_crt(workspace *w, const header *h)
{
    size_t half = h->prime_count, count = h->public_key.count, width = 2 * half;
    const brn_limb *x = h->numbers;
    brn_mont p = {x + at(h, P), x + at(h, RR_P), half, brn_mont_inverse_limb(x[at(h, P)])};
    brn_mont q = {x + at(h, Q), x + at(h, RR_Q), half, brn_mont_inverse_limb(x[at(h, Q)])};
    brn_limb *product = w->wide;

    power_at_prime(w, w->at_p, count, x + at(h, DP), &p, h->prime_bits);
    power_at_prime(w, w->at_q, count, x + at(h, DQ), &q, h->prime_bits);

    /* at_q + q * ((at_p - at_q) / q mod p); at_q may exceed p, entering reduces it. */
    brn_mont_enter(w->scratch, w->at_q, &p);
    brn_mont_enter(w->at_p, w->at_p, &p);
    brn_mont_subtract(w->at_p, w->at_p, w->scratch, &p);
    brn_mont_multiply(w->at_p, w->at_p, x + at(h, Q_INVERSE), &p);
    brn_limbs_multiply(product, w->at_p, q.n, half);
    memset(w->scratch, 0, width * sizeof *w->scratch);
    memcpy(w->scratch, w->at_q, half * sizeof *w->scratch);
    (void)brn_limbs_add(product, product, w->scratch, width);

    memset(w->x, 0, count * sizeof *w->x);
    memcpy(w->x, product, (count < width ? count : width) * sizeof *w->x);
}

brine_result brn_rsa_signature(const void *state, brine_random_function random, void *context,
                               const uint8_t *m, uint8_t *s)
{
    const header *h = state;
    const brn_rsa_public *public_key = &h->public_key;
    size_t count = public_key->count;
    brn_mont n = {public_key->n, h->numbers, count, brn_mont_inverse_limb(public_key->n[0])};
    brn_limb right;
    workspace w;

    if (random(context, w.random, public_key->bytes) != BRINE_OK)
        return BRINE_ERROR_RANDOM;
    brn_limbs_from_bytes(w.m, count, m, public_key->bytes);
    brn_limbs_from_bytes(w.blinding, count, w.random, public_key->bytes);

    brn_mont_enter(w.blinding, w.blinding, &n);
    brn_mont_power_word(w.x, w.blinding, public_key->exponent, &n);
    brn_mont_multiply(w.x, w.x, w.m, &n);
    power_by_crt(&w, h);
    brn_mont_leave(w.blinding, w.blinding, &n);
    brn_mont_inverse(w.blinding, w.blinding, &n, public_key->bits, w.scratch);
    brn_mont_enter(w.blinding, w.blinding, &n);
    brn_mont_multiply(w.x, w.x, w.blinding, &n);

    brn_mont_enter(w.check, w.x, &n);
    brn_mont_power_word(w.check, w.check, public_key->exponent, &n);
    brn_mont_leave(w.check, w.check, &n);
    right = brn_limbs_mask_equal(w.check, w.m, count);
    for (size_t i = 0; i < count; i++)
        w.x[i] &= right;
    brn_limbs_to_bytes(s, public_key->bytes, w.x, count);
    sodium_memzero(&w, sizeof w);
    brn_wipe_stack(STACK_OF_SIGNING);
    return (brine_result)brn_ct_select(brn_ct_mask_nonzero(right), BRINE_OK, BRINE_ERROR_CRYPTO);
}
