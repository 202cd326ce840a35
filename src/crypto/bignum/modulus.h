/*
 * A modulus, as montgomery.h describes it.
 */
#ifndef BRN_CRYPTO_BIGNUM_MODULUS_H
#define BRN_CRYPTO_BIGNUM_MODULUS_H

#include "base/ct.h"
#include "crypto/bignum/limbs.h"

/* A modulus: a view of numbers that live elsewhere. */
typedef struct brn_mont {
    const brn_limb *n; /* odd, > 1 */
    /* R^2 mod n; NULL where only brn_wide_power_public or brn_mont_inverse is used. */
    const brn_limb *rr;
    size_t count;
    brn_limb inverse; /* -1/n mod 2^BRN_LIMB_BITS */
} brn_mont;

/* out = a - n when carry:a >= n, else a, for carry:a < 2n. out is not a. */
static inline void brn_mont_subtract_once(brn_limb *out, brn_limb carry, const brn_limb *a,
                                          const brn_limb *n, size_t count)
{
    brn_limb borrow = brn_limbs_subtract(out, a, n, count);

    brn_limbs_select(out, (brn_limb)brn_ct_mask_nonzero(borrow & ~carry), a, out, count);
}

#endif
