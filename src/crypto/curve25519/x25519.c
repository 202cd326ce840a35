/*
 * X25519 in C, for devices: RFC 7748 section 5, RFC 8422 sections 5.10 and 5.11. libsodium's key
 * generation brings a table of 41 KB; here the base point is a point like any other.
 */
#include "base/ct.h"
#include "base/stack.h"
#include "crypto/curve25519/field25519.h"
#include "crypto/declassify.h"
#include "crypto/provider/entries.h"

#include <string.h>

enum {
    SIZE = BRN_F25519_SIZE,
    BITS = 255,
    A24 = 121665 /* (486662 - 2) / 4 */
};

#define STACK 1024 /* bytes that the ladder takes on the stack, at most */

/* A point's x as a quotient, x / z; infinity has z = 0. */
typedef struct quotient {
    brn_f25519 x, z;
} quotient;

/* n and m become 2 n and n + m; difference is the x of n - m. RFC 7748 section 5, in place. */
static void double_and_add(quotient *n, quotient *m, const brn_f25519 *difference)
{
    brn_f25519 sum, square;

    brn_f25519_add(&sum, &n->x, &n->z);         /* A */
    brn_f25519_subtract(&n->x, &n->x, &n->z);   /* B */
    brn_f25519_add(&n->z, &m->x, &m->z);        /* C */
    brn_f25519_subtract(&m->x, &m->x, &m->z);   /* D */
    brn_f25519_multiply(&m->z, &m->x, &sum);    /* DA */
    brn_f25519_multiply(&m->x, &n->z, &n->x);   /* CB */
    brn_f25519_multiply(&n->z, &sum, &sum);     /* AA */
    brn_f25519_multiply(&square, &n->x, &n->x); /* BB */
    brn_f25519_add(&sum, &m->z, &m->x);         /* DA + CB */
    brn_f25519_subtract(&m->z, &m->z, &m->x);   /* DA - CB */
    brn_f25519_multiply(&m->x, &sum, &sum);
    brn_f25519_multiply(&m->z, &m->z, &m->z);
    brn_f25519_multiply(&m->z, &m->z, difference);
    brn_f25519_multiply(&n->x, &n->z, &square); /* AA BB */
    brn_f25519_subtract(&sum, &n->z, &square);  /* E */
    brn_f25519_multiply_small(&square, &sum, A24);
    brn_f25519_add(&square, &square, &n->z); /* AA + a24 E */
    brn_f25519_multiply(&n->z, &square, &sum);
}

/* X25519(private_key, point); x is 0 for the points of small order. */
static void x25519(uint8_t shared[SIZE], const uint8_t private_key[SIZE], const uint8_t point[SIZE])
{
    uint8_t scalar[SIZE], u[SIZE];
    brn_f25519 x;
    quotient n = {{{1}}, {{0}}}, m = {{{0}}, {{1}}};
    brn_limb bit, before = 0;

    memcpy(scalar, private_key, SIZE);
    scalar[0] &= 0xf8;
    scalar[SIZE - 1] = (scalar[SIZE - 1] & 0x7f) | 0x40;
    memcpy(u, point, SIZE);
    u[SIZE - 1] &= 0x7f;
    brn_f25519_read(&x, u);
    m.x = x;
    for (size_t i = BITS; i-- > 0; before = bit) {
        brn_limb mask;

        bit = (brn_limb)(scalar[i / 8] >> (i % 8)) & 1;
        mask = (brn_limb)brn_ct_barrier((uint64_t)0 - (bit ^ before));
        brn_f25519_swap(mask, &n.x, &m.x);
        brn_f25519_swap(mask, &n.z, &m.z);
        double_and_add(&n, &m, &x);
    }
    /* The scalar is even: n and m stand as they should. */
    brn_f25519_invert(&n.z, &n.z);
    brn_f25519_multiply(&n.x, &n.x, &n.z);
    brn_f25519_write(shared, &n.x);
    sodium_memzero(scalar, sizeof scalar);
    sodium_memzero(&n, sizeof n);
    sodium_memzero(&m, sizeof m);
}

static brine_result keygen(void *context, brine_random_function random, uint8_t *private_key,
                           uint8_t *public_key)
{
    static const uint8_t base[SIZE] = {9};

    if (random(context, private_key, SIZE) != BRINE_OK) {
        sodium_memzero(private_key, SIZE);
        return BRINE_ERROR_RANDOM;
    }
    x25519(public_key, private_key, base);
    brn_wipe_stack(STACK);
    return BRINE_OK;
}

static brine_result agree(void *context, const uint8_t *private_key, const uint8_t *peer,
                          size_t peer_len, uint8_t *shared)
{
    uint8_t any = 0;
    uint64_t zero;

    (void)context;
    if (peer_len != SIZE)
        return BRINE_ERROR_BAD_POINT;
    x25519(shared, private_key, peer);
    brn_wipe_stack(STACK);
    for (size_t i = 0; i < SIZE; i++)
        any |= shared[i];
    zero = brn_ct_mask_zero(any);
    BRN_DECLASSIFY(&zero, sizeof zero); /* depends on the peer's point alone */
    return zero != 0 ? BRINE_ERROR_BAD_POINT : BRINE_OK;
}

const brine_group brine_group_x25519_portable = {
    .size = sizeof(brine_group),
    .id = BRINE_GROUP_X25519,
    .name = "x25519",
    .implementation = "brine portable",
    .private_length = SIZE,
    .public_length = SIZE,
    .shared_length = SIZE,
    .keygen = keygen,
    .agree = agree,
};
