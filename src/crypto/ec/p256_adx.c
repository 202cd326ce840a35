/*
 * The field of secp256r1 in x86-64 assembly.
 *
 * p = 2^256 - 2^224 + 2^192 + 2^96 - 1, in limbs, lowest first:
 *     ffffffffffffffff 00000000ffffffff 0000000000000000 ffffffff00000001
 * Its lowest limb is -1 mod 2^64, so Montgomery's factor for a lowest limb t0 is t0 itself,
 * and adding t0 p clears that limb at little cost:
 *     t0 p = t0 2^96 + t0 (2^64 - 2^32 + 1) 2^192 - t0
 * which is t0 << 32 and t0 >> 32 added to the two limbs above, and one product with the top
 * limb of p added to the next two.
 *
 * Bounds: with a, b < p the sum t + a b_i + t0 p, divided by 2^64, is below 2 p when t is.
 * So t has a fifth limb that is 0 or 1; t + a b_i, below p (2^64 + 1), needs no more, a sixth
 * catches the carry of t0 p, and one conditional
 * subtraction at the end, by a move under the carry, reduces fully.
 */
#include "crypto/ec/adx.h"

#if BRN_EC_ADX

#include "crypto/bignum/adx_steps.h"

/* clang-format off */

/* The top limb of p. */
#define TOP_LIMB "0xffffffff00000001"

/* (t + t0 p) / 2^64: what comes out stands in t1..t5, and t0 is free. */
#define REDUCE(top_limb, t0, t1, t2, t3, t4, t5)                                                   \
    "movq %%" #t0 ", %%rdx\n\t"                                                                    \
    "mulxq %%" #top_limb ", %%rax, %%rcx\n\t"                                                      \
    "shlq $32, %%" #t0 "\n\t"                                                                      \
    "shrq $32, %%rdx\n\t"                                                                          \
    "addq %%" #t0 ", %%" #t1 "\n\t"                                                                \
    "adcq %%rdx, %%" #t2 "\n\t"                                                                    \
    "adcq %%rax, %%" #t3 "\n\t"                                                                    \
    "adcq %%rcx, %%" #t4 "\n\t"                                                                    \
    "adcq $0, %%" #t5 "\n\t"

/* The same where t has four limbs and nothing is added above: t1, t2, t3, t0 come out. */
#define REDUCE_LOW(top_limb, t0, t1, t2, t3)                                                       \
    "movq %%" #t0 ", %%rdx\n\t"                                                                    \
    "movq %%" #t0 ", %%rcx\n\t"                                                                    \
    "mulxq %%" #top_limb ", %%rax, %%" #t0 "\n\t"                                                  \
    "shlq $32, %%rcx\n\t"                                                                          \
    "shrq $32, %%rdx\n\t"                                                                          \
    "addq %%rcx, %%" #t1 "\n\t"                                                                    \
    "adcq %%rdx, %%" #t2 "\n\t"                                                                    \
    "adcq %%rax, %%" #t3 "\n\t"                                                                    \
    "adcq $0, %%" #t0 "\n\t"

/*
 * out = t - p or t, whichever is in [0, p - 1], for t0..t4 below 2 p: u = t + (2^256 - p)
 * has its bit 256 set, or t has, exactly when t >= p.
 */
#define FINISH(t0, t1, t2, t3, t4, u0, u1, u2, u3)                                                 \
    "movq $1, %%" #u0 "\n\t"                                                                       \
    "addq %%" #t0 ", %%" #u0 "\n\t"                                                                \
    "movabsq $0xffffffff00000000, %%" #u1 "\n\t"                                                   \
    "adcq %%" #t1 ", %%" #u1 "\n\t"                                                                \
    "movq $-1, %%" #u2 "\n\t"                                                                      \
    "adcq %%" #t2 ", %%" #u2 "\n\t"                                                                \
    "movabsq $0x00000000fffffffe, %%" #u3 "\n\t"                                                   \
    "adcq %%" #t3 ", %%" #u3 "\n\t"                                                                \
    "adcq $-1, %%" #t4 "\n\t"                                                                      \
    "cmovcq %%" #u0 ", %%" #t0 "\n\t"                                                              \
    "cmovcq %%" #u1 ", %%" #t1 "\n\t"                                                              \
    "cmovcq %%" #u2 ", %%" #t2 "\n\t"                                                              \
    "cmovcq %%" #u3 ", %%" #t3 "\n\t"                                                              \
    STORE_FOUR(t0, t1, t2, t3)

