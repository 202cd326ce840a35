/* Linked with --wrap=brine_provider_default: the provider over libcrypto is the default here. */
#include "support/provider_libcrypto/provider_libcrypto.h"

const brine_provider *__wrap_brine_provider_default(void);

const brine_provider *__wrap_brine_provider_default(void)
{
    return provider_libcrypto();
}
