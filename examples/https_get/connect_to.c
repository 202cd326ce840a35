#include "connect_to.h"

#include "host_port.h"

#include <stdio.h>
#include <string.h>

struct entry {
    struct host_port from, to;
};

static bool read_entry(const char *text, struct entry *out)
{
    if (!host_port_take(&text, &out->from) || *text != ':')
        return false;
    text++;
    return host_port_take(&text, &out->to) && *text == '\0' && out->to.host_length < URL_HOST_SIZE;
}

bool connect_to_is_valid(const char *entry)
{
    struct entry read;

    return read_entry(entry, &read);
}

static bool fits(const struct entry *entry, const struct url *url)
{
    const struct host_port *from = &entry->from;

    return (from->host_length == 0 || host_port_is(from, url->host)) &&
           (!from->has_port || from->port == url->port);
}

void connect_to_find(const struct text_list *entries, const struct url *url,
                     char host[URL_HOST_SIZE], uint16_t *port)
{
    snprintf(host, URL_HOST_SIZE, "%s", url->host);
    *port = url->port;
    for (size_t i = 0; i < entries->count; i++) {
        struct entry entry;

        if (!read_entry(entries->at[i], &entry) || !fits(&entry, url))
            continue;
        if (entry.to.host_length > 0)
            snprintf(host, URL_HOST_SIZE, "%.*s", (int)entry.to.host_length, entry.to.host);
        if (entry.to.has_port)
            *port = entry.to.port;
        return;
    }
}
