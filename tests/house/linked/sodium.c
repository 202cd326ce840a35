/* Names its provider, and so needs the algorithms of that one only. */
#include "linked.h"

#include <stdio.h>

int main(void)
{
    brine_config *config = NULL;
    brine_error error;

    if (brine_config_new_with(brine_provider_sodium(), NULL, &config, &error) == BRINE_OK &&
        brine_config_use_system(config) == BRINE_OK)
        return try_engine(config);
    fprintf(stderr, "%s\n", error.text);
    return 1;
}
