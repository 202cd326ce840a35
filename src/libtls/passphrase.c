#include "libtls/passphrase.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define BEGIN "\n-----BEGIN BRINE PASSPHRASE-----\n"
#define END   "\n-----END BRINE PASSPHRASE-----\n"

bool brn_tls_passphrase_append(brn_tls_bytes *key, const char *passphrase)
{
    const size_t len = strlen(passphrase);
    const size_t begin = sizeof BEGIN - 1, end = sizeof END - 1;
    brn_tls_bytes both = {0};
    uint8_t *at;

    if (len > BRINE_PASSPHRASE_MAX)
        return false;
    both.len = key->len + begin + 2 * len + end;
    both.data = malloc(both.len + 1);
    if (both.data == NULL)
        return false;
    at = both.data;
    memcpy(at, key->data, key->len);
    at += key->len;
    memcpy(at, BEGIN, begin);
    at += begin;
    sodium_bin2hex((char *)at, 2 * len + 1, (const uint8_t *)passphrase, len);
    at += 2 * len;
    memcpy(at, END, end + 1);
    brn_tls_bytes_move(key, &both);
    return true;
}

/* Where the digits begin; NULL when there is no block. Keys are text without NUL here. */
static const char *find_digits(const brn_tls_bytes *key)
{
    const size_t begin = sizeof BEGIN - 1;

    for (size_t i = 0; i + begin <= key->len; i++)
        if (memcmp(key->data + i, BEGIN, begin) == 0)
            return (const char *)key->data + i + begin;
    return NULL;
}

size_t brn_tls_passphrase_read(void *context, char *out, size_t cap)
{
    const brn_tls_bytes *key = context;
    const char *digits = find_digits(key), *end;
    size_t len = 0;

    if (digits == NULL)
        return BRINE_PASSPHRASE_NONE;
    if (sodium_hex2bin((uint8_t *)out, cap, digits,
                       key->len - (size_t)((const uint8_t *)digits - key->data), NULL, &len,
                       &end) != 0)
        return BRINE_PASSPHRASE_NONE;
    return len;
}
