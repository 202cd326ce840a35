/* A program of a user who has installed brine. */
#include <brine/brine.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    brine_config *config = NULL;

    if (strcmp(brine_version(), BRINE_VERSION) != 0 ||
        brine_config_new(NULL, &config, NULL) != BRINE_OK)
        return 1;
    brine_config_free(config);
    printf("brine %s\n", brine_version());
    return 0;
}
