#include "record.h"

#include <stdio.h>

static const char *path;
static unsigned connections;

void record_begin(const char *name)
{
    path = name;
}

bool record_bytes(unsigned *number, bool from_client, const uint8_t *bytes, size_t len)
{
    char name[4096];
    FILE *file;

    if (path == NULL || len == 0 || (*number == 0 && !from_client))
        return true;
    if (*number == 0)
        *number = ++connections;
    snprintf(name, sizeof name, "%s.%u", path, *number);
    file = fopen(name, "a");
    if (file == NULL)
        return false;
    fputs(from_client ? "> " : "< ", file);
    for (size_t i = 0; i < len; i++)
        fprintf(file, "%02x", (unsigned)bytes[i]);
    fputc('\n', file);
    return fclose(file) == 0;
}
