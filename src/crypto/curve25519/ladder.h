/*
 * X25519: RFC 7748 section 5, RFC 8422 sections 5.10 and 5.11. A file that includes this first
 * defines, for brn_f25519:
 *
 *     f25519_add(out, a, b), f25519_subtract(out, a, b), f25519_multiply(out, a, b)
 *     f25519_square(out, a)
 *     f25519_multiply_small_add(out, a, b, c)   out = a * b + c, for a number b below 2^26
 *     f25519_choose(a, mask, b)                 a = mask ? b : a
 *     f25519_invert(out, a)                     out = 1 / a, and 0 for 0
 *     X25519_STACK                              bytes that x25519 takes on the stack, at most
 */
#include "base/ct.h"
#include "base/stack.h"
#include "crypto/declassify.h"
#include "crypto/provider/entries.h"

#include <sodium.h>
#include <string.h>

enum {
    X25519_SIZE = BRN_F25519_SIZE,
    X25519_BITS = 255,
    X25519_A24 = 121665 /* (486662 - 2) / 4 */
};

/* A point's x as a quotient, x / z; infinity has z = 0. */
typedef struct x25519_point {
    brn_f25519 x, z;
} x25519_point;

/*
 * The RFC's step: m becomes n + m, and n twice the one that mask chooses, n for 0 and m for all
 * ones; difference is the x of n - m. The sum is the same with n and m exchanged (DA and CB are,
 * then, too), so that nothing else depends on the mask.
 */
static void x25519_step(x25519_point *n, x25519_point *m, brn_limb mask,
                        const brn_f25519 *difference)
{
    brn_f25519 a, b, c, d, da;

    f25519_add(&a, &n->x, &n->z);
    f25519_subtract(&d, &m->x, &m->z);
    f25519_multiply(&da, &d, &a);
    f25519_subtract(&b, &n->x, &n->z);
    f25519_add(&c, &m->x, &m->z);
    f25519_choose(&a, mask, &c);
    f25519_multiply(&m->z, &c, &b);
    f25519_choose(&b, mask, &d);
    f25519_square(&a, &a);
    f25519_square(&b, &b);
    f25519_add(&c, &da, &m->z);
    f25519_subtract(&d, &da, &m->z);
    f25519_square(&m->x, &c);
    f25519_subtract(&c, &a, &b);
    f25519_square(&d, &d);
    f25519_multiply(&n->x, &a, &b);
    f25519_multiply_small_add(&b, &c, X25519_A24, &a);
    f25519_multiply(&m->z, &d, difference);
    f25519_multiply(&n->z, &c, &b);
}

/* The scalar that a private key stands for. */
static void x25519_clamp(uint8_t scalar[X25519_SIZE], const uint8_t private_key[X25519_SIZE])
{
    memcpy(scalar, private_key, X25519_SIZE);
    scalar[0] &= 0xf8;
    scalar[X25519_SIZE - 1] = (scalar[X25519_SIZE - 1] & 0x7f) | 0x40;
}

/* X25519(private_key, point): 0 for the points of small order. */
static void x25519(uint8_t shared[X25519_SIZE], const uint8_t private_key[X25519_SIZE],
                   const uint8_t point[X25519_SIZE])
{
    uint8_t scalar[X25519_SIZE], u[X25519_SIZE];
    brn_f25519 x;
    x25519_point n = {{{1}}, {{0}}}, m = {{{0}}, {{1}}};
    brn_limb bit, before = 0;

    x25519_clamp(scalar, private_key);
    memcpy(u, point, sizeof u);
    u[X25519_SIZE - 1] &= 0x7f;
    brn_f25519_read(&x, u);
    m.x = x;
    for (size_t i = X25519_BITS; i-- > 0; before = bit) {
        brn_limb mask;

        bit = (brn_limb)(scalar[i / 8] >> (i % 8)) & 1;
        mask = (brn_limb)brn_ct_barrier((uint64_t)0 - (bit ^ before));
        x25519_step(&n, &m, mask, &x);
    }
    /* The last bit is 0: it is n that was doubled. */
    f25519_invert(&n.z, &n.z);
    f25519_multiply(&n.x, &n.x, &n.z);
    brn_f25519_write(shared, &n.x);
    sodium_memzero(scalar, sizeof scalar);
    sodium_memzero(&n, sizeof n);
    sodium_memzero(&m, sizeof m);
}

/* A multiplication of the base point. */
typedef void x25519_base(uint8_t public_key[X25519_SIZE], const uint8_t private_key[X25519_SIZE]);

/* stack: bytes that multiply_base takes on the stack, at most. */
static inline brine_result x25519_keygen(x25519_base *multiply_base, size_t stack, void *context,
                                         brine_random_function random, uint8_t *private_key,
                                         uint8_t *public_key)
{
    if (random(context, private_key, X25519_SIZE) != BRINE_OK) {
        sodium_memzero(private_key, X25519_SIZE);
        return BRINE_ERROR_RANDOM;
    }
    multiply_base(public_key, private_key);
    brn_wipe_stack(stack);
    return BRINE_OK;
}

/* An all-zero secret is refused. */
static brine_result x25519_agree(void *context, const uint8_t *private_key, const uint8_t *peer,
                                 size_t peer_len, uint8_t *shared)
{
    uint64_t any = 0, zero;

    (void)context;
    if (peer_len != X25519_SIZE)
        return BRINE_ERROR_BAD_POINT;
    x25519(shared, private_key, peer);
    brn_wipe_stack(X25519_STACK);
    for (size_t i = 0; i < X25519_SIZE; i++)
        any |= shared[i];
    zero = brn_ct_mask_zero(any);
    BRN_DECLASSIFY(&zero, sizeof zero); /* depends on the peer's point alone */
    return zero != 0 ? BRINE_ERROR_BAD_POINT : BRINE_OK;
}
