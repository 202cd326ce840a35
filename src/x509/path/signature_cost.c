#include "x509/path/signature_cost.h"

/*
 * Measured on x86-64 (tests/bench/bench_hostile.c prints what a unit takes) and rounded up,
 * the slower of two tiers where their relation to P-256 differs.
 */
enum {
    P256 = 1000,
    P384 = 3700,
    P521 = 29000,
    ED25519 = 1100,
    RSA_LEAST = 100,
    RSA_PRODUCTS_IN_UNIT = 60, /* of 64-bit words */
    RSA_WORD_BITS = 64,
    HASHED_BYTES_IN_UNIT = 24, /* SHA-512, the slowest */
};

static size_t curve_cost(brine_group_id curve)
{
    switch ((int)curve) {
    case BRINE_GROUP_SECP256R1:
        return P256;
    case BRINE_GROUP_SECP384R1:
        return P384;
    default:
        return P521;
    }
}

/*
 * s^e mod n by squaring and multiplying: for each bit of e after the first a squaring, for
 * each that is set a multiplication, and one more to enter Montgomery form; each takes the
 * square of n's length in words.
 */
static size_t rsa_cost(const brine_public_key *key)
{
    size_t words = (key->bits + RSA_WORD_BITS - 1) / RSA_WORD_BITS, steps = 0;

    if (key->bits > BRINE_RSA_BITS_MAX || key->exponent.len > BRINE_RSA_EXPONENT_BITS_MAX / 8)
        return (size_t)BRINE_PATH_WORK_MAX + 1;
    for (size_t i = 0; i < key->exponent.len * 8; i++) {
        if ((key->exponent.data[i / 8] & 0x80 >> i % 8) != 0)
            steps += 2;
        else if (steps > 0)
            steps++;
    }
    return RSA_LEAST +
           steps * words * words / RSA_PRODUCTS_IN_UNIT; /* these limits keep it small */
}

size_t brn_signature_cost(const brine_public_key *key, size_t message_len)
{
    size_t hashing = message_len / HASHED_BYTES_IN_UNIT;

    switch ((int)key->kind) {
    case BRINE_KEY_RSA:
    case BRINE_KEY_RSA_PSS:
        return hashing + rsa_cost(key);
    case BRINE_KEY_ED25519:
        return hashing + ED25519;
    default:
        return hashing + curve_cost(key->curve);
    }
}
