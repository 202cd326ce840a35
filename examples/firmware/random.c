/*
 * WARNING: these bytes are the same after each start, and known to all who read this. A board in
 * QEMU has no better source. A REAL DEVICE MUST take its seed from a hardware generator of random
 * numbers, check that it works (NIST SP 800-90B section 4), and return BRINE_ERROR_RANDOM until
 * it does. Who can guess these bytes reads and forges every connection.
 */
#include "device.h"

#include <sodium.h>

static uint8_t key[crypto_stream_chacha20_ietf_KEYBYTES];

void random_begin(void)
{
    for (size_t i = 0; i < sizeof key; i++)
        key[i] = (uint8_t)i; /* a real device: 32 bytes of its hardware's */
}

/* ChaCha20 under a key that each call replaces: bytes that were given can't be made again. */
brine_result device_random(void *context, uint8_t *out, size_t len)
{
    static const uint8_t first[crypto_stream_chacha20_ietf_NONCEBYTES] = {0},
                         next[sizeof first] = {1};

    (void)context;
    crypto_stream_chacha20_ietf(out, len, first, key);
    crypto_stream_chacha20_ietf(key, sizeof key, next, key);
    return BRINE_OK;
}
