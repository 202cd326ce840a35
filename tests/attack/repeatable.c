/* RAND_set_rand_method is deprecated, and the one way to make libssl repeat itself. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "attack/repeatable.h"

#include "support/peer/pki.h"

#include <openssl/rand.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

/* libssl judges clients' certificates by it, and before OpenSSL 3.2 sessions and tickets, too. */
__attribute__((visibility("default"))) time_t time(time_t *out)
{
    if (out != NULL)
        *out = (time_t)PEER_NOW;
    return (time_t)PEER_NOW;
}

/* What libssl writes into tickets and judges sessions by, from OpenSSL 3.2 on. */
__attribute__((visibility("default"))) int gettimeofday(struct timeval *out, void *zone)
{
    (void)zone;
    *out = (struct timeval){.tv_sec = (time_t)PEER_NOW};
    return 0;
}

/* Knuth's MMIX generator. */
static uint8_t next_byte(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint8_t)(*state >> 56);
}

/*
 * No state outlives a call, because how often libcrypto draws depends on earlier connections
 * (the blinding of RSA keys is made once and kept). The first byte makes each number smaller
 * than the orders of the curves, so that the first draw is taken.
 */
static int same_bytes(unsigned char *out, int len)
{
    uint64_t state = 1;

    for (int i = 0; i < len; i++)
        out[i] = next_byte(&state);
    if (len > 0)
        out[0] = 0x5a;
    return 1;
}

static int ready(void)
{
    return 1;
}

void repeatable_libcrypto(void)
{
    static const RAND_METHOD same = {NULL, same_bytes, NULL, NULL, same_bytes, ready};

    RAND_set_rand_method(&same);
}

static uint64_t drawn;

void repeatable_rewind(void)
{
    drawn = 2;
}

static brine_result draw(void *context, uint8_t *out, size_t len)
{
    (void)context;
    for (size_t i = 0; i < len; i++)
        out[i] = next_byte(&drawn);
    return BRINE_OK;
}

const brine_provider *repeatable_provider(void)
{
    static brine_provider provider;

    if (provider.size == 0) {
        provider = *brine_provider_default();
        provider.random = draw;
    }
    return &provider;
}
