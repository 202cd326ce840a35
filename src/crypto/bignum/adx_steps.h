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

/* Four limbs of an operand, and four of the result. */
#define LOAD_FOUR(from, t0, t1, t2, t3)                                                            \
    "movq (%[" #from "]), %%" #t0 "\n\t"                                                           \
    "movq 8(%[" #from "]), %%" #t1 "\n\t"                                                          \
    "movq 16(%[" #from "]), %%" #t2 "\n\t"                                                         \
    "movq 24(%[" #from "]), %%" #t3 "\n\t"

#define STORE_FOUR(t0, t1, t2, t3)                                                                 \
    "movq %%" #t0 ", (%[out])\n\t"                                                                 \
    "movq %%" #t1 ", 8(%[out])\n\t"                                                                \
    "movq %%" #t2 ", 16(%[out])\n\t"                                                               \
    "movq %%" #t3 ", 24(%[out])\n\t"

/*
 * t += a * limb i of b, for a of four limbs and a sum that five have room for. `zero` becomes 0
 * first: a register of its own, or t4 where t has four limbs only.
 */
#define ROW_OF_FOUR(i, zero, t0, t1, t2, t3, t4)                                                   \
    "movq 8*" #i "(%[b]), %%rdx\n\t"                                                               \
    "xorq %%" #zero ", %%" #zero "\n\t" /* and CF, OF */                                          \
    MULTIPLY_ADD(0, t0, t1)                                                                        \
    MULTIPLY_ADD(8, t1, t2)                                                                        \
    MULTIPLY_ADD(16, t2, t3)                                                                       \
    MULTIPLY_ADD(24, t3, t4)                                                                       \
    "adcq $0, %%" #t4 "\n\t"

/* (high, low) = 2 (high, low) + the square of the limb of a, in two chains. */
#define DOUBLE_ADD_SQUARE(offset, low, high)                                                       \
    "movq " #offset "(%[a]), %%rdx\n\t"                                                            \
    "mulxq %%rdx, %%rax, %%rcx\n\t"                                                                \
    "adcxq %%" #low ", %%" #low "\n\t"                                                             \
    "adoxq %%rax, %%" #low "\n\t"                                                                  \
    "adcxq %%" #high ", %%" #high "\n\t"                                                           \
    "adoxq %%rcx, %%" #high "\n\t"

/*
 * r8..r15 = the square of a's four limbs: the products of different limbs, doubled in one chain
 * while the squares are added in the other.
 */
#define SQUARE_FOUR                                                                                \
    "movq (%[a]), %%rdx\n\t" /* a0 a1, a0 a2, a0 a3 */                                             \
    "mulxq 8(%[a]), %%r9, %%r10\n\t"                                                               \
    MULTIPLY_FIRST(16, "addq", r10, r11)                                                           \
    MULTIPLY_FIRST(24, "adcq", r11, r12)                                                           \
    "adcq $0, %%r12\n\t"                                                                           \
    "movq 8(%[a]), %%rdx\n\t" /* a1 a2, a1 a3 */                                                   \
    "xorl %%r13d, %%r13d\n\t"                                                                      \
    MULTIPLY_ADD(16, r11, r12)                                                                     \
    MULTIPLY_ADD(24, r12, r13)                                                                     \
    "adcq $0, %%r13\n\t"                                                                           \
    "movq 16(%[a]), %%rdx\n\t" /* a2 a3 */                                                         \
    "mulxq 24(%[a]), %%rax, %%r14\n\t"                                                             \
    "addq %%rax, %%r13\n\t"                                                                        \
    "adcq $0, %%r14\n\t"                                                                           \
    "xorl %%r15d, %%r15d\n\t"                                                                      \
    "movq (%[a]), %%rdx\n\t"                                                                       \
    "mulxq %%rdx, %%r8, %%rcx\n\t"                                                                 \
    "adcxq %%r9, %%r9\n\t"                                                                         \
    "adoxq %%rcx, %%r9\n\t"                                                                        \
    DOUBLE_ADD_SQUARE(8, r10, r11)                                                                 \
    DOUBLE_ADD_SQUARE(16, r12, r13)                                                                \
    DOUBLE_ADD_SQUARE(24, r14, r15)

/* clang-format on */

#endif
