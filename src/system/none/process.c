/* Without a system there are no processes. */
#include "system/process.h"

bool brn_process_watch(void)
{
    return true;
}

unsigned brn_process_forks(void)
{
    return 0;
}
