/*
 * Multiples of Ed25519's base point B, for key generation with x25519_adx.c.
 *
 * A scalar's 256 bits, each of which counts 1 or -1, are eight combs of four teeth, 8 bits apart;
 * entry i of comb c is the sum of 2^(8 (4 c + t)) * 8 B over t, counted 1 for t = 3, and for
 * t < 3 as bit t of i says. The factor 8 is the one that clamping makes of every scalar.
 */
#ifndef BRN_CRYPTO_CURVE25519_COMB25519_H
#define BRN_CRYPTO_CURVE25519_COMB25519_H

#include "crypto/curve25519/field25519_adx.h"

#define BRN_COMB25519_COMBS   8
#define BRN_COMB25519_SPACING 8
#define BRN_COMB25519_ENTRIES 8

/* A point (x, y) of -x^2 + y^2 = 1 + d x^2 y^2 (RFC 8032 section 5.1), as additions take it. */
typedef struct brn_comb25519_entry {
    brn_f25519 sum, difference, product; /* y + x, y - x, 2 d x y */
} brn_comb25519_entry;

#if BRN_F25519_ADX
extern const brn_comb25519_entry brn_comb25519[BRN_COMB25519_COMBS][BRN_COMB25519_ENTRIES];
#endif

#endif
