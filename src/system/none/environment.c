/* Without a system there are no environment variables. */
#include "system/environment.h"

#include <stddef.h>

const char *brn_environment(const char *name)
{
    (void)name;
    return NULL;
}
