/* Without a system to ask, a processor has no more than its architecture promises. */
#include "system/processor.h"

unsigned long brn_processor_capabilities(void)
{
    return 0;
}
