/* RAND_set_rand_method is deprecated, and the one way to make libcrypto repeat itself. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "lots.h"

#include <openssl/rand.h>

static uint64_t state = 1;

/* Knuth's MMIX generator. */
static uint8_t next_byte(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint8_t)(state >> 56);
}

static int draw_for_libcrypto(unsigned char *out, int len)
{
    for (int i = 0; i < len; i++)
        out[i] = next_byte();
    return 1;
}

static int ready(void)
{
    return 1;
}

void lots_for_libcrypto(void)
{
    static const RAND_METHOD method = {NULL, draw_for_libcrypto, NULL,
                                       NULL, draw_for_libcrypto, ready};

    RAND_set_rand_method(&method);
}

void lots_rewind(void)
{
    state = 1;
}

static brine_result draw(void *context, uint8_t *out, size_t len)
{
    (void)context;
    for (size_t i = 0; i < len; i++)
        out[i] = next_byte();
    return BRINE_OK;
}

const brine_provider *lots_provider(void)
{
    static brine_provider provider;

    if (provider.size == 0) {
        provider = *brine_provider_default();
        provider.random = draw;
    }
    return &provider;
}
