/*
 * GHASH (NIST SP 800-38D section 6.4) in plain constant-time C, without tables.
 */
#ifndef BRN_CRYPTO_AES_GHASH_H
#define BRN_CRYPTO_AES_GHASH_H

#include <stddef.h>
#include <stdint.h>

/* An element of GF(2^128), its 16 bytes read as a big-endian number. */
typedef struct brn_ghash_element {
    uint64_t high, low;
} brn_ghash_element;

/* The hash subkey H as it is multiplied with: divided by x. h: 16 bytes, secret. */
brn_ghash_element brn_ghash_key(const uint8_t h[16]);

/* Takes in len bytes, the last block filled up with zeros. */
void brn_ghash_update(brn_ghash_element *y, brn_ghash_element key, const uint8_t *data, size_t len);

/* Takes in the block of the two lengths (given in bytes) and writes the hash. */
void brn_ghash_final(brn_ghash_element *y, brn_ghash_element key, size_t ad_len, size_t len,
                     uint8_t out[16]);

/*
 * The product of polynomials over GF(2): high and low half. The first is for machines
 * that multiply 32 bits by 32; the second, for those that multiply 64 by 64, is the
 * first on all others. Both are here so that one test can hold them together.
 */
void brn_clmul_32(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low);
void brn_clmul_64(uint64_t a, uint64_t b, uint64_t *high, uint64_t *low);

#endif
