/*
 * Bounds. What comes in is any number of 256 bits, and so is what comes out. Of a product's 512
 * bits the upper half comes in below 38 times, which makes at most 38 * 2^256 and a lower part;
 * that 38 or less comes in 38 times once more. If this carries, less than 38^2 is left in the
 * lower part, all of it in the lowest limb, where the last 38 fit without a carry. The same holds
 * with 1 for 38 after a sum, and after a product by a small number with 2^26. A borrow is taken
 * away 38 times; if this borrows, at least 2^256 - 38 is left, and the lowest limb has 38 to give.
 */
#include "crypto/curve25519/field25519_adx.h"

#if BRN_F25519_ADX

#include "crypto/bignum/adx_steps.h"

/* clang-format off */

/* out = r8..r11 + the product of rdx, which is 38, and limb, below 2^26. */
#define FOLD(limb)                                                                                 \
    "imulq %%rdx, %%" #limb "\n\t"                                                                 \
    "xorl %%ecx, %%ecx\n\t"                                                                        \
    "addq %%" #limb ", %%r8\n\t"                                                                   \
    "adcq $0, %%r9\n\t"                                                                            \
    "adcq $0, %%r10\n\t"                                                                           \
    "adcq $0, %%r11\n\t"                                                                           \
    "cmovcq %%rdx, %%rcx\n\t"                                                                      \
    "addq %%rcx, %%r8\n\t"                                                                         \
    STORE_FOUR(r8, r9, r10, r11)

/* (high, low) += rdx * limb, in two chains. */
#define FOLD_LIMB(limb, low, high)                                                                 \
    "mulxq %%" #limb ", %%rax, %%rcx\n\t"                                                          \
    "adcxq %%rax, %%" #low "\n\t"                                                                  \
    "adoxq %%rcx, %%" #high "\n\t"

/* out = r8..r15 */
#define REDUCE                                                                                     \
    "movl $38, %%edx\n\t"                                                                          \
    "xorl %%eax, %%eax\n\t" /* and CF, OF */                                                       \
    FOLD_LIMB(r12, r8, r9)                                                                         \
    FOLD_LIMB(r13, r9, r10)                                                                        \
    FOLD_LIMB(r14, r10, r11)                                                                       \
    "mulxq %%r15, %%rax, %%r12\n\t"                                                                \
    "movl $0, %%ecx\n\t"                                                                           \
    "adcxq %%rax, %%r11\n\t"                                                                       \
    "adoxq %%rcx, %%r12\n\t"                                                                       \
    "adcxq %%rcx, %%r12\n\t"                                                                       \
    FOLD(r12)

void brn_f25519_adx_multiply(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b)
{
    __asm__ volatile(
        "movq (%[b]), %%rdx\n\t"
        "mulxq (%[a]), %%r8, %%r9\n\t"
        MULTIPLY_FIRST(8, "addq", r9, r10)
        MULTIPLY_FIRST(16, "adcq", r10, r11)
        MULTIPLY_FIRST(24, "adcq", r11, r12)
        "adcq $0, %%r12\n\t"
        ROW_OF_FOUR(1, r13, r9, r10, r11, r12, r13)
        ROW_OF_FOUR(2, r14, r10, r11, r12, r13, r14)
        ROW_OF_FOUR(3, r15, r11, r12, r13, r14, r15)
        REDUCE
        :
        : [out] "r"(out), [a] "r"(a), [b] "r"(b)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc",
          "memory");
}

void brn_f25519_adx_square(brn_f25519 *out, const brn_f25519 *a)
{
    __asm__ volatile(
        SQUARE_FOUR
        REDUCE
        :
        : [out] "r"(out), [a] "r"(a)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc",
          "memory");
}

/* out = a * b + c, for b below 2^26: the limb above is below 2^26, too. */
void brn_f25519_adx_multiply_small_add(brn_f25519 *out, const brn_f25519 *a, uint32_t b,
                                             const brn_f25519 *c)
{
    __asm__ volatile(
        "movl %[b], %%edx\n\t"
        LOAD_FOUR(c, r8, r9, r10, r11)
        "xorl %%r12d, %%r12d\n\t" /* and CF, OF */
        MULTIPLY_ADD(0, r8, r9)
        MULTIPLY_ADD(8, r9, r10)
        MULTIPLY_ADD(16, r10, r11)
        MULTIPLY_ADD(24, r11, r12)
        "movl $38, %%edx\n\t"
        "adcq $0, %%r12\n\t"
        FOLD(r12)
        :
        : [out] "r"(out), [a] "r"(a), [b] "r"(b), [c] "r"(c)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "cc", "memory");
}

/* A carry or borrow out of four limbs, 38 times into them, and the second one. */
#define SUM(add, add_with_carry)                                                                   \
    LOAD_FOUR(a, r8, r9, r10, r11)                                                                 \
    "movl $38, %%edx\n\t"                                                                          \
    "xorl %%ecx, %%ecx\n\t"                                                                        \
    "xorl %%eax, %%eax\n\t"                                                                        \
    add " (%[b]), %%r8\n\t"                                                                        \
    add_with_carry " 8(%[b]), %%r9\n\t"                                                            \
    add_with_carry " 16(%[b]), %%r10\n\t"                                                          \
    add_with_carry " 24(%[b]), %%r11\n\t"                                                          \
    "cmovcq %%rdx, %%rcx\n\t"                                                                      \
    add " %%rcx, %%r8\n\t"                                                                         \
    add_with_carry " $0, %%r9\n\t"                                                                 \
    add_with_carry " $0, %%r10\n\t"                                                                \
    add_with_carry " $0, %%r11\n\t"                                                                \
    "cmovcq %%rdx, %%rax\n\t"                                                                      \
    add " %%rax, %%r8\n\t"                                                                         \
    STORE_FOUR(r8, r9, r10, r11)

void brn_f25519_adx_add(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b)
{
    __asm__ volatile(
        SUM("addq", "adcq")
        :
        : [out] "r"(out), [a] "r"(a), [b] "r"(b)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "cc", "memory");
}

void brn_f25519_adx_subtract(brn_f25519 *out, const brn_f25519 *a, const brn_f25519 *b)
{
    __asm__ volatile(
        SUM("subq", "sbbq")
        :
        : [out] "r"(out), [a] "r"(a), [b] "r"(b)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "cc", "memory");
}

/* a = mask ? b : a, by words: vectors would wait for the words that were just stored. */
void brn_f25519_adx_choose(brn_f25519 *a, brn_limb mask, const brn_f25519 *b)
{
    __asm__ volatile(
        LOAD_FOUR(a, r8, r9, r10, r11)
        "testq %[mask], %[mask]\n\t"
        "cmovnzq (%[b]), %%r8\n\t"
        "cmovnzq 8(%[b]), %%r9\n\t"
        "cmovnzq 16(%[b]), %%r10\n\t"
        "cmovnzq 24(%[b]), %%r11\n\t"
        "movq %%r8, (%[a])\n\t"
        "movq %%r9, 8(%[a])\n\t"
        "movq %%r10, 16(%[a])\n\t"
        "movq %%r11, 24(%[a])\n\t"
        :
        : [a] "r"(a), [mask] "r"(mask), [b] "r"(b)
        : "r8", "r9", "r10", "r11", "cc", "memory");
}

/* clang-format on */

#endif
