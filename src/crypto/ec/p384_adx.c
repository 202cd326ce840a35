/*
 * The field of secp384r1 in x86-64 assembly.
 *
 * p = 2^384 - 2^128 - 2^96 + 2^32 - 1, in limbs, lowest first:
 *     00000000ffffffff ffffffff00000000 fffffffffffffffe and three times ffffffffffffffff
 * -1/p mod 2^64 is 2^32 + 1, so Montgomery's factor for a lowest limb t0 is
 *     x = t0 + (t0 << 32) mod 2^64,
 * and t + x p needs no product at all: it is t + x 2^384 - x (2^128 + 2^96 - 2^32 + 1). In
 * limbs, with low = x << 32 (which is t0 << 32) and high = x >> 32, what is subtracted is
 *     limb 0: x - low, that is t0, whose borrow is the carry of the sum that made x
 *     limb 1: low - high - borrow
 *     limb 2: x + high - borrow, with a carry into limb 3
 * so limb 0 vanishes, and the rest is one chain of subtractions.
 *
 * Bounds are those of p256_adx.c with six limbs for four: t < 2 p before and after every
 * step, a seventh limb that is 0 or 1, an eighth for the carry within a step.
 */
#include "crypto/ec/adx.h"

#if BRN_EC_ADX

#include "crypto/bignum/adx_steps.h"

/* ISO C promises room for 4095 characters in a string; compilers with inline assembly have more. */
#pragma GCC diagnostic ignored "-Woverlength-strings"

/* clang-format off */

/* t + a * limb i of b, for eight limbs of t; the last comes in as anything and counts as 0. */
#define ROW(i, t0, t1, t2, t3, t4, t5, t6, t7)                                                     \
    "movq 8*" #i "(%[b]), %%rdx\n\t"                                                               \
    "xorq %%" #t7 ", %%" #t7 "\n\t" /* and CF, OF */                                               \
    MULTIPLY_ADD(0, t0, t1)                                                                        \
    MULTIPLY_ADD(8, t1, t2)                                                                        \
    MULTIPLY_ADD(16, t2, t3)                                                                       \
    MULTIPLY_ADD(24, t3, t4)                                                                       \
    MULTIPLY_ADD(32, t4, t5)                                                                       \
    MULTIPLY_ADD(40, t5, t6)                                                                       \
    "adcxq %%" #t7 ", %%" #t6 "\n\t"                                                               \
    "adoxq %%" #t7 ", %%" #t7 "\n\t"                                                               \
    "adcq $0, %%" #t7 "\n\t"

/* (t + x p) / 2^64 without x 2^320: t1..t5 take it, and t0 is left as x, less a borrow. */
#define REDUCE_LOW(t0, t1, t2, t3, t4, t5)                                                         \
    "movq %%" #t0 ", %%rax\n\t"                                                                    \
    "shlq $32, %%rax\n\t"                                                                          \
    "addq %%rax, %%" #t0 "\n\t"                                                                    \
    "rorxq $32, %%" #t0 ", %%rcx\n\t" /* high, and no flag changes */                              \
    "movl %%ecx, %%ecx\n\t"                                                                        \
    "sbbq %%rcx, %%rax\n\t"                                                                        \
    "sbbq $0, %%rcx\n\t" /* if high is 0 there was no borrow */                                    \
    "xorl %%edx, %%edx\n\t"                                                                        \
    "addq %%" #t0 ", %%rcx\n\t"                                                                    \
    "adcq %%rdx, %%rdx\n\t"                                                                        \
    "subq %%rax, %%" #t1 "\n\t"                                                                    \
    "sbbq %%rcx, %%" #t2 "\n\t"                                                                    \
    "sbbq %%rdx, %%" #t3 "\n\t"                                                                    \
    "sbbq $0, %%" #t4 "\n\t"                                                                       \
    "sbbq $0, %%" #t5 "\n\t"                                                                       \
    "sbbq $0, %%" #t0 "\n\t" /* if x is 0 there was no borrow */

/* (t + x p) / 2^64: what comes out stands in t1..t7, and t0 is free. */
#define REDUCE(t0, t1, t2, t3, t4, t5, t6, t7)                                                     \
    REDUCE_LOW(t0, t1, t2, t3, t4, t5)                                                             \
    "addq %%" #t0 ", %%" #t6 "\n\t"                                                                \
    "adcq $0, %%" #t7 "\n\t"

/*
 * out = t - p or t, whichever is in [0, p - 1], for t0..t6 below 2 p: u = t + (2^384 - p)
 * has its bit 384 set, or t has, exactly when t >= p.
 */
