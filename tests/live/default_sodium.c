/* Linked with --wrap=brine_provider_default: the sodium provider is the default here. */
#include <brine/provider.h>

const brine_provider *__wrap_brine_provider_default(void);

const brine_provider *__wrap_brine_provider_default(void)
{
    return brine_provider_sodium();
}
