/*
 * The block kernel for x86-64 with BMI2 and ADX: MULX multiplies without touching flags, and
 * ADCX and ADOX keep two carry chains apart, one in CF for the low halves of the products and
 * one in OF for the high halves. The compilers of today do not find this by themselves.
 *
 * In one step with the limb y, the window w0 .. w7 and the multipliers x[0..7] in memory:
 *
 *     OF chain:   w0 += t        w1 += high(x[0] y)   ...   w7 += high(x[6] y)
 *     CF chain:   w0 += low(x[0] y)   w1 += low(x[1] y)   ...   w7 += low(x[7] y)
 *
 * Then w0 is the finished limb. Its register takes high(x[7] y), to which both carries are
 * added, and is the next window's w7: eight steps turn the registers round once, which is
 * why a block has eight limbs. None of these instructions takes a time that depends on data.
 */
#include "crypto/bignum/montgomery_block.h"
#include "crypto/bignum/montgomery_square_adx.h"
#include "crypto/bignum/montgomery_steps_adx.h"
#include "crypto/cpu.h"

#if BRN_X86_64_ASSEMBLY && BRN_LIMB_BITS == 64

/* The window a .. h as operands w0 .. w7. */
#define WINDOW(a, b, c, d, e, f, g, h)                                                             \
    [w0] "+&r"(a), [w1] "+&r"(b), [w2] "+&r"(c), [w3] "+&r"(d), [w4] "+&r"(e), [w5] "+&r"(f),      \
        [w6] "+&r"(g), [w7] "+&r"(h)

/* One step with limb i of y and t. What it uses in memory is covered by the clobber. */
#define ACCUMULATE(i, ...)                                                                         \
    __asm__ volatile("movq 8*" #i "(%[y]), %%rdx\n\t" CLEAR_CARRIES "adoxq 8*" #i                  \
                     "(%[t]), %[w0]\n\t" PRODUCT(0, w0, w1) "movq %[w0], 8*" #i                    \
                                                            "(%[t])\n\t" PRODUCTS_1_TO_7           \
                     : WINDOW(__VA_ARGS__), [lo] "=&r"(lo), [hi] "=&r"(hi)                         \
                     : [x] "r"(x), [t] "r"(t), [y] "r"(y)                                          \
                     : "rdx", "cc", "memory")

/* One step that finds multiplier i. It makes the lowest window limb a zero. */
#define REDUCE(i, ...)                                                                             \
    __asm__ volatile("movq %[w0], %%rdx\n\t"                                                       \
                     "imulq %[inverse], %%rdx\n\t"                                                 \
                     "movq %%rdx, 8*" #i "(%[found])\n\t" CLEAR_CARRIES PRODUCT(0, w0, w1)         \
                         PRODUCTS_1_TO_7                                                           \
                     : WINDOW(__VA_ARGS__), [lo] "=&r"(lo), [hi] "=&r"(hi)                         \
                     : [x] "r"(n), [inverse] "m"(inverse), [found] "r"(t)                          \
                     : "rdx", "cc", "memory")

#define EIGHT_STEPS(STEP)                                                                          \
    STEP(0, w0, w1, w2, w3, w4, w5, w6, w7);                                                       \
    STEP(1, w1, w2, w3, w4, w5, w6, w7, w0);                                                       \
    STEP(2, w2, w3, w4, w5, w6, w7, w0, w1);                                                       \
    STEP(3, w3, w4, w5, w6, w7, w0, w1, w2);                                                       \
    STEP(4, w4, w5, w6, w7, w0, w1, w2, w3);                                                       \
    STEP(5, w5, w6, w7, w0, w1, w2, w3, w4);                                                       \
    STEP(6, w6, w7, w0, w1, w2, w3, w4, w5);                                                       \
    STEP(7, w7, w0, w1, w2, w3, w4, w5, w6)

#define WINDOW_OF(w)                                                                               \
    uint64_t w0 = (w)[0], w1 = (w)[1], w2 = (w)[2], w3 = (w)[3], w4 = (w)[4], w5 = (w)[5],         \
             w6 = (w)[6], w7 = (w)[7], lo, hi
#define EMPTY_WINDOW uint64_t w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0, w6 = 0, w7 = 0, lo, hi
#define STORE_WINDOW(w)                                                                            \
    (w)[0] = w0, (w)[1] = w1, (w)[2] = w2, (w)[3] = w3, (w)[4] = w4, (w)[5] = w5, (w)[6] = w6,     \
    (w)[7] = w7

