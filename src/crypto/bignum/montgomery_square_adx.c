/*
 * Squares by BMI2 and ADX: first all products of two different limbs, which then are doubled while
 * the squares of single limbs are added.
 */
#include "crypto/bignum/montgomery_square_adx.h"

#include "crypto/bignum/montgomery_steps_adx.h"
#include "crypto/cpu.h"

#if BRN_X86_64_ASSEMBLY && BRN_LIMB_BITS == 64

#define ROW(at) "movq " #at "(%[x]), %%rdx\n\t" CLEAR_CARRIES

#define FIRST_ROW_PRODUCT(at, low, high)                                                           \
    "mulxq " #at "(%[x]), %[lo], %[" #high "]\n\t"                                                 \
    "adcxq %[lo], %[" #low "]\n\t"

#define FINISHED(at, limb, at_next, next)                                                          \
    "movq %[" #limb "], " #at "(%[out])\n\t"                                                       \
    "movq %[" #next "], " #at_next "(%[out])\n\t"

/*
 * Row by row; the row of x[j] adds to limbs 2 j + 1 to j + 8, of which the lowest two are then
 * finished. Limb i is held in w(i mod 8).
 */
/* clang-format off */
void brn_block_products_adx(brn_limb *out, const brn_limb *x)
{
    uint64_t w0, w1, w2, w3, w4, w5, w6, w7, lo, hi;

    out[0] = out[15] = 0;
    __asm__ volatile(
        ROW(0)
        "mulxq 8(%[x]), %[w1], %[w2]\n\t"
        FIRST_ROW_PRODUCT(16, w2, w3) FIRST_ROW_PRODUCT(24, w3, w4) FIRST_ROW_PRODUCT(32, w4, w5)
        FIRST_ROW_PRODUCT(40, w5, w6) FIRST_ROW_PRODUCT(48, w6, w7) FIRST_ROW_PRODUCT(56, w7, w0)
        "movl $0, %k[lo]\n\t"
        "adcxq %[lo], %[w0]\n\t"
        FINISHED(8, w1, 16, w2)
        ROW(8)
        PRODUCT(16, w3, w4) PRODUCT(24, w4, w5) PRODUCT(32, w5, w6) PRODUCT(40, w6, w7)
        PRODUCT(48, w7, w0) LAST_PRODUCT(56, w0, w1)
        FINISHED(24, w3, 32, w4)
        ROW(16)
        PRODUCT(24, w5, w6) PRODUCT(32, w6, w7) PRODUCT(40, w7, w0) PRODUCT(48, w0, w1)
        LAST_PRODUCT(56, w1, w2)
        FINISHED(40, w5, 48, w6)
        ROW(24)
        PRODUCT(32, w7, w0) PRODUCT(40, w0, w1) PRODUCT(48, w1, w2) LAST_PRODUCT(56, w2, w3)
        FINISHED(56, w7, 64, w0)
        ROW(32)
        PRODUCT(40, w1, w2) PRODUCT(48, w2, w3) LAST_PRODUCT(56, w3, w4)
        FINISHED(72, w1, 80, w2)
        ROW(40)
        PRODUCT(48, w3, w4) LAST_PRODUCT(56, w4, w5)
        FINISHED(88, w3, 96, w4)
        ROW(48)
        LAST_PRODUCT(56, w5, w6)
        FINISHED(104, w5, 112, w6)
        : [w0] "=&r"(w0), [w1] "=&r"(w1), [w2] "=&r"(w2), [w3] "=&r"(w3), [w4] "=&r"(w4),
          [w5] "=&r"(w5), [w6] "=&r"(w6), [w7] "=&r"(w7), [lo] "=&r"(lo), [hi] "=&r"(hi)
        : [out] "r"(out), [x] "r"(x)
        : "rdx", "cc", "memory");
}
/* clang-format on */

#define DOUBLE(at, addend)                                                                         \
    "movq " #at "(%[out]), %[limb]\n\t"                                                            \
    "adoxq %[limb], %[limb]\n\t"                                                                   \
    "adcxq %[" #addend "], %[limb]\n\t"                                                            \
    "movq %[limb], " #at "(%[out])\n\t"

#define SQUARE(at, at_low, at_high)                                                                \
    "movq " #at "(%[x]), %%rdx\n\t"                                                                \
    "mulxq %%rdx, %[lo], %[hi]\n\t" DOUBLE(at_low, lo) DOUBLE(at_high, hi)

/* Doubles in the OF chain and adds in the CF chain; what counts the blocks leaves both alone. */
void brn_block_double_and_square_adx(brn_limb *out, const brn_limb *a, size_t blocks)
{
    uint64_t lo, hi, limb;

    __asm__ volatile(CLEAR_CARRIES "1:\n\t" SQUARE(0, 0, 8) SQUARE(8, 16, 24) SQUARE(16, 32, 40)
                         SQUARE(24, 48, 56) SQUARE(32, 64, 72) SQUARE(40, 80, 88)
                             SQUARE(48, 96, 104)
                                 SQUARE(56, 112, 120) "leaq 64(%[x]), %[x]\n\t"
                                                      "leaq 128(%[out]), %[out]\n\t"
                                                      "leaq -1(%[blocks]), %[blocks]\n\t"
                                                      "jrcxz 2f\n\t"
                                                      "jmp 1b\n"
                                                      "2:"
                     : [lo] "=&r"(lo), [hi] "=&r"(hi), [limb] "=&r"(limb), [out] "+&r"(out),
                       [x] "+&r"(a), [blocks] "+&c"(blocks)
                     :
                     : "rdx", "cc", "memory");
}

#endif
