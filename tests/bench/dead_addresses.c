/*
 * Makes addresses of loopback swallow what is sent to them: dead_addresses PORT ADDRESS...
 *
 * Prints "ready" when all do, and keeps them until its standard input ends.
 */
#include "support/dead_address.h"

#include <stdio.h>
#include <stdlib.h>

#define DEAD_MAX 64

int main(int argc, char **argv)
{
    static dead_address dead[DEAD_MAX];
    uint16_t port = (uint16_t)(argc > 1 ? strtoul(argv[1], NULL, 10) : 0);

    for (int i = 2; i < argc && i < 2 + DEAD_MAX; i++)
        if (port == 0 || !dead_address_open(&dead[i - 2], argv[i], &port)) {
            fprintf(stderr, "dead_addresses: can't listen on %s port %s\n", argv[i], argv[1]);
            return 1;
        }
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    return 0;
}
