#include "host_port.h"

#include "number.h"

#include <string.h>
#include <strings.h>

static bool take_host(const char **text, struct host_port *out)
{
    const char *at = *text;

    if (at[0] == '[') {
        const char *end = strchr(at, ']');

        if (end == NULL)
            return false;
        out->host = at + 1;
        out->host_length = (size_t)(end - at) - 1;
        *text = end + 1;
        return true;
    }
    out->host = at;
    out->host_length = strcspn(at, ":");
    *text = at + out->host_length;
    return true;
}

bool host_port_take(const char **text, struct host_port *out)
{
    char digits[8];
    uint64_t port = 0;
    size_t length;

    memset(out, 0, sizeof *out);
    if (!take_host(text, out) || **text != ':')
        return false;
    ++*text;
    length = strcspn(*text, ":");
    if (length >= sizeof digits)
        return false;
    memcpy(digits, *text, length);
    digits[length] = '\0';
    *text += length;
    if (length == 0)
        return true;
    out->has_port = number_read(digits, UINT16_MAX, &port) && port > 0;
    out->port = (uint16_t)port;
    return out->has_port;
}

bool host_port_is(const struct host_port *server, const char *host)
{
    return server->host_length == strlen(host) &&
           strncasecmp(server->host, host, server->host_length) == 0;
}
