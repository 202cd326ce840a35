/*
 * What files of private keys leave out, since it follows from the rest: leading zeros of an EC
 * scalar, and the numbers with which RSA signs four times as fast (RFC 8017 section 3.2:
 * dP = d mod p-1, dQ = d mod q-1, qInv = 1/q mod p). Constant time: only lengths are public.
 */
#include "x509/key/private_key.h"

#include "base/memory.h"
#include "crypto/bignum/montgomery_wide.h"

#include <sodium.h>
#include <string.h>

static size_t longer(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Limbs for numbers as long as the longer prime, which is at most as long as the modulus. */
static size_t prime_count(const brine_private_key *key)
{
    return brn_wide_count(8 * longer(key->prime1.len, key->prime2.len));
}

/* out = d mod p-1, by doubling and adding along the bits of d; as long as p. */
static void reduce_exponent(brine_bytes d, brine_bytes p, size_t count, uint8_t *out)
{
    brn_limb order[BRN_LIMBS_MAX], sum[BRN_LIMBS_MAX] = {0}, bit[BRN_LIMBS_MAX] = {1};
    brn_mont modulo = {order, NULL, count, 0};

    brn_limbs_from_bytes(order, count, p.data, p.len);
    (void)brn_limbs_subtract(order, order, bit, count);
    for (size_t i = 0; i < 8 * d.len; i++) {
        bit[0] = d.data[i / 8] >> (7 - i % 8) & 1;
        brn_mont_add(sum, sum, sum, &modulo);
        brn_mont_add(sum, sum, bit, &modulo);
    }
    brn_limbs_to_bytes(out, p.len, sum, count);
    sodium_memzero(order, sizeof order);
    sodium_memzero(sum, sizeof sum);
    sodium_memzero(bit, sizeof bit);
}

/* out = 1/q mod p, as long as p. With an even p it is some number, which the signer refuses. */
static void invert_prime(brine_bytes q, brine_bytes p, size_t count, uint8_t *out)
{
    brn_limb modulus[BRN_LIMBS_MAX], rr[BRN_LIMBS_MAX], x[BRN_LIMBS_MAX];
    brn_limb scratch[BRN_MONT_INVERSE_SCRATCH(BRINE_RSA_BITS_MAX)];
    brn_mont m;

    brn_limbs_from_bytes(modulus, count, p.data, p.len);
    brn_limbs_from_bytes(x, count, q.data, q.len);
    m = brn_wide_init(modulus, rr, count, 8 * (p.len - 1));
    brn_wide_enter(x, x, &m); /* which takes a q that is larger than p */
    brn_wide_leave(x, x, &m);
    brn_mont_inverse(x, x, &m, 8 * p.len, scratch);
    brn_limbs_to_bytes(out, p.len, x, count);
    sodium_memzero(modulus, sizeof modulus);
    sodium_memzero(rr, sizeof rr);
    sodium_memzero(x, sizeof x);
    sodium_memzero(&m, sizeof m); /* -1/p tells the low limb of p */
}

static bool make_room(const brine_allocator *allocator, brn_private_key *key, size_t size)
{
    key->completion = brn_allocate(allocator, size, 1);
    key->completion_size = key->completion == NULL ? 0 : size;
    return key->completion != NULL;
}

static brine_result complete_rsa(const brine_allocator *allocator, brn_private_key *key)
{
    brine_private_key *k = &key->key;
    brine_bytes p = k->prime1, q = k->prime2;
    size_t count = prime_count(k);

    if (k->exponent1.len > 0 && k->exponent2.len > 0 && k->coefficient.len > 0)
        return BRINE_OK;
    if (!make_room(allocator, key, 2 * p.len + q.len))
        return BRINE_ERROR_OUT_OF_MEMORY;
    reduce_exponent(key->private_exponent, p, count, key->completion);
    reduce_exponent(key->private_exponent, q, count, key->completion + p.len);
    invert_prime(q, p, count, key->completion + p.len + q.len);
    k->exponent1 = (brine_bytes){key->completion, p.len};
    k->exponent2 = (brine_bytes){key->completion + p.len, q.len};
    k->coefficient = (brine_bytes){key->completion + p.len + q.len, p.len};
    return BRINE_OK;
}

static brine_result complete_ec(const brine_allocator *allocator, brn_private_key *key)
{
    brine_bytes *scalar = &key->key.scalar;
    size_t size = key->scalar_size;

    if (scalar->len >= size)
        return BRINE_OK;
    if (!make_room(allocator, key, size))
        return BRINE_ERROR_OUT_OF_MEMORY;
    memcpy(key->completion + size - scalar->len, scalar->data, scalar->len);
    *scalar = (brine_bytes){key->completion, size};
    return BRINE_OK;
}

brine_result brn_private_key_complete(const brine_allocator *allocator, brn_private_key *key)
{
    if (key->key.kind == BRINE_KEY_EC)
        return complete_ec(allocator, key);
    if (key->key.kind == BRINE_KEY_RSA || key->key.kind == BRINE_KEY_RSA_PSS)
        return complete_rsa(allocator, key);
    return BRINE_OK;
}
