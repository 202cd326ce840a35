#include "credentials.h"

#include <stdint.h>
#include <string.h>

void credentials_basic(const char *pair, char *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t length = strlen(pair);

    memcpy(out, "Basic ", 6);
    out += 6;
    for (size_t i = 0; i < length; i += 3) {
        uint32_t group = (uint32_t)(unsigned char)pair[i] << 16;

        if (i + 1 < length)
            group |= (uint32_t)(unsigned char)pair[i + 1] << 8;
        if (i + 2 < length)
            group |= (uint32_t)(unsigned char)pair[i + 2];
        *out++ = digits[group >> 18 & 63];
        *out++ = digits[group >> 12 & 63];
        *out++ = i + 1 < length ? digits[group >> 6 & 63] : '=';
        *out++ = i + 2 < length ? digits[group & 63] : '=';
    }
    *out = '\0';
}
