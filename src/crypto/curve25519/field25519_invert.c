/*
 * The inverse in the field of X25519 by division steps (crypto/bignum/montgomery_inverse.c), which
 * take two thirds of the time of invert.h's power, whose 254 squarings wait for each other. The
 * power stays for small builds: it is less code.
 */
#include "crypto/bignum/montgomery.h"
#include "crypto/curve25519/field25519_adx.h"

#if BRN_F25519_ADX

#define BITS 255

static const brn_limb p[BRN_F25519_LIMBS] = {0xffffffffffffffed, 0xffffffffffffffff,
                                             0xffffffffffffffff, 0x7fffffffffffffff};
static const brn_mont modulus = {
    .n = p, .count = BRN_F25519_LIMBS, .inverse = 0x86bca1af286bca1b /* 1 / 19 */};

void brn_f25519_invert(brn_f25519 *out, const brn_f25519 *a)
{
    brn_limb scratch[BRN_MONT_INVERSE_SCRATCH(BITS)];
    uint8_t bytes[BRN_F25519_SIZE];
    brn_f25519 reduced;

    brn_f25519_write(bytes, a);
    brn_f25519_read(&reduced, bytes);
    brn_mont_inverse(out->limb, reduced.limb, &modulus, BITS, scratch);
}

#else

/* ISO C wants a declaration in every file. */
typedef int brn_f25519_invert_is_not_for_this_machine;

#endif
