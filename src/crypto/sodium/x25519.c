/* X25519 (RFC 7748 section 5, RFC 8422 section 5.10 and 5.11) by libsodium. */
#include "crypto/declassify.h"
#include "crypto/provider/entries.h"

#include <sodium.h>

static brine_result keygen(void *context, brine_random_function random, uint8_t *private_key,
                           uint8_t *public_key)
{
    brine_result result = BRINE_OK;

    if (random(context, private_key, crypto_scalarmult_SCALARBYTES) != BRINE_OK)
        result = BRINE_ERROR_RANDOM;
    else if (crypto_scalarmult_base(public_key, private_key) != 0)
        result = BRINE_ERROR_CRYPTO;
    if (result != BRINE_OK)
        sodium_memzero(private_key, crypto_scalarmult_SCALARBYTES);
    return result;
}

static brine_result agree(void *context, const uint8_t *private_key, const uint8_t *peer,
                          size_t peer_len, uint8_t *shared)
{
    int failed;

    (void)context;
    if (peer_len != crypto_scalarmult_BYTES)
        return BRINE_ERROR_BAD_POINT;
    /* Fails for points of small order, whose result is all zero: RFC 8422 section 5.11. */
    failed = crypto_scalarmult(shared, private_key, peer);
    BRN_DECLASSIFY(&failed, sizeof failed); /* depends on the peer's point alone */
    if (failed != 0) {
        sodium_memzero(shared, crypto_scalarmult_BYTES);
        return BRINE_ERROR_BAD_POINT;
    }
    return BRINE_OK;
}

const brine_group brine_group_x25519_sodium = {
    .size = sizeof(brine_group),
    .id = BRINE_GROUP_X25519,
    .name = "x25519",
    .implementation = "libsodium",
    .private_length = crypto_scalarmult_SCALARBYTES,
    .public_length = crypto_scalarmult_BYTES,
    .shared_length = crypto_scalarmult_BYTES,
    .keygen = keygen,
    .agree = agree,
};