#define FINISH(t0, t1, t2, t3, t4, t5, t6, u0, u1, u2, u3, u4, u5)                                 \
    "movabsq $0xffffffff00000001, %%" #u0 "\n\t"                                                   \
    "addq %%" #t0 ", %%" #u0 "\n\t"                                                                \
    "movabsq $0x00000000ffffffff, %%" #u1 "\n\t"                                                   \
    "adcq %%" #t1 ", %%" #u1 "\n\t"                                                                \
    "movq $1, %%" #u2 "\n\t"                                                                       \
    "adcq %%" #t2 ", %%" #u2 "\n\t"                                                                \
    "movq $0, %%" #u3 "\n\t"                                                                       \
    "adcq %%" #t3 ", %%" #u3 "\n\t"                                                                \
    "movq $0, %%" #u4 "\n\t"                                                                       \
    "adcq %%" #t4 ", %%" #u4 "\n\t"                                                                \
    "movq $0, %%" #u5 "\n\t"                                                                       \
    "adcq %%" #t5 ", %%" #u5 "\n\t"                                                                \
    "adcq $-1, %%" #t6 "\n\t"                                                                      \
    "cmovcq %%" #u0 ", %%" #t0 "\n\t"                                                              \
    "cmovcq %%" #u1 ", %%" #t1 "\n\t"                                                              \
    "cmovcq %%" #u2 ", %%" #t2 "\n\t"                                                              \
    "cmovcq %%" #u3 ", %%" #t3 "\n\t"                                                              \
    "cmovcq %%" #u4 ", %%" #t4 "\n\t"                                                              \
    "cmovcq %%" #u5 ", %%" #t5 "\n\t" STORE(out, t0, t1, t2, t3, t4, t5)

#define STORE(out, t0, t1, t2, t3, t4, t5)                                                         \
    "movq %%" #t0 ", (%[" #out "])\n\t"                                                            \
    "movq %%" #t1 ", 8(%[" #out "])\n\t"                                                           \
    "movq %%" #t2 ", 16(%[" #out "])\n\t"                                                          \
    "movq %%" #t3 ", 24(%[" #out "])\n\t"                                                          \
    "movq %%" #t4 ", 32(%[" #out "])\n\t"                                                          \
    "movq %%" #t5 ", 40(%[" #out "])\n\t"

#define LOAD(a, t0, t1, t2, t3, t4, t5)                                                            \
    "movq (%[" #a "]), %%" #t0 "\n\t"                                                              \
    "movq 8(%[" #a "]), %%" #t1 "\n\t"                                                             \
    "movq 16(%[" #a "]), %%" #t2 "\n\t"                                                            \
    "movq 24(%[" #a "]), %%" #t3 "\n\t"                                                            \
    "movq 32(%[" #a "]), %%" #t4 "\n\t"                                                            \
    "movq 40(%[" #a "]), %%" #t5 "\n\t"

void brn_p384_adx_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    (void)m;
    /* The last conditional subtraction needs the registers that a and b came in. */
    __asm__ volatile(
        "movq (%[b]), %%rdx\n\t"
        "mulxq (%[a]), %%r8, %%r9\n\t"
        MULTIPLY_FIRST(8, "addq", r9, r10)
        MULTIPLY_FIRST(16, "adcq", r10, r11)
        MULTIPLY_FIRST(24, "adcq", r11, r12)
        MULTIPLY_FIRST(32, "adcq", r12, r13)
        MULTIPLY_FIRST(40, "adcq", r13, r14)
        "movl $0, %%r15d\n\t"
        "adcq $0, %%r14\n\t"
        REDUCE(r8, r9, r10, r11, r12, r13, r14, r15)
        ROW(1, r9, r10, r11, r12, r13, r14, r15, r8)
        REDUCE(r9, r10, r11, r12, r13, r14, r15, r8)
        ROW(2, r10, r11, r12, r13, r14, r15, r8, r9)
        REDUCE(r10, r11, r12, r13, r14, r15, r8, r9)
        ROW(3, r11, r12, r13, r14, r15, r8, r9, r10)
        REDUCE(r11, r12, r13, r14, r15, r8, r9, r10)
        ROW(4, r12, r13, r14, r15, r8, r9, r10, r11)
        REDUCE(r12, r13, r14, r15, r8, r9, r10, r11)
        ROW(5, r13, r14, r15, r8, r9, r10, r11, r12)
        REDUCE(r13, r14, r15, r8, r9, r10, r11, r12)
        FINISH(r14, r15, r8, r9, r10, r11, r12, rax, rcx, rdx, r13, rsi, rbx)
        : [a] "+S"(a), [b] "+b"(b)
        : [out] "r"(out)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc",
          "memory");
}

