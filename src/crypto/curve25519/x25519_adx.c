/*
 * X25519 with MULX and ADX: the ladder for agreement. Key generation goes over to the curve of
 * Ed25519 (RFC 7748 section 4.1), whose additions have no exceptional case and take precomputed
 * points: u = (1 + y) / (1 - y).
 */
#include "crypto/curve25519/comb25519.h"
#include "crypto/provider/entries.h"

#if BRN_F25519_ADX

#define f25519_add                brn_f25519_adx_add
#define f25519_subtract           brn_f25519_adx_subtract
#define f25519_multiply           brn_f25519_adx_multiply
#define f25519_square             brn_f25519_adx_square
#define f25519_multiply_small_add brn_f25519_adx_multiply_small_add
#define f25519_choose             brn_f25519_adx_choose
#define f25519_invert             brn_f25519_invert
#define X25519_STACK              1536
#define BASE_STACK                1664

#include "crypto/curve25519/ladder.h"

#include <immintrin.h>

/* x = X / Z, y = Y / Z, x y = T / Z: RFC 8032 section 5.1.4, where the formulas come from. */
typedef struct point {
    brn_f25519 x, y, z, t;
} point;

/* What sums and doublings end with. */
static void join(point *p, const brn_f25519 *e, const brn_f25519 *f, const brn_f25519 *g,
                 const brn_f25519 *h)
{
    f25519_multiply(&p->x, e, f);
    f25519_multiply(&p->y, g, h);
    f25519_multiply(&p->t, e, h);
    f25519_multiply(&p->z, f, g);
}

static void add_entry(point *p, const brn_comb25519_entry *entry)
{
    brn_f25519 a, b, c, d, e, f, g, h;

    f25519_subtract(&a, &p->y, &p->x);
    f25519_multiply(&a, &a, &entry->difference);
    f25519_add(&b, &p->y, &p->x);
    f25519_multiply(&b, &b, &entry->sum);
    f25519_multiply(&c, &p->t, &entry->product);
    f25519_add(&d, &p->z, &p->z);
    f25519_subtract(&e, &b, &a);
    f25519_subtract(&f, &d, &c);
    f25519_add(&g, &d, &c);
    f25519_add(&h, &b, &a);
    join(p, &e, &f, &g, &h);
}

static void double_point(point *p)
{
    brn_f25519 a, b, c, e, f, g, h;

    f25519_square(&a, &p->x);
    f25519_square(&b, &p->y);
    f25519_square(&c, &p->z);
    f25519_add(&c, &c, &c);
    f25519_add(&h, &a, &b);
    f25519_add(&e, &p->x, &p->y);
    f25519_square(&e, &e);
    f25519_subtract(&e, &h, &e);
    f25519_subtract(&g, &a, &b);
    f25519_add(&f, &c, &g);
    join(p, &e, &f, &g, &h);
}

/* The vectors of an entry, as variables of their own, so that they stay in registers. */
#define EACH_VECTOR(X) X(0) X(1) X(2) X(3) X(4) X(5)
#define CLEAR(i)       __m128i kept##i = _mm_setzero_si128();
#define KEEP(i)        kept##i = _mm_or_si128(kept##i, _mm_and_si128(mask, _mm_loadu_si128(from + i)));
#define STORE(i)       _mm_storeu_si128((__m128i *)(void *)out + i, kept##i);

/* Reads all entries of the comb and keeps the one whose number is index. */
static void look_up(brn_comb25519_entry *out, const brn_comb25519_entry *comb, uint32_t index)
{
    __m128i wanted = _mm_set1_epi32((int)index);

    EACH_VECTOR(CLEAR)
    for (int entry = 0; entry < BRN_COMB25519_ENTRIES; entry++) {
        __m128i mask = _mm_cmpeq_epi32(wanted, _mm_set1_epi32(entry));
        const __m128i *from = (const void *)&comb[entry];

        EACH_VECTOR(KEEP)
    }
    EACH_VECTOR(STORE)
}

/* -(x, y) = (-x, y) */
static void negate_if(brn_comb25519_entry *entry, brn_limb mask)
{
    static const brn_f25519 zero = {{0}};
    brn_f25519 sum = entry->sum, negative;

    f25519_choose(&entry->sum, mask, &entry->difference);
    f25519_choose(&entry->difference, mask, &sum);
    f25519_subtract(&negative, &zero, &entry->product);
    f25519_choose(&entry->product, mask, &negative);
}

/* Bit i of word, as a number. */
static uint32_t bit_of(brn_limb word, unsigned i)
{
    return (uint32_t)(word >> i) & 1;
}

