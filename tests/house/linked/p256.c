/*
 * The least that reaches the web's newer servers: one suite, P-256, SHA-256, and nothing of the
 * system's but memory. The engine alone, as on a device.
 */
#include "linked.h"

#include <stdio.h>

static const brine_suite *const suites[] = {
    &brine_suite_ecdhe_ecdsa_with_chacha20_poly1305_sha256,
    NULL,
};
static const brine_aead *const aeads[] = {&brine_aead_chacha20_poly1305_sodium, NULL};
static const brine_hash *const hashes[] = {&brine_hash_sha256_sodium, NULL};
static const brine_group *const groups[] = {&brine_group_secp256r1, NULL};
static const brine_verifier *const verifiers[] = {&brine_verifier_ecdsa_p256_sha256, NULL};

/* A device has a generator of its own; this program keeps no secret. */
static brine_result count_up(void *context, uint8_t *out, size_t len)
{
    static uint8_t next;

    (void)context;
    for (size_t i = 0; i < len; i++)
        out[i] = ++next;
    return BRINE_OK;
}

static int64_t now(void *context)
{
    (void)context;
    return 1800000000;
}

static const brine_provider provider = {
    .size = sizeof(brine_provider),
    .name = "p256",
    .suites = suites,
    .aeads = aeads,
    .hashes = hashes,
    .groups = groups,
    .verifiers = verifiers,
    .random = count_up,
};

int main(void)
{
    brine_config *config = NULL;
    brine_error error = BRINE_NO_ERROR;

    if (brine_config_new_with(&provider, NULL, &config, &error) == BRINE_OK &&
        brine_config_set_clock(config, now, NULL) == BRINE_OK)
        return try_engine(config);
    fprintf(stderr, "%s\n", error.text);
    return 1;
}
