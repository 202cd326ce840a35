/*
 * Loading a private key: its numbers are copied and held against each other. No branch looks at
 * whether they fit: the answer is carried in a mask, and the mask selects result and output.
 */
#include <sodium.h>
#include <string.h>

#include "base/ct.h"
#include "base/stack.h"
#include "crypto/bignum/product.h"
#include "crypto/rsa/private.h"

/*
 * What the arithmetic below may leave on the stack, in bytes. It wipes its working memory, but not
 * what the compiler keeps beside it. Hardly more than is needed, lest a wipe overwrites what lies
 * below a small stack: 2.3 to 3.6 KB, as tests/unit/crypto/stack_test.c measures it.
 */
#define STACK_OF_LOADING 3616

static size_t longer(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t limbs_of(size_t count, size_t prime_count)
{
    return count + BRN_RSA_NUMBERS * prime_count;
}

size_t brn_rsa_private_state_size(const brine_private_key *key)
{
    size_t prime_size = longer(key->prime1.len, key->prime2.len);

    if (key->modulus.len > BRN_RSA_SIZE_MAX || prime_size > BRN_RSA_PRIME_SIZE_MAX)
        return sizeof(brn_rsa_private); /* which loading refuses before it looks further */
    return sizeof(brn_rsa_private) +
           limbs_of(brn_wide_count(key->modulus.len * 8), brn_wide_count(prime_size * 8)) *
               sizeof(brn_limb);
}

/* Whether d < p - 1 and e * d = 1 mod p - 1, by doubling and adding along the bits of e. */
static brn_limb mask_exponents_fit(const brn_limb *d, uint64_t e, const brn_limb *p, size_t count)
{
    brn_limb order[BRN_RSA_PRIME_LIMBS_MAX], sum[BRN_RSA_PRIME_LIMBS_MAX] = {0},
                                             one[BRN_RSA_PRIME_LIMBS_MAX] = {1};
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
    brn_limb x[BRN_RSA_PRIME_LIMBS_MAX];
    brn_limb fit;

    brn_wide_enter(x, q, p);
    brn_wide_multiply(x, q_inverse, x, p);
    x[0] ^= 1;
    fit = brn_limbs_mask_less(q_inverse, p->n, p->count) & brn_limbs_mask_zero(x, p->count);
    sodium_memzero(x, sizeof x);
    return fit;
}

/* Whether p * q = n; p and q are then as odd as n. */
static brn_limb mask_product_fits(const brn_rsa_private *h)
{
    const brn_rsa_public *public_key = &h->public_key;
    size_t width = 2 * h->prime_count;
    brn_limb product[2 * BRN_RSA_PRIME_LIMBS_MAX];
    brn_limb different = 0;

    brn_limbs_multiply(product, h->numbers + brn_rsa_at(h, BRN_RSA_P),
                       h->numbers + brn_rsa_at(h, BRN_RSA_Q), h->prime_count);
    for (size_t i = 0; i < width || i < public_key->count; i++)
        different |= (i < width ? product[i] : 0) ^ (i < public_key->count ? public_key->n[i] : 0);
    sodium_memzero(product, sizeof product);
    return (brn_limb)brn_ct_mask_zero(different);
}

/* Without leading zeros, the length says what brn_wide_init wants to know. */
static brn_limb mask_fills_length(brine_bytes prime)
{
    return (brn_limb)brn_ct_mask_nonzero(prime.data[0]);
}

static bool lengths_fit(const brine_private_key *key)
{
    size_t longest = longer(key->prime1.len, key->prime2.len);

    return key->prime1.len != 0 && key->prime2.len != 0 && longest <= BRN_RSA_PRIME_SIZE_MAX &&
           key->exponent1.len <= longest && key->exponent2.len <= longest &&
           key->coefficient.len <= longest;
}

/* Whether the copied numbers are those of a key. Fills in the R^2 on the way. */
static brn_limb mask_numbers_fit(brn_rsa_private *h, size_t p_len, size_t q_len)
{
    const brn_rsa_public *public_key = &h->public_key;
    size_t half = h->prime_count;
    brn_limb *x = h->numbers;
    brn_mont p;

    (void)brn_wide_init(public_key->n, x, public_key->count, public_key->bits - 1);
    p = brn_wide_init(x + brn_rsa_at(h, BRN_RSA_P), x + brn_rsa_at(h, BRN_RSA_RR_P), half,
                      (p_len - 1) * 8);
    (void)brn_wide_init(x + brn_rsa_at(h, BRN_RSA_Q), x + brn_rsa_at(h, BRN_RSA_RR_Q), half,
                        (q_len - 1) * 8);
    return mask_product_fits(h) &
           mask_exponents_fit(x + brn_rsa_at(h, BRN_RSA_DP), public_key->exponent,
                              x + brn_rsa_at(h, BRN_RSA_P), half) &
           mask_exponents_fit(x + brn_rsa_at(h, BRN_RSA_DQ), public_key->exponent,
                              x + brn_rsa_at(h, BRN_RSA_Q), half) &
           mask_coefficient_fits(x + brn_rsa_at(h, BRN_RSA_Q_INVERSE), x + brn_rsa_at(h, BRN_RSA_Q),
                                 &p);
}

static void copy_number(brn_rsa_private *h, brn_rsa_number which, brine_bytes bytes)
{
    brn_limbs_from_bytes(h->numbers + brn_rsa_at(h, which), h->prime_count, bytes.data, bytes.len);
}

brine_result brn_rsa_private_load(void *state, const brine_private_key *key)
{
    brn_rsa_private *h = state;
    brine_result result = brn_rsa_public_load(&h->public_key, key->modulus, key->exponent);
    brn_limb fit;

    if (result == BRINE_OK && !lengths_fit(key))
        result = BRINE_ERROR_BAD_KEY;
    if (result != BRINE_OK) {
        sodium_memzero(h, sizeof *h);
        return result;
    }
    h->prime_bits = longer(key->prime1.len, key->prime2.len) * 8;
    h->prime_count = brn_wide_count(h->prime_bits);
    copy_number(h, BRN_RSA_P, key->prime1);
    copy_number(h, BRN_RSA_Q, key->prime2);
    copy_number(h, BRN_RSA_DP, key->exponent1);
    copy_number(h, BRN_RSA_DQ, key->exponent2);
    copy_number(h, BRN_RSA_Q_INVERSE, key->coefficient);
    fit = mask_fills_length(key->prime1) & mask_fills_length(key->prime2) &
          mask_numbers_fit(h, key->prime1.len, key->prime2.len);
    for (size_t i = 0; i < limbs_of(h->public_key.count, h->prime_count); i++)
        h->numbers[i] &= fit;
    brn_wipe_stack(STACK_OF_LOADING);
    return (brine_result)brn_ct_select(brn_ct_mask_nonzero(fit), BRINE_OK, BRINE_ERROR_BAD_KEY);
}

size_t brn_rsa_private_bits(const void *state)
{
    return ((const brn_rsa_private *)state)->public_key.bits;
}

size_t brn_rsa_private_modulus_size(const void *state)
{
    return ((const brn_rsa_private *)state)->public_key.bytes;
}

void brn_rsa_private_modulus(const void *state, uint8_t *out)
{
    const brn_rsa_public *public_key = &((const brn_rsa_private *)state)->public_key;

    brn_limbs_to_bytes(out, public_key->bytes, public_key->n, public_key->count);
}