/*
 * The entry of a comb for the column that begins at bit j, its top bit 1 or -1. word: the 32 digits
 * of the comb, and whatever is above them.
 */
static void pick(brn_comb25519_entry *out, const brn_comb25519_entry *comb, brn_limb word,
                 unsigned j)
{
    brn_limb column = word >> j;
    uint32_t positive = bit_of(column, 3 * BRN_COMB25519_SPACING);
    uint32_t index = bit_of(column, 0) | bit_of(column, BRN_COMB25519_SPACING) << 1 |
                     bit_of(column, 2 * BRN_COMB25519_SPACING) << 2;
    brn_limb negative = (brn_limb)brn_ct_barrier((uint64_t)positive - 1);

    look_up(out, comb, index ^ ((uint32_t)negative & (BRN_COMB25519_ENTRIES - 1)));
    negate_if(out, negative);
}

static void shift_right(brn_limb *a, unsigned count)
{
    for (size_t i = 0; i < BRN_F25519_LIMBS; i++) {
        brn_limb above = i + 1 < BRN_F25519_LIMBS ? a[i + 1] : 0;

        a[i] = a[i] >> count | above << (BRN_LIMB_BITS - count);
    }
}

/* L, the order of B: RFC 8032 section 5.1. */
static const brn_limb order[BRN_F25519_LIMBS] = {0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0,
                                                 0x1000000000000000};

/*
 * The bits of a scalar m = clamped / 8, below 2^252, each to be counted 1 or -1: those of
 * (m + 2^256 - 1) / 2 for an odd m. For an even one L - m, which is odd, does as well: it makes -P
 * in place of P, whose u is the same.
 */
static void recode(brn_limb digits[BRN_F25519_LIMBS], const uint8_t private_key[X25519_SIZE])
{
    uint8_t clamped[X25519_SIZE];
    brn_limb other[BRN_F25519_LIMBS], even;
    brn_f25519 m;

    x25519_clamp(clamped, private_key);
    brn_f25519_read(&m, clamped);
    shift_right(m.limb, 3);
    (void)brn_limbs_subtract(other, order, m.limb, BRN_F25519_LIMBS);
    even = (brn_limb)brn_ct_barrier((m.limb[0] & 1) - (uint64_t)1);
    brn_limbs_select(digits, even, other, m.limb, BRN_F25519_LIMBS);
    shift_right(digits, 1);
    digits[BRN_F25519_LIMBS - 1] |= (brn_limb)1 << 63;
}

/* X25519(private_key, 9) */
static void multiply_base(uint8_t public_key[X25519_SIZE], const uint8_t private_key[X25519_SIZE])
{
    point sum = {{{0}}, {{1}}, {{1}}, {{0}}};
    brn_comb25519_entry entry;
    brn_limb digits[BRN_F25519_LIMBS];
    brn_f25519 above, below;

    recode(digits, private_key);
    for (unsigned j = BRN_COMB25519_SPACING; j-- > 0;) {
        double_point(&sum);
        for (size_t comb = 0; comb < BRN_COMB25519_COMBS; comb++) {
            pick(&entry, brn_comb25519[comb], digits[comb / 2] >> comb % 2 * 32, j);
            add_entry(&sum, &entry);
        }
    }
    f25519_add(&above, &sum.z, &sum.y);
    f25519_subtract(&below, &sum.z, &sum.y);
    f25519_invert(&below, &below);
    f25519_multiply(&above, &above, &below);
    brn_f25519_write(public_key, &above);
    sodium_memzero(digits, sizeof digits);
    sodium_memzero(&sum, sizeof sum);
}

static brine_result keygen(void *context, brine_random_function random, uint8_t *private_key,
                           uint8_t *public_key)
{
    return x25519_keygen(multiply_base, BASE_STACK, context, random, private_key, public_key);
}

static bool available(void *context)
{
    (void)context;
    return brn_cpu_has(BRN_CPU_ADX);
}

#endif

const brine_group brine_group_x25519_adx = {
    .size = sizeof(brine_group),
    .id = BRINE_GROUP_X25519,
    .name = "x25519",
    .implementation = "brine ADX",
    .private_length = BRN_F25519_SIZE,
    .public_length = BRN_F25519_SIZE,
    .shared_length = BRN_F25519_SIZE,
#if BRN_F25519_ADX
    .available = available,
    .keygen = keygen,
    .agree = x25519_agree,
#else
    .available = brn_cpu_never,
#endif
};
