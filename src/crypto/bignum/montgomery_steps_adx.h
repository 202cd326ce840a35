/*
 * Steps of the block kernel in x86-64 assembly, as text: products that are added to a window.
 *
 * The operands of the asm statement are w0 to w7, the window; x, where the multipliers are; lo and
 * hi, which are free. rdx holds the other factor. One chain of carries, in CF, adds the low halves
 * of the products, the other, in OF, the high halves.
 */
#ifndef BRN_CRYPTO_BIGNUM_MONTGOMERY_STEPS_ADX_H
#define BRN_CRYPTO_BIGNUM_MONTGOMERY_STEPS_ADX_H

/* One product: at is the multiplier's offset, low and high the window limbs that it goes to. */
#define PRODUCT(at, low, high)                                                                     \
    "mulxq " #at "(%[x]), %[lo], %[hi]\n\t"                                                        \
    "adcxq %[lo], %[" #low "]\n\t"                                                                 \
    "adoxq %[hi], %[" #high "]\n\t"

/* The last product: its high half, with both carries, is the new window limb. */
#define LAST_PRODUCT(at, low, high)                                                                \
    "mulxq " #at "(%[x]), %[lo], %[" #high "]\n\t"                                                 \
    "adcxq %[lo], %[" #low "]\n\t"                                                                 \
    "movl $0, %k[lo]\n\t"                                                                          \
    "adcxq %[lo], %[" #high "]\n\t"                                                                \
    "adoxq %[lo], %[" #high "]\n\t"

#define PRODUCTS_1_TO_7                                                                            \
    PRODUCT(8, w1, w2)                                                                             \
    PRODUCT(16, w2, w3)                                                                            \
    PRODUCT(24, w3, w4)                                                                            \
    PRODUCT(32, w4, w5)                                                                            \
    PRODUCT(40, w5, w6)                                                                            \
    PRODUCT(48, w6, w7)                                                                            \
    LAST_PRODUCT(56, w7, w0)

#define CLEAR_CARRIES "xorl %k[lo], %k[lo]\n\t"

#endif
