#include "x509/key/digest.h"

#include <stdalign.h>

#include "crypto/provider/lookup.h"

bool brn_hash_message(const brine_provider *provider, brine_hash_id id, brine_bytes message,
                      uint8_t *digest, size_t *digest_len)
{
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];
    const brine_hash *hash = brn_find_hash(provider, id);

    if (hash == NULL)
        return false;
    hash->init(provider->context, state);
    hash->update(provider->context, state, message.data, message.len);
    hash->final(provider->context, state, digest);
    *digest_len = hash->output_length;
    return true;
}
