#include "base/sized.h"

#include <string.h>

bool brn_sized_read(void *out, size_t known, const void *given)
{
    size_t size;

    memset(out, 0, known);
    memcpy(&size, given, sizeof size);
    if (size < sizeof size)
        return false;
    memcpy(out, given, size < known ? size : known);
    return true;
}

void brn_sized_write(void *out, size_t size, const void *filled, size_t known)
{
    size_t both = size < known ? size : known;

    if (size < sizeof both)
        return;
    memset(out, 0, size);
    memcpy(out, filled, both);
    memcpy(out, &both, sizeof both);
}
