#include "request.h"

#include "credentials.h"
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

/* A field of ours, unless -H replaces or removes it. */
static void append_field(char *text, size_t size, const struct options *options, bool foreign,
                         const char *name, const char *value, size_t length)
{
    size_t used = strlen(text);

    if (!overridden(options, name, foreign))
        snprintf(text + used, size - used, "%s: %.*s\r\n", name, (int)length, value);
}

static void append_default(char *text, size_t size, const struct options *options, bool foreign,
                           const char *name, const char *value)
{
    append_field(text, size, options, foreign, name, value, strlen(value));
}

/* -u goes before the URL's own, as with curl; NULL when there are none. */
static const char *credentials_of(const struct options *options, const struct url *url)
{
    if (options->credentials != NULL)
        return options->credentials;
    return url->credentials[0] != '\0' ? url->credentials : NULL;
}

static void append_credentials(char *text, size_t size, const struct options *options,
                               const char *credentials)
{
    static const char name[] = "Authorization";
    size_t used = strlen(text);

    if (overridden(options, name, false) || size - used < sizeof name + sizeof ": \r\n")
        return;
    used += (size_t)snprintf(text + used, size - used, "%s: ", name);
    credentials_basic(credentials, text + used);
    snprintf(text + strlen(text), size - strlen(text), "\r\n");
}

/* "-r 5" means "from byte 5 on", as with curl. */
static void append_range(char *text, size_t size, const struct options *options, bool foreign)
{
    const char *dash = strchr(options->range, '-') == NULL ? "-" : "";
    size_t used = strlen(text);

    if (!overridden(options, "Range", foreign))
        snprintf(text + used, size - used, "Range: bytes=%s%s\r\n", options->range, dash);
}

static void append_resume(char *text, size_t size, const struct options *options,
                          const struct request *request)
{
    char range[48];

    snprintf(range, sizeof range, "bytes=%llu-", (unsigned long long)request->resume_at);
    append_default(text, size, options, request->foreign, "Range", range);
}

static void append_referer(char *text, size_t size, const struct options *options,
                           const struct request *request)
{
    if (request->referer != NULL)
        append_default(text, size, options, request->foreign, "Referer", request->referer);
    else if (options->referer != NULL)
        append_field(text, size, options, request->foreign, "Referer", options->referer,
                     options->referer_length);
}

/* The fields that come before those of -H, in curl's order. */
static void append_fields(char *text, size_t size, const struct options *options,
                          const struct request *request)
{
    const char *agent =
        options->user_agent != NULL ? options->user_agent : "https_get/" BRINE_VERSION;
    const bool foreign = request->foreign;
    const char *credentials = credentials_of(options, request->url);
    char authority[URL_HOST_SIZE + 16];

    url_authority(request->url, authority, sizeof authority);
    append_default(text, size, options, foreign, "Host", authority);
    if (credentials != NULL && !foreign)
        append_credentials(text, size, options, credentials);
    if (options->range != NULL)
        append_range(text, size, options, foreign);
    if (request->resume_at > 0)
        append_resume(text, size, options, request);
    if (agent[0] != '\0')
        append_default(text, size, options, foreign, "User-Agent", agent);
    append_default(text, size, options, foreign, "Accept", "*/*");
    append_referer(text, size, options, request);
}

/* Never too small: what the options give, and room for the rest. */
static size_t text_size(const struct options *options, const struct request *request)
{
    size_t size = FIXED_ROOM + strlen(request->url->target) + URL_HOST_SIZE;

    for (size_t i = 0; i < options->headers.count; i++)
        size += strlen(options->headers.at[i]) + sizeof ":\r\n";
    size += CREDENTIALS_SIZE(strlen(request->url->credentials));
    if (options->credentials != NULL)
        size += CREDENTIALS_SIZE(strlen(options->credentials));
    if (options->user_agent != NULL)
        size += strlen(options->user_agent);
    if (options->range != NULL)
        size += strlen(options->range);
    size += request->referer != NULL ? strlen(request->referer) : options->referer_length;
    return size;
}

char *request_text(const struct options *options, const struct request *request)
{
    size_t size = text_size(options, request);
    char *text = malloc(size);

    if (text == NULL)
        return NULL;
    snprintf(text, size, "%s %s HTTP/1.1\r\n", options->head_only ? "HEAD" : "GET",
             request->url->target);
    append_fields(text, size, options, request);
    for (size_t i = 0; i < options->headers.count; i++)
        if (!request->foreign || !stays_behind(options->headers.at[i]))
            header_append(text, size, options->headers.at[i]);
    snprintf(text + strlen(text), size - strlen(text), "\r\n");
    return text;
}
