#include <brine/brine.h>

const char *brine_version(void)
{
    return BRINE_VERSION;
}
