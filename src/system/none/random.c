/* Without a system libsodium has the source of random bytes that the application gave it. */
#include "system/random.h"

bool brn_random_source_exists(void)
{
    return true;
}
