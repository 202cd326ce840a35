#include "lookup.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define NUMERIC_SIZE 128

static int family_of(brine_address_family family)
{
    switch (family) {
    case BRINE_ADDRESS_IPV4:
        return AF_INET;
    case BRINE_ADDRESS_IPV6:
        return AF_INET6;
    case BRINE_ADDRESS_ANY:
        break;
    }
    return AF_UNSPEC;
}

bool lookup_addresses(const char *host, brine_address_family family, char *out, size_t size)
{
    struct addrinfo hints, *found = NULL;
    size_t length = 0;

    memset(&hints, 0, sizeof hints);
    hints.ai_family = family_of(family);
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host, NULL, &hints, &found) != 0)
        return false;
    for (const struct addrinfo *at = found; at != NULL; at = at->ai_next) {
        char text[NUMERIC_SIZE];

        if (getnameinfo(at->ai_addr, at->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) !=
                0 ||
            length + strlen(text) + 2 > size)
            continue;
        length +=
            (size_t)snprintf(out + length, size - length, "%s%s", length > 0 ? "," : "", text);
    }
    freeaddrinfo(found);
    return length > 0;
}
