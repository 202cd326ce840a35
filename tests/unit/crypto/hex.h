/* Bytes from hex text in tests. */
#ifndef BRINE_TESTS_CRYPTO_HEX_H
#define BRINE_TESTS_CRYPTO_HEX_H

#include <sodium.h>
#include <string.h>

#include "support/test.h"

/* Returns how many bytes there are; fails the test when out is too small or text no hex. */
static inline size_t hex_bytes(uint8_t *out, size_t cap, const char *text)
{
    size_t len;

    assert_int_equal(sodium_hex2bin(out, cap, text, strlen(text), NULL, &len, NULL), 0);
    assert_int_equal(len * 2, strlen(text));
    return len;
}

#endif
