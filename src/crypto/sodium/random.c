#include "crypto/provider/entries.h"

#include <sodium.h>

brine_result brn_random_sodium(void *context, uint8_t *out, size_t len)
{
    (void)context;
    if (!brn_sodium_ready())
        return BRINE_ERROR_RANDOM;
    randombytes_buf(out, len);
    return BRINE_OK;
}
