#include "crypto/provider/entries.h"

#include <sodium.h>

brine_result brine_random_sodium(void *context, uint8_t *out, size_t len)
{
    (void)context;
    if (out == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (!brn_sodium_ready())
        return BRINE_ERROR_RANDOM;
    randombytes_buf(out, len);
    return BRINE_OK;
}
