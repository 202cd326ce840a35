#include "zone.h"

#include <string.h>

const char *zone_take(struct part *host, char out[URL_ZONE_SIZE])
{
    const char *percent = memchr(host->at, '%', host->length);
    size_t address = percent != NULL ? (size_t)(percent - host->at) : host->length;
    struct part zone = {host->at + address, host->length - address};

    host->length = address;
    out[0] = '\0';
    if (zone.length == 0)
        return NULL;
    if (zone.length > 3 && memcmp(zone.at, "%25", 3) == 0) {
        zone.at += 2;
        zone.length -= 2;
    }
    if (zone.length < 2 || zone.length > URL_ZONE_SIZE)
        return "is empty or too long";
    for (size_t i = 1; i < zone.length; i++) {
        char c = zone.at[i];

        if (!is_letter(c) && !is_digit(c) && strchr("-._~", c) == NULL)
            return "is not a name";
        out[i - 1] = c;
    }
    out[zone.length - 1] = '\0';
    return NULL;
}
