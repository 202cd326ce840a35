#include "config/offered.h"

#include "base/reader.h"

#include <string.h>

const brn_offered_suite *brn_offered_suite_find(const brine_config *config, uint16_t id)
{
    for (size_t i = 0; i < config->suite_count; i++)
        if (config->suites[i].suite->id == id)
            return &config->suites[i];
    return NULL;
}

const brine_group *brn_offered_group_find(const brine_config *config, uint16_t id)
{
    for (size_t i = 0; i < config->group_count; i++)
        if ((uint16_t)config->groups[i]->id == id)
            return config->groups[i];
    return NULL;
}

brine_bytes brn_offered_protocol_find(const brine_config *config, brine_bytes name)
{
    brn_reader list = brn_reader_at(config->alpn, config->alpn_len), protocol;

    while (brn_read_vector8(&list, &protocol))
        if (protocol.left == name.len && memcmp(protocol.at, name.data, name.len) == 0)
            return brn_reader_rest(&protocol);
    return (brine_bytes){NULL, 0};
}

bool brn_scheme_is_offered(const brine_config *config, uint16_t id)
{
    for (size_t i = 0; i < config->scheme_count; i++)
        if (config->schemes[i] == id)
            return true;
    return false;
}
