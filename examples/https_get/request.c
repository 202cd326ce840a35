#include "request.h"

#include "header.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for the request line's and the default fields' own text, and the authority's. */
#define FIXED_ROOM 512

/* Whether -H gives (or removes) a field of this name. */
static bool overridden(const struct options *options, const char *name, bool foreign)
{
    if (foreign && strcmp(name, "Host") == 0)
        return false;
    for (size_t i = 0; i < options->headers.count; i++)
        if (header_has_name(options->headers.at[i], name))
            return true;
    return false;
}

/* What was meant for the server of the command line's URL alone: its name, and secrets. */
static bool stays_behind(const char *header)
{
    static const char *const names[] = {"Host", "Authorization", "Proxy-Authorization", "Cookie",
                                        "Cookie2"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (header_has_name(header, names[i]))
            return true;
    return false;
}

/* "Name: value" as it is; "Name;" as an empty field; "Name:" and what has no name not at all. */
static void append_header(char *text, size_t size, const char *header)
{
    size_t length = header_name_length(header), used = strlen(text);
    const char *rest = header_rest(header);

    if (length == 0 || *rest == '\0')
        return;
    if (*rest == ';' && rest[1] == '\0')
        snprintf(text + used, size - used, "%.*s:\r\n", (int)length, header);
    else if (*rest == ':' && rest[1 + strspn(rest + 1, " \t")] != '\0')
        snprintf(text + used, size - used, "%.*s%s\r\n", (int)length, header, rest);
}

static void append_default(char *text, size_t size, const struct options *options, bool foreign,
                           const char *name, const char *value)
{
    size_t used = strlen(text);

    if (!overridden(options, name, foreign))
        snprintf(text + used, size - used, "%s: %s\r\n", name, value);
}

char *request_text(const struct options *options, const struct url *url, bool foreign)
{
    size_t size = FIXED_ROOM + strlen(url->target) + URL_HOST_SIZE;
    char authority[URL_HOST_SIZE + 16], *text;

    for (size_t i = 0; i < options->headers.count; i++)
        size += strlen(options->headers.at[i]) + sizeof ":\r\n";
    text = malloc(size);
    if (text == NULL)
        return NULL;
    url_authority(url, authority, sizeof authority);
    snprintf(text, size, "%s %s HTTP/1.1\r\n", options->head_only ? "HEAD" : "GET", url->target);
    append_default(text, size, options, foreign, "Host", authority);
    append_default(text, size, options, foreign, "User-Agent", "https_get/" BRINE_VERSION);
    append_default(text, size, options, foreign, "Accept", "*/*");
    for (size_t i = 0; i < options->headers.count; i++)
        if (!foreign || !stays_behind(options->headers.at[i]))
            append_header(text, size, options->headers.at[i]);
    snprintf(text + strlen(text), size - strlen(text), "\r\n");
    return text;
}
