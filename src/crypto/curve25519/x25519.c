/*
 * X25519 in C, for devices. libsodium's key generation brings a table of 41 KB; here the base point
 * is a point like any other.
 */
#include "crypto/curve25519/field25519.h"

#define f25519_add                brn_f25519_add
#define f25519_subtract           brn_f25519_subtract
#define f25519_multiply           brn_f25519_multiply
#define f25519_square(out, a)     brn_f25519_multiply(out, a, a)
#define f25519_multiply_small_add brn_f25519_multiply_small_add
#define f25519_choose             brn_f25519_choose
#define X25519_STACK              1024

#include "crypto/curve25519/invert.h"
#include "crypto/curve25519/ladder.h"

static void multiply_base(uint8_t public_key[X25519_SIZE], const uint8_t private_key[X25519_SIZE])
{
    static const uint8_t base[X25519_SIZE] = {9};

    x25519(public_key, private_key, base);
}

static brine_result keygen(void *context, brine_random_function random, uint8_t *private_key,
                           uint8_t *public_key)
{
    return x25519_keygen(multiply_base, X25519_STACK, context, random, private_key, public_key);
}

const brine_group brine_group_x25519_portable = {
    .size = sizeof(brine_group),
    .id = BRINE_GROUP_X25519,
    .name = "x25519",
    .implementation = "brine portable",
    .private_length = X25519_SIZE,
    .public_length = X25519_SIZE,
    .shared_length = X25519_SIZE,
    .keygen = keygen,
    .agree = x25519_agree,
};
