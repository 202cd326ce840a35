#include "system/processor.h"

#if defined(__linux__) || defined(__FreeBSD__)
#include <sys/auxv.h>
#endif

unsigned long brn_processor_capabilities(void)
{
    unsigned long capabilities = 0;

#if defined(__linux__)
    capabilities = getauxval(AT_HWCAP);
#elif defined(__FreeBSD__)
    if (elf_aux_info(AT_HWCAP, &capabilities, (int)sizeof capabilities) != 0)
        capabilities = 0;
#endif
    return capabilities;
}
