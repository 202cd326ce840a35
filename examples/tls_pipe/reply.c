#include "reply.h"

#include <string.h>

#define LINES_MAX 100

bool reply_expect(struct plain *plain, const char *code)
{
    char first[4];

    if (!plain_line(plain))
        return false;
    if (strlen(plain->line) < 3 || strncmp(plain->line, code, 3) != 0)
        return plain_refuse(plain, "the server refuses");
    memcpy(first, plain->line, 3);
    first[3] = plain->line[3] == '-' ? ' ' : '\0'; /* what the last line begins with */
    for (int lines = 1; first[3] != '\0' && strncmp(plain->line, first, 4) != 0; lines++) {
        if (lines == LINES_MAX)
            return plain_refuse(plain, "the server's reply has no end");
        if (!plain_line(plain))
            return false;
    }
    return true;
}
