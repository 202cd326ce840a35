/*
 * Without a system nothing is known of the time. 0 is a clock that was never set, by which no
 * certificate passes: the application gives its clock with brine_config_set_clock.
 */
#include "system/clock.h"

int64_t brn_clock_now(void)
{
    return 0;
}
