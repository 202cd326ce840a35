/* Names no provider, and so gets the default one. */
#include "linked.h"

#include <stdio.h>

int main(void)
{
    brine_config *config = NULL;
    brine_error error;

    if (brine_config_new(NULL, &config, &error) == BRINE_OK)
        return try_engine(config);
    fprintf(stderr, "%s\n", error.text);
    return 1;
}
