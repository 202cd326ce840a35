/*
 * Field arithmetic for secp256r1 and secp384r1 in x86-64 assembly with mulx (BMI2), adcx
 * and adox (ADX): twins of brn_mont_multiply and its sisters for one prime each.
 *
 * BRN_EC_ADX says whether this build has them. They are straight lines of code: no branch, no
 * table, and none of their instructions takes a time that depends on operands.
 */
#ifndef BRN_CRYPTO_EC_ADX_H
#define BRN_CRYPTO_EC_ADX_H

#include <stdbool.h>

#include "crypto/bignum/montgomery.h"
#include "crypto/cpu.h"

#if BRN_X86_64_ASSEMBLY && BRN_LIMB_BITS == 64
#define BRN_EC_ADX 1
#else
#define BRN_EC_ADX 0
#endif

/* The available() of entries that use them, and look tables up in vectors. */
static inline bool brn_adx_available(void *context)
{
    (void)context;
    return BRN_EC_ADX && brn_cpu_has(BRN_CPU_ADX) && brn_cpu_has(BRN_CPU_AVX2);
}

#if BRN_EC_ADX
void brn_p256_adx_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p256_adx_square(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_p256_adx_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p256_adx_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p256_adx_halve(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_p384_adx_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p384_adx_square(brn_limb *out, const brn_limb *a, const brn_mont *m);
void brn_p384_adx_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p384_adx_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m);
void brn_p384_adx_halve(brn_limb *out, const brn_limb *a, const brn_mont *m);

/* As brn_limbs_look_up, with AVX2. */
void brn_look_up_avx2(brn_limb *out, const brn_limb *table, size_t entries, size_t index,
                      size_t count);
#else
/* Names for what is never available. */
#define brn_p256_adx_multiply brn_mont_multiply
#define brn_p256_adx_square   brn_mont_square
#define brn_p256_adx_add      brn_mont_add
#define brn_p256_adx_subtract brn_mont_subtract
#define brn_p256_adx_halve    brn_field_halve
#define brn_p384_adx_multiply brn_mont_multiply
#define brn_p384_adx_square   brn_mont_square
#define brn_p384_adx_add      brn_mont_add
#define brn_p384_adx_subtract brn_mont_subtract
#define brn_p384_adx_halve    brn_field_halve
#define brn_look_up_avx2      brn_limbs_look_up
#endif

#endif