/*
 * The products of different limbs first: c1..c10, of which c1 and c2 go to memory and the
 * rest stays in r8..r15. Then they are doubled in one carry chain while the squares are
 * added in the other, from the bottom up. The twelve limbs are left in wide.
 */
static inline void square_wide(brn_limb wide[12], const brn_limb *a)
{
    __asm__ volatile(
        "movq (%[a]), %%rdx\n\t" /* a0 a1..a5: c1..c6 */
        "mulxq 8(%[a]), %%rax, %%rbx\n\t"
        "movq %%rax, 8(%[wide])\n\t"
        MULTIPLY_FIRST(16, "addq", rbx, r8)
        "movq %%rbx, 16(%[wide])\n\t"
        MULTIPLY_FIRST(24, "adcq", r8, r9)
        MULTIPLY_FIRST(32, "adcq", r9, r10)
        MULTIPLY_FIRST(40, "adcq", r10, r11)
        "adcq $0, %%r11\n\t"
        "movq 8(%[a]), %%rdx\n\t" /* a1 a2..a5: c3..c7 */
        "xorl %%r12d, %%r12d\n\t"
        MULTIPLY_ADD(16, r8, r9)
        MULTIPLY_ADD(24, r9, r10)
        MULTIPLY_ADD(32, r10, r11)
        MULTIPLY_ADD(40, r11, r12)
        "adcq $0, %%r12\n\t"
        "movq 16(%[a]), %%rdx\n\t" /* a2 a3..a5: c5..c8 */
        "xorl %%r13d, %%r13d\n\t"
        MULTIPLY_ADD(24, r10, r11)
        MULTIPLY_ADD(32, r11, r12)
        MULTIPLY_ADD(40, r12, r13)
        "adcq $0, %%r13\n\t"
        "movq 24(%[a]), %%rdx\n\t" /* a3 a4, a3 a5: c7..c9 */
        "xorl %%r14d, %%r14d\n\t"
        MULTIPLY_ADD(32, r12, r13)
        MULTIPLY_ADD(40, r13, r14)
        "adcq $0, %%r14\n\t"
        "movq 32(%[a]), %%rdx\n\t" /* a4 a5: c9, c10 */
        "mulxq 40(%[a]), %%rax, %%r15\n\t"
        "addq %%rax, %%r14\n\t"
        "adcq $0, %%r15\n\t"

        "xorl %%ebx, %%ebx\n\t"
        "movq (%[a]), %%rdx\n\t"
        "mulxq %%rdx, %%rax, %%rcx\n\t"
        "movq %%rax, (%[wide])\n\t"
        "movq 8(%[wide]), %%rax\n\t"
        "adcxq %%rax, %%rax\n\t"
        "adoxq %%rcx, %%rax\n\t"
        "movq %%rax, 8(%[wide])\n\t"
        "movq 8(%[a]), %%rdx\n\t"
        "mulxq %%rdx, %%rax, %%rcx\n\t"
        "movq 16(%[wide]), %%rdx\n\t"
        "adcxq %%rdx, %%rdx\n\t"
        "adoxq %%rax, %%rdx\n\t"
        "movq %%rdx, 16(%[wide])\n\t"
        "adcxq %%r8, %%r8\n\t"
        "adoxq %%rcx, %%r8\n\t"
        DOUBLE_ADD_SQUARE(16, r9, r10)
        DOUBLE_ADD_SQUARE(24, r11, r12)
        DOUBLE_ADD_SQUARE(32, r13, r14)
        DOUBLE_ADD_SQUARE(40, r15, rbx)
        "movq %%r8, 24(%[wide])\n\t"
        "movq %%r9, 32(%[wide])\n\t"
        "movq %%r10, 40(%[wide])\n\t"
        "movq %%r11, 48(%[wide])\n\t"
        "movq %%r12, 56(%[wide])\n\t"
        "movq %%r13, 64(%[wide])\n\t"
        "movq %%r14, 72(%[wide])\n\t"
        "movq %%r15, 80(%[wide])\n\t"
        "movq %%rbx, 88(%[wide])\n\t"
        :
        : [wide] "r"(wide), [a] "r"(a)
        : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc",
          "memory");
}