/* The steps of a row, after which t is at the eight limbs above it. */
#define SLIDE                                                                                      \
    for (; blocks > 0; blocks--) {                                                                 \
        EIGHT_STEPS(ACCUMULATE);                                                                   \
        t += BRN_BLOCK_LIMBS;                                                                      \
        y += BRN_BLOCK_LIMBS;                                                                      \
    }

#define ADD_LIMB(i)                                                                                \
    "adcq 8*" #i "(%[t]), %[w" #i "]\n\t"                                                          \
    "movq %[w" #i "], 8*" #i "(%[t])\n\t"

#define ADD_WINDOW                                                                                 \
    __asm__ volatile("addq $-1, %[carry]\n\t" ADD_LIMB(0) ADD_LIMB(1) ADD_LIMB(2) ADD_LIMB(3)      \
                         ADD_LIMB(4) ADD_LIMB(5) ADD_LIMB(6) ADD_LIMB(7) "movl $0, %k[carry]\n\t"  \
                                                                         "adcq $0, %[carry]"       \
                     : WINDOW(w0, w1, w2, w3, w4, w5, w6, w7), [carry] "+&r"(carry)                \
                     : [t] "r"(t)                                                                  \
                     : "cc", "memory")

static void multiply(brn_limb *t, const brn_limb *x, const brn_limb *y, size_t blocks)
{
    EMPTY_WINDOW;

    SLIDE
    STORE_WINDOW(t);
}

static brn_limb add(brn_limb *t, const brn_limb *x, const brn_limb *y, size_t blocks,
                    brn_limb carry)
{
    EMPTY_WINDOW;

    SLIDE
    ADD_WINDOW;
    return carry;
}

static brn_limb reduce(brn_limb *t, const brn_limb *n, brn_limb inverse, size_t blocks,
                       brn_limb carry)
{
    const brn_limb *x = t, *y = n + BRN_BLOCK_LIMBS;
    WINDOW_OF(t);

    EIGHT_STEPS(REDUCE);
    t += BRN_BLOCK_LIMBS;
    blocks--;
    SLIDE
    ADD_WINDOW;
    return carry;
}

/* The difference, and whether it is below 0. */
#define SUBTRACT_LIMB(i)                                                                           \
    "movq 8*" #i "(%[a]), %[limb]\n\t"                                                             \
    "sbbq 8*" #i "(%[n]), %[limb]\n\t"                                                             \
    "movq %[limb], 8*" #i "(%[out])\n\t"

#define SELECT_LIMB(i)                                                                             \
    "movq 8*" #i "(%[out]), %[limb]\n\t"                                                           \
    "cmovnzq 8*" #i "(%[a]), %[limb]\n\t"                                                          \
    "movq %[limb], 8*" #i "(%[out])\n\t"

#define EIGHT_LIMBS(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)

static void subtract_once(brn_limb *out, brn_limb carry, const brn_limb *a, const brn_limb *n,
                          size_t blocks)
{
    brn_limb borrow = 0, limb;

    for (size_t i = 0; i < blocks * BRN_BLOCK_LIMBS; i += BRN_BLOCK_LIMBS)
        __asm__ volatile("addq $-1, %[borrow]\n\t" EIGHT_LIMBS(SUBTRACT_LIMB) "movl $0, "
                                                                              "%k[borrow]\n\t"
                                                                              "adcq $0, %[borrow]"
                         : [borrow] "+&r"(borrow), [limb] "=&r"(limb)
                         : [out] "r"(out + i), [a] "r"(a + i), [n] "r"(n + i)
                         : "cc", "memory");
    borrow &= ~carry;
    for (size_t i = 0; i < blocks * BRN_BLOCK_LIMBS; i += BRN_BLOCK_LIMBS)
        __asm__ volatile("testq %[borrow], %[borrow]\n\t" EIGHT_LIMBS(SELECT_LIMB)
                         : [limb] "=&r"(limb)
                         : [borrow] "r"(borrow), [out] "r"(out + i), [a] "r"(a + i)
                         : "cc", "memory");
}

static const brn_block_kernel adx = {
    multiply, add, reduce, brn_block_products_adx, brn_block_double_and_square_adx, subtract_once};

const brn_block_kernel *brn_block_kernel_here(void)
{
    return brn_cpu_has(BRN_CPU_ADX) ? &adx : &brn_block_kernel_c;
}

#else

const brn_block_kernel *brn_block_kernel_here(void)
{
    return &brn_block_kernel_c;
}

#endif
