#include "config/config.h"

void brine_config_describe(const brine_config *config,
                           bool (*visit)(void *context, const brine_algorithm *algorithm),
                           void *context)
{
    bool more = true;

    if (config == NULL || visit == NULL)
        return;
    for (size_t i = 0; more && i < config->suite_count; i++) {
        const brn_offered_suite *offer = &config->suites[i];
        brine_algorithm algorithm = {"suite", offer->suite->name, offer->aead->implementation, true,
                                     true};

        more = visit(context, &algorithm);
    }
    for (size_t i = 0; more && i < config->group_count; i++) {
        brine_algorithm algorithm = {"group", config->groups[i]->name,
                                     config->groups[i]->implementation, true, true};

        more = visit(context, &algorithm);
    }
}
