#include "postgres.h"

#include <stdint.h>
#include <stdio.h>

/* The message's length, and the number 80877103 in place of a protocol's version. */
static const uint8_t ssl_request[] = {0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f};

bool postgres_start(struct plain *plain)
{
    fputs("> SSLRequest\n", stderr);
    if (!plain_send(plain, ssl_request, sizeof ssl_request) || !plain_byte(plain, plain->line))
        return false;
    plain->line[1] = '\0';
    return plain->line[0] == 'S' || plain_refuse(plain, "the server refuses");
}
