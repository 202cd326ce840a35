/*
 * Steps of multiplication in x86-64 assembly, as text for the fields of curves.
 *
 * Register names come without %%; [a], [b] and [out] are the operands of the asm statement;
 * rdx holds the multiplier, rax and rcx are free. adcx and adox keep two carries apart, in
 * CF and OF: one chain adds the low halves of a row's products, the other the high halves,
 * and neither waits for the other.
 */
#ifndef BRN_CRYPTO_BIGNUM_ADX_STEPS_H
#define BRN_CRYPTO_BIGNUM_ADX_STEPS_H

/* clang-format off */

/* (high, low) += rdx * the limb of a at a byte offset, in two chains. */
#define MULTIPLY_ADD(offset, low, high)                                                            \
    "mulxq " #offset "(%[a]), %%rax, %%rcx\n\t"                                                    \
    "adcxq %%rax, %%" #low "\n\t"                                                                  \
    "adoxq %%rcx, %%" #high "\n\t"

/* The same for the first row: high is new, and low is added to in one chain. */
#define MULTIPLY_FIRST(offset, add, low, high)                                                     \
    "mulxq " #offset "(%[a]), %%rax, %%" #high "\n\t"                                              \
    add " %%rax, %%" #low "\n\t"

/* (high, low) = 2 (high, low) + the square of the limb of a, in two chains. */
#define DOUBLE_ADD_SQUARE(offset, low, high)                                                       \
    "movq " #offset "(%[a]), %%rdx\n\t"                                                            \
    "mulxq %%rdx, %%rax, %%rcx\n\t"                                                                \
    "adcxq %%" #low ", %%" #low "\n\t"                                                             \
    "adoxq %%rax, %%" #low "\n\t"                                                                  \
    "adcxq %%" #high ", %%" #high "\n\t"                                                           \
    "adoxq %%rcx, %%" #high "\n\t"

/* clang-format on */

#endif
