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
#include "crypto/cpu.h"

#if BRN_X86_64_ASSEMBLY && BRN_LIMB_BITS == 64

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
                     : [x] "r"(n), [inverse] "m"(inverse), [found] "r"(block->x)                   \
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

#define LOAD_WINDOW(w)                                                                             \
    uint64_t w0 = (w)[0], w1 = (w)[1], w2 = (w)[2], w3 = (w)[3], w4 = (w)[4], w5 = (w)[5],         \
             w6 = (w)[6], w7 = (w)[7], lo, hi
#define STORE_WINDOW(w)                                                                            \
    (w)[0] = w0, (w)[1] = w1, (w)[2] = w2, (w)[3] = w3, (w)[4] = w4, (w)[5] = w5, (w)[6] = w6,     \
    (w)[7] = w7

static void accumulate(brn_limb *t, const brn_limb *y, size_t blocks, brn_block *block)
{
    LOAD_WINDOW(block->window);
    const brn_limb *x = block->x;

    for (; blocks > 0; blocks--) {
        EIGHT_STEPS(ACCUMULATE);
        t += BRN_BLOCK_LIMBS;
        y += BRN_BLOCK_LIMBS;
    }
    STORE_WINDOW(block->window);
}

static void reduce(const brn_limb *n, brn_limb inverse, brn_block *block)
{
    LOAD_WINDOW(block->window);

    EIGHT_STEPS(REDUCE);
    STORE_WINDOW(block->window);
}

/*
 * The square of x: first all products of two different limbs, row by row; the row of x[j] adds
 * to limbs 2 j + 1 to j + 8, of which the lowest two are then finished. Limb i is held in
 * w(i mod 8). Then everything is doubled in the OF chain while the squares of single limbs are
 * added in the CF chain.
 */
#define ROW(at) "movq " #at "(%[x]), %%rdx\n\t" CLEAR_CARRIES

#define FIRST_ROW_PRODUCT(at, low, high)                                                           \
    "mulxq " #at "(%[x]), %[lo], %[" #high "]\n\t"                                                 \
    "adcxq %[lo], %[" #low "]\n\t"

#define FINISHED(at, limb, at_next, next)                                                          \
    "movq %[" #limb "], " #at "(%[out])\n\t"                                                       \
    "movq %[" #next "], " #at_next "(%[out])\n\t"

#define DOUBLE(at, addend)                                                                         \
    "movq " #at "(%[out]), %[limb]\n\t"                                                            \
    "adoxq %[limb], %[limb]\n\t"                                                                   \
    "adcxq %[" #addend "], %[limb]\n\t"                                                            \
    "movq %[limb], " #at "(%[out])\n\t"

#define SQUARE(at, at_low, at_high)                                                                \
    "movq " #at "(%[x]), %%rdx\n\t"                                                                \
    "mulxq %%rdx, %[lo], %[hi]\n\t" DOUBLE(at_low, lo) DOUBLE(at_high, hi)

/* clang-format off */
static void square(brn_limb *out, const brn_limb *x)
{
    uint64_t w0, w1, w2, w3, w4, w5, w6, w7, lo, hi, limb;

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
    __asm__ volatile(
        CLEAR_CARRIES
        SQUARE(0, 0, 8) SQUARE(8, 16, 24) SQUARE(16, 32, 40) SQUARE(24, 48, 56)
        SQUARE(32, 64, 72) SQUARE(40, 80, 88) SQUARE(48, 96, 104) SQUARE(56, 112, 120)
        : [lo] "=&r"(lo), [hi] "=&r"(hi), [limb] "=&r"(limb)
        : [out] "r"(out), [x] "r"(x)
        : "rdx", "cc", "memory");
}
/* clang-format on */

static const brn_block_kernel adx = {accumulate, reduce, square};

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
