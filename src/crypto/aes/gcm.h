/*
 * What the tiers of AES-GCM share: AEAD_AES_128_GCM and AEAD_AES_256_GCM (RFC 5116
 * sections 5.1 and 5.2), with the nonce of TLS 1.2 (RFC 5288 section 3).
 */
#ifndef BRN_CRYPTO_AES_GCM_H
#define BRN_CRYPTO_AES_GCM_H

#include "crypto/provider/entries.h"

#include <brine/limits.h>

#define BRN_GCM_TAG_SIZE   16
#define BRN_AES_128_ROUNDS 10
#define BRN_AES_256_ROUNDS 14

/* The members of a brine_aead that are the same in every tier; bits is 128 or 256. */
#define BRN_AES_GCM_PARAMETERS(bits)                                                               \
    .size = sizeof(brine_aead), .id = BRINE_AEAD_AES_##bits##_GCM, .name = "AES-" #bits "-GCM",    \
    .key_length = bits / 8, .fixed_iv_length = 4, .explicit_nonce_length = 8,                      \
    .tag_length = BRN_GCM_TAG_SIZE, .blocks_limit = BRINE_GCM_BLOCKS_MAX

#endif
