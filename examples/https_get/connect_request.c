#include "connect_request.h"

#include "credentials.h"
#include "header.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIXED_ROOM 256

static const char authorization[] = "Proxy-Authorization";

/* Whether --proxy-header gives, or removes, a field of this name. */
static bool overridden(const struct options *options, const char *name)
{
    for (size_t i = 0; i < options->proxy_headers.count; i++)
        if (header_has_name(options->proxy_headers.at[i], name))
            return true;
    return false;
}

static void append_field(char *text, size_t size, const struct options *options, const char *name,
                         const char *value)
{
    size_t used = strlen(text);

    if (!overridden(options, name))
        snprintf(text + used, size - used, "%s: %s\r\n", name, value);
}

static void append_given(char *text, size_t size, const struct options *options, bool masked)
{
    for (size_t i = 0; i < options->proxy_headers.count; i++) {
        const char *line = options->proxy_headers.at[i];
        size_t used = strlen(text);

        header_append(text, size, line);
        if (masked && text[used] != '\0' && header_has_name(line, authorization)) {
            text[used] = '\0';
            header_append(text, size, "Proxy-Authorization: ***");
        }
    }
}

static size_t text_size(const struct options *options, const char *server)
{
    size_t size = FIXED_ROOM + 2 * strlen(server) + CREDENTIALS_SIZE(PROXY_CREDENTIALS_SIZE);

    for (size_t i = 0; i < options->proxy_headers.count; i++)
        size += strlen(options->proxy_headers.at[i]) + sizeof "***:\r\n";
    return size;
}

char *connect_request(const struct options *options, const struct proxy *proxy, const char *server,
                      bool masked)
{
    size_t size = text_size(options, server);
    char *text = malloc(size), known[CREDENTIALS_SIZE(PROXY_CREDENTIALS_SIZE)] = "Basic ***";

    if (text == NULL)
        return NULL;
    snprintf(text, size, "CONNECT %s HTTP/1.1\r\n", server);
    append_field(text, size, options, "Host", server);
    if (proxy->has_credentials && !masked)
        credentials_basic(proxy->credentials, known);
    if (proxy->has_credentials)
        append_field(text, size, options, authorization, known);
    append_field(text, size, options, "User-Agent", "https_get/" BRINE_VERSION);
    append_given(text, size, options, masked);
    snprintf(text + strlen(text), size - strlen(text), "\r\n");
    return text;
}
