#include "libtls/cipher_name.h"

#include <stddef.h>

static const struct {
    uint16_t suite;
    int strength;
    const char *name;
} ciphers[] = {
    {0xC02B, 128, "ECDHE-ECDSA-AES128-GCM-SHA256"},
    {0xC02F, 128, "ECDHE-RSA-AES128-GCM-SHA256"},
    {0xC02C, 256, "ECDHE-ECDSA-AES256-GCM-SHA384"},
    {0xC030, 256, "ECDHE-RSA-AES256-GCM-SHA384"},
    {0xCCA9, 256, "ECDHE-ECDSA-CHACHA20-POLY1305"},
    {0xCCA8, 256, "ECDHE-RSA-CHACHA20-POLY1305"},
    {0x009C, 128, "AES128-GCM-SHA256"},
    {0x009D, 256, "AES256-GCM-SHA384"},
};

#define CIPHERS (sizeof ciphers / sizeof *ciphers)

static size_t find(uint16_t suite)
{
    size_t i = 0;

    while (i < CIPHERS && ciphers[i].suite != suite)
        i++;
    return i;
}

const char *brn_tls_cipher_name(uint16_t suite, const char *iana)
{
    size_t i = find(suite);

    return i < CIPHERS ? ciphers[i].name : iana;
}

int brn_tls_cipher_strength(uint16_t suite)
{
    size_t i = find(suite);

    return i < CIPHERS ? ciphers[i].strength : 0;
}
