#include "resolve.h"

#include "host_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

#define ADDRESS_SIZE 64

/* One numeric address, without its brackets, of an entry's list. */
static bool take_address(const char **list, char out[ADDRESS_SIZE])
{
    size_t length = strcspn(*list, ",");
    const char *at = *list;
    struct in6_addr address;

    *list += length + (at[length] == ',');
    if (length >= 2 && at[0] == '[' && at[length - 1] == ']') {
        at++;
        length -= 2;
    }
    if (length == 0 || length >= ADDRESS_SIZE)
        return false;
    memcpy(out, at, length);
    out[length] = '\0';
    return inet_pton(AF_INET, out, &address) == 1 || inet_pton(AF_INET6, out, &address) == 1;
}

static bool addresses_are_valid(const char *list)
{
    size_t length = strlen(list);
    char address[ADDRESS_SIZE];

    if (length == 0 || length >= RESOLVE_ADDRESSES_SIZE || list[length - 1] == ',')
        return false;
    while (*list != '\0')
        if (!take_address(&list, address))
            return false;
    return true;
}

bool resolve_is_valid(const char *entry)
{
    const bool removes = entry[0] == '-';
    struct host_port server;

    entry += removes || entry[0] == '+';
    if (!host_port_take(&entry, &server) || server.host_length == 0 || !server.has_port)
        return false;
    return removes ? *entry == '\0' : *entry == ':' && addresses_are_valid(entry + 1);
}

static void copy_without_brackets(char out[RESOLVE_ADDRESSES_SIZE], const char *list)
{
    size_t length = 0;

    for (; *list != '\0' && length + 1 < RESOLVE_ADDRESSES_SIZE; list++)
        if (*list != '[' && *list != ']')
            out[length++] = *list;
    out[length] = '\0';
}

bool resolve_find(const struct text_list *entries, const char *host, uint16_t port,
                  char out[RESOLVE_ADDRESSES_SIZE])
{
    const char *named = NULL, *any = NULL;

    for (size_t i = 0; i < entries->count; i++) {
        const char *entry = entries->at[i];
        const bool removes = entry[0] == '-';
        struct host_port server;

        entry += removes || entry[0] == '+';
        if (!host_port_take(&entry, &server) || server.port != port)
            continue;
        if (host_port_is(&server, host))
            named = removes ? NULL : entry + 1;
        else if (host_port_is(&server, "*"))
            any = removes ? NULL : entry + 1;
    }
    if (named == NULL)
        named = any;
    if (named != NULL)
        copy_without_brackets(out, named);
    return named != NULL;
}
