/*
 * field25519.h's arithmetic in x86-64 assembly with mulx (BMI2), adcx and adox (ADX).
 *
 * BRN_F25519_ADX says whether this build has it. Straight lines of code: no branch, no table, and
 * none of the instructions takes a time that depends on operands.
 */
#ifndef BRN_CRYPTO_CURVE25519_FIELD25519_ADX_H
#define BRN_CRYPTO_CURVE25519_FIELD25519_ADX_H

#include "crypto/cpu.h"
#include "crypto/curve25519/field25519.h"

#if BRN_X86_64_ASSEMBLY && BRN_LIMB_BITS == 64
#define BRN_F25519_ADX 1
#else
#define BRN_F25519_ADX 0
#endif

#if BRN_F25519_ADX
void brn_f25519_adx_add(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b);
void brn_f25519_adx_subtract(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b);
void brn_f25519_adx_multiply(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b);
void brn_f25519_adx_square(brn_f25519 *out, const brn_f25519 *a);
void brn_f25519_adx_multiply_small_add(brn_f25519 *out, const brn_f25519 *a, uint32_t b,
                                       const brn_f25519 *c);
void brn_f25519_adx_choose(brn_f25519 *a, brn_limb mask, const brn_f25519 *b);

/* 1 / a, and 0 for 0. Leaves what it worked with on the stack, for its caller to wipe. */
void brn_f25519_invert(brn_f25519 *out, const brn_f25519 *a);
#endif

#endif