void brn_p256_adx_multiply(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    (void)m;
    __asm__ volatile(
        "movabsq $" TOP_LIMB ", %%r14\n\t"
        "movq (%[b]), %%rdx\n\t"
        "mulxq (%[a]), %%r8, %%r9\n\t"
        MULTIPLY_FIRST(8, "addq", r9, r10)
        MULTIPLY_FIRST(16, "adcq", r10, r11)
        MULTIPLY_FIRST(24, "adcq", r11, r12)
        "movl $0, %%r13d\n\t"
        "adcq $0, %%r12\n\t"
        REDUCE(r14, r8, r9, r10, r11, r12, r13)
        ROW_OF_FOUR(1, r8, r9, r10, r11, r12, r13)
        REDUCE(r14, r9, r10, r11, r12, r13, r8)
        ROW_OF_FOUR(2, r9, r10, r11, r12, r13, r8)
        REDUCE(r14, r10, r11, r12, r13, r8, r9)
        ROW_OF_FOUR(3, r10, r11, r12, r13, r8, r9)
        REDUCE(r14, r11, r12, r13, r8, r9, r10)
        FINISH(r12, r13, r8, r9, r10, rax, rcx, rdx, r11)
        :
        : [out] "r"(out), [a] "r"(a), [b] "r"(b)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "cc", "memory");
}

/*
 * The square comes first, in eight limbs r8..r15. Reducing its lower half four times leaves a
 * number of four limbs, at most p; the upper half is below p too.
 */
void brn_p256_adx_square(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    (void)m;
    __asm__ volatile(
        SQUARE_FOUR

        "movabsq $" TOP_LIMB ", %%rbx\n\t"
        REDUCE_LOW(rbx, r8, r9, r10, r11)
        REDUCE_LOW(rbx, r9, r10, r11, r8)
        REDUCE_LOW(rbx, r10, r11, r8, r9)
        REDUCE_LOW(rbx, r11, r8, r9, r10)
        "xorl %%edx, %%edx\n\t"
        "addq %%r8, %%r12\n\t"
        "adcq %%r9, %%r13\n\t"
        "adcq %%r10, %%r14\n\t"
        "adcq %%r11, %%r15\n\t"
        "adcq $0, %%rdx\n\t"
        FINISH(r12, r13, r14, r15, rdx, rax, rcx, r8, r9)
        :
        : [out] "r"(out), [a] "r"(a)
        : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc",
          "memory");
}

/* t + p when rax is all ones, t when it is zero, for t in r8..r11. */
#define ADD_P_IF_RAX                                                                               \
    "movabsq $" TOP_LIMB ", %%rdx\n\t"                                                             \
    "movl %%eax, %%ecx\n\t"                                                                        \
    "andq %%rax, %%rdx\n\t"                                                                        \
    "addq %%rax, %%r8\n\t"                                                                         \
    "adcq %%rcx, %%r9\n\t"                                                                         \
    "adcq $0, %%r10\n\t"                                                                           \
    "adcq %%rdx, %%r11\n\t"

void brn_p256_adx_add(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    (void)m;
    __asm__ volatile(
        LOAD_FOUR(a, r8, r9, r10, r11)
        "xorl %%edx, %%edx\n\t"
        "addq (%[b]), %%r8\n\t"
        "adcq 8(%[b]), %%r9\n\t"
        "adcq 16(%[b]), %%r10\n\t"
        "adcq 24(%[b]), %%r11\n\t"
        "adcq $0, %%rdx\n\t"
        FINISH(r8, r9, r10, r11, rdx, rax, rcx, r12, r13)
        :
        : [out] "r"(out), [a] "r"(a), [b] "r"(b)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "cc", "memory");
}

/* A borrow, spread over a word, says whether p is added back. */
void brn_p256_adx_subtract(brn_limb *out, const brn_limb *a, const brn_limb *b, const brn_mont *m)
{
    (void)m;
    __asm__ volatile(
        LOAD_FOUR(a, r8, r9, r10, r11)
        "subq (%[b]), %%r8\n\t"
        "sbbq 8(%[b]), %%r9\n\t"
        "sbbq 16(%[b]), %%r10\n\t"
        "sbbq 24(%[b]), %%r11\n\t"
        "sbbq %%rax, %%rax\n\t"
        ADD_P_IF_RAX
        STORE_FOUR(r8, r9, r10, r11)
        :
        : [out] "r"(out), [a] "r"(a), [b] "r"(b)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "cc", "memory");
}

/* An odd number gets p added; the carry is the top bit of what is shifted down. */
void brn_p256_adx_halve(brn_limb *out, const brn_limb *a, const brn_mont *m)
{
    (void)m;
    __asm__ volatile(
        LOAD_FOUR(a, r8, r9, r10, r11)
        "movl %%r8d, %%eax\n\t"
        "andl $1, %%eax\n\t"
        "negq %%rax\n\t"
        ADD_P_IF_RAX
        "sbbq %%rax, %%rax\n\t"
        "shrdq $1, %%r9, %%r8\n\t"
        "shrdq $1, %%r10, %%r9\n\t"
        "shrdq $1, %%r11, %%r10\n\t"
        "shrdq $1, %%rax, %%r11\n\t"
        STORE_FOUR(r8, r9, r10, r11)
        :
        : [out] "r"(out), [a] "r"(a)
        : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "cc", "memory");
}

/* clang-format on */

#else

/* ISO C wants a declaration in every file. */
typedef int brn_p256_adx_is_not_for_this_machine;

#endif
