/*
 * What the tiers of AEAD_CHACHA20_POLY1305 (RFC 8439 section 2.8) on x86-64 share: parameters as in
 * RFC 7905 section 2, and a state that is the key.
 */
#ifndef BRN_CRYPTO_CHACHA_CHACHA20_POLY1305_H
#define BRN_CRYPTO_CHACHA_CHACHA20_POLY1305_H

#include "crypto/chacha/poly1305_x86.h"

#include <brine/algorithms.h>

#define BRN_CHACHA_KEY_SIZE 32
#define BRN_CHACHA_TAG_SIZE 16

/* The members of a brine_aead that are the same in every tier. */
#define BRN_CHACHA_PARAMETERS                                                                      \
    .size = sizeof(brine_aead), .id = BRINE_AEAD_CHACHA20_POLY1305, .name = "ChaCha20-Poly1305",   \
    .fast = false, .key_length = BRN_CHACHA_KEY_SIZE, .fixed_iv_length = BRINE_AEAD_NONCE_SIZE,    \
    .explicit_nonce_length = 0, .tag_length = BRN_CHACHA_TAG_SIZE,                                 \
    .blocks_limit = UINT64_MAX, /* the sequence number ends sooner */                              \
        .state_size = BRN_CHACHA_KEY_SIZE, .state_align = 1

/* The rest of an entry; chacha20_poly1305_x86.h has the functions. */
#if BRN_CHACHA_X86
#define BRN_CHACHA_FUNCTIONS                                                                       \
    .available = available, .set_key = set_key, .seal = seal, .open = open, .clear = clear
#else
#define BRN_CHACHA_FUNCTIONS .available = brn_cpu_never
#endif

#endif