/* As in p256_adx.c: the lower half, reduced six times, is at most p; the upper is below p. */
void brn_p384_adx_square(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    brn_limb wide[12];
    const brn_limb *at = wide;

    (void)m;
    square_wide(wide, a);
    __asm__ volatile(
        LOAD(wide, r8, r9, r10, r11, r12, r13)
        REDUCE_LOW(r8, r9, r10, r11, r12, r13)
        REDUCE_LOW(r9, r10, r11, r12, r13, r8)
        REDUCE_LOW(r10, r11, r12, r13, r8, r9)
        REDUCE_LOW(r11, r12, r13, r8, r9, r10)
        REDUCE_LOW(r12, r13, r8, r9, r10, r11)
        REDUCE_LOW(r13, r8, r9, r10, r11, r12)
        "xorl %%r14d, %%r14d\n\t"
        "addq 48(%[wide]), %%r8\n\t"
        "adcq 56(%[wide]), %%r9\n\t"
        "adcq 64(%[wide]), %%r10\n\t"
        "adcq 72(%[wide]), %%r11\n\t"
        "adcq 80(%[wide]), %%r12\n\t"
        "adcq 88(%[wide]), %%r13\n\t"
        "adcq $0, %%r14\n\t"
        FINISH(r8, r9, r10, r11, r12, r13, r14, rax, rbx, rcx, rdx, r15, rsi)
        : [wide] "+S"(at)
        : [out] "r"(out)
        : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc",
          "memory");
}

void brn_p384_adx_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    (void)m;
    __asm__ volatile(
        LOAD(a, r8, r9, r10, r11, r12, r13)
        "xorl %%r14d, %%r14d\n\t"
        "addq (%[b]), %%r8\n\t"
        "adcq 8(%[b]), %%r9\n\t"
        "adcq 16(%[b]), %%r10\n\t"
        "adcq 24(%[b]), %%r11\n\t"
        "adcq 32(%[b]), %%r12\n\t"
        "adcq 40(%[b]), %%r13\n\t"
        "adcq $0, %%r14\n\t"
        FINISH(r8, r9, r10, r11, r12, r13, r14, rax, rcx, rdx, r15, rsi, rbx)
        : [a] "+S"(a), [b] "+b"(b)
        : [out] "r"(out)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc",
          "memory");
}

/* t + p when rax is all ones, t when it is zero. */
#define ADD_P_IF_RAX                                                                               \
    "movl %%eax, %%ecx\n\t"                                                                        \
    "movq %%rax, %%rdx\n\t"                                                                        \
    "shlq $32, %%rdx\n\t"                                                                          \
    "leaq (%%rax, %%rax), %%r14\n\t"                                                               \
    "addq %%rcx, %%r8\n\t"                                                                         \
    "adcq %%rdx, %%r9\n\t"                                                                         \
    "adcq %%r14, %%r10\n\t"                                                                        \
    "adcq %%rax, %%r11\n\t"                                                                        \
    "adcq %%rax, %%r12\n\t"                                                                        \
    "adcq %%rax, %%r13\n\t"

/* A borrow, spread over a word, says whether p is added back. */
void brn_p384_adx_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    (void)m;
    __asm__ volatile(
        LOAD(a, r8, r9, r10, r11, r12, r13)
        "subq (%[b]), %%r8\n\t"
        "sbbq 8(%[b]), %%r9\n\t"
        "sbbq 16(%[b]), %%r10\n\t"
        "sbbq 24(%[b]), %%r11\n\t"
        "sbbq 32(%[b]), %%r12\n\t"
        "sbbq 40(%[b]), %%r13\n\t"
        "sbbq %%rax, %%rax\n\t"
        ADD_P_IF_RAX
        STORE(out, r8, r9, r10, r11, r12, r13)
        :
        : [out] "r"(out), [a] "r"(a), [b] "r"(b)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "cc", "memory");
}

/* An odd number gets p added; the carry is the top bit of what is shifted down. */
void brn_p384_adx_halve(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    (void)m;
    __asm__ volatile(
        LOAD(a, r8, r9, r10, r11, r12, r13)
        "movl %%r8d, %%eax\n\t"
        "andl $1, %%eax\n\t"
        "negq %%rax\n\t"
        ADD_P_IF_RAX
        "sbbq %%rax, %%rax\n\t"
        "shrdq $1, %%r9, %%r8\n\t"
        "shrdq $1, %%r10, %%r9\n\t"
        "shrdq $1, %%r11, %%r10\n\t"
        "shrdq $1, %%r12, %%r11\n\t"
        "shrdq $1, %%r13, %%r12\n\t"
        "shrdq $1, %%rax, %%r13\n\t"
        STORE(out, r8, r9, r10, r11, r12, r13)
        :
        : [out] "r"(out), [a] "r"(a)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "cc", "memory");
}

/* clang-format on */

#else

/* ISO C wants a declaration in every file. */
typedef int brn_p384_adx_is_not_for_this_machine;

#endif
