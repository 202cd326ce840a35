#include "crypto/provider/entries.h"
#include "system/random.h"

#include <sodium.h>

bool brn_sodium_ready(void)
{
    /* Thread-safe, and only the first call works. Without random bytes it would not return. */
    return brn_random_source_exists() && sodium_init() >= 0;
}
