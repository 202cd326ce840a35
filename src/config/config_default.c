/*
 * A config with the default provider and the system's parts. These name every algorithm, files and
 * a clock, so this call has a file of its own: a program that gives its configs another provider
 * links none of it.
 */
#include <brine/config.h>

brine_result brine_config_new(const brine_allocator *allocator, brine_config **out,
                              brine_error *error)
{
    brine_result result = brine_config_new_with(brine_provider_default(), allocator, out, error);

    return result != BRINE_OK ? result : brine_config_use_system(*out);
}
