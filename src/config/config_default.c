/*
 * A config with the default provider. That names every algorithm, so this call has a file of its
 * own: a program that gives its configs another provider links neither.
 */
#include <brine/config.h>

brine_result brine_config_new(const brine_allocator *allocator, brine_config **out,
                              brine_error *error)
{
    return brine_config_new_with(brine_provider_default(), allocator, out, error);
}
