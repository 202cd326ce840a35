#include "proxy_text.h"

#include "ipv4.h"
#include "part.h"
#include "shown.h"
#include "zone.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* curl's defaults. */
#define HTTP_PROXY_PORT  1080
#define HTTPS_PROXY_PORT 443

/* The last '@' of a text, or NULL: a password may have one that should have been %40. */
static const char *last_at(struct part p)
{
    while (p.length > 0)
        if (p.at[--p.length] == '@')
            return p.at + p.length;
    return NULL;
}

/* Bytes of "scheme://" in front of a text (RFC 3986 section 3.1); 0 when there is none. */
static size_t scheme_length(const char *text)
{
    size_t length =
        strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    return length > 0 && strncmp(text + length, "://", 3) == 0 ? length + 3 : 0;
}

/*
 * The text with "***" for user name and password, since a token may stand in either. In what
 * can't be read an '@' or a '/' may be part of them: all up to the last '@' is hidden.
 */
static const char *without_credentials(const char *text, char out[SHOWN_SIZE])
{
    size_t scheme = scheme_length(text);
    const char *at = last_at((struct part){text + scheme, strlen(text + scheme)});
    char masked[SHOWN_SIZE];

    if (at == NULL)
        return shown(text, out, SHOWN_SIZE);
    snprintf(masked, sizeof masked, "%.*s***%s", (int)(scheme < SHOWN_SIZE ? scheme : SHOWN_SIZE),
             text, at);
    return shown(masked, out, SHOWN_SIZE);
}

static exit_code refuse(exit_code code, const struct proxy *proxy, const char *text, char *why,
                        const char *format, ...) BRINE_PRINTF(5, 6);

/* "https_proxy is "ftp://a", which can't be used: ...": where it stands, what it is, and why. */
static exit_code refuse(exit_code code, const struct proxy *proxy, const char *text, char *why,
                        const char *format, ...)
{
    char masked[SHOWN_SIZE];
    va_list arguments;
    int length = snprintf(why, PROXY_WHY_SIZE, "%s is \"%s\", which can't be used: ", proxy->source,
                          without_credentials(text, masked));

    va_start(arguments, format);
    if (length >= 0 && length < PROXY_WHY_SIZE)
        vsnprintf(why + length, PROXY_WHY_SIZE - (size_t)length, format, arguments);
    va_end(arguments);
    return code;
}

static exit_code take_scheme(struct part scheme, const char *text, struct proxy *out, char *why)
{
    char name[SHOWN_SIZE];

    out->kind = part_is(scheme, "https://") ? PROXY_HTTPS : PROXY_HTTP;
    out->port = out->kind == PROXY_HTTPS ? HTTPS_PROXY_PORT : HTTP_PROXY_PORT;
    if (scheme.length == 0 || part_is(scheme, "http://") || part_is(scheme, "https://"))
        return EXIT_OK;
    return refuse(EXIT_CONNECT, out, text, why,
                  "%s is a kind of proxy that is not supported, expected http:// or https://",
                  shown_bytes(scheme.at, scheme.length, name, sizeof name));
}

/* Percent-decodes behind what out holds; what is no escape stays. False: no room, or a NUL. */
static bool decode(struct part p, char *out, size_t size)
{
    size_t length = strlen(out);

    while (p.length > 0) {
        size_t used;
        char c = part_byte(p, &used);

        if (c == '\0' || length + 1 >= size)
            return false;
        p = (struct part){p.at + used, p.length - used};
        out[length++] = c;
    }
    out[length] = '\0';
    return true;
}

/* "USER:PASSWORD", "USER" or ":PASSWORD"; each half is decoded by itself. */
static exit_code take_credentials(struct part given, const char *text, struct proxy *out, char *why)
{
    const char *colon = memchr(given.at, ':', given.length);
    struct part user = given, password = {given.at, 0};

    if (colon != NULL) {
        user.length = (size_t)(colon - given.at);
        password = (struct part){colon + 1, given.length - user.length - 1};
    }
    out->has_credentials = true;
    out->credentials[0] = '\0';
    if (decode(user, out->credentials, sizeof out->credentials) &&
        decode((struct part){":", 1}, out->credentials, sizeof out->credentials) &&
        decode(password, out->credentials, sizeof out->credentials))
        return EXIT_OK;
    return refuse(EXIT_PROXY_LOOKUP, out, text, why,
                  "user name and password have a NUL byte, or more than %d bytes",
                  PROXY_CREDENTIALS_SIZE - 2);
}

static exit_code take_port(struct part digits, const char *text, struct proxy *out, char *why)
{
    unsigned long port = 0;

    if (digits.length == 0)
        return EXIT_OK;
    for (size_t i = 0; i < digits.length; i++) {
        if (!is_digit(digits.at[i]) || port > 65535)
            return refuse(EXIT_PROXY_LOOKUP, out, text, why,
                          "the port is not a number from 1 to 65535");
        port = port * 10 + (unsigned long)(digits.at[i] - '0');
    }
    if (port == 0 || port > 65535)
        return refuse(EXIT_PROXY_LOOKUP, out, text, why,
                      "the port is not a number from 1 to 65535");
    out->port = (uint16_t)port;
    return EXIT_OK;
}

/* It is decoded before it is judged. */
static exit_code take_host(struct part host, const char *text, struct proxy *out, char *why)
{
    const char *flaw = out->ipv6 ? zone_take(&host, out->zone) : NULL;
    brine_error error;

    if (flaw != NULL)
        return refuse(EXIT_PROXY_LOOKUP, out, text, why, "the zone behind its address %s", flaw);
    if (host.length == 0)
        return refuse(EXIT_PROXY_LOOKUP, out, text, why, "there is no host in it");
    out->host[0] = '\0';
    if (!decode(host, out->host, sizeof out->host))
        return refuse(EXIT_PROXY_LOOKUP, out, text, why,
                      "its host has a NUL byte, or more than %d bytes", URL_HOST_SIZE - 1);
    if (!out->ipv6)
        ipv4_normalize(out->host, sizeof out->host);
    if (brine_server_name_check(out->host, &error) != BRINE_OK)
        return refuse(EXIT_PROXY_LOOKUP, out, text, why, "%s", error.text);
    return EXIT_OK;
}

/* "host", "host:port", "[::1]", "[::1]:port". */
static exit_code take_address(struct part address, const char *text, struct proxy *out, char *why)
{
    bool brackets = address.length > 0 && address.at[0] == '[';
    const char *end = memchr(address.at, brackets ? ']' : ':', address.length);
    struct part host = address, rest = {NULL, 0};
    exit_code code;

    if (brackets && end == NULL)
        return refuse(EXIT_PROXY_LOOKUP, out, text, why, "the ']' behind the address is missing");
    if (end != NULL) {
        host.length = (size_t)(end - host.at);
        rest = (struct part){end + brackets, address.length - host.length - brackets};
    }
    if (brackets)
        host = (struct part){host.at + 1, host.length - 1};
    out->ipv6 = brackets;
    code = take_host(host, text, out, why);
    if (code != EXIT_OK || rest.length == 0)
        return code;
    if (rest.at[0] != ':')
        return refuse(EXIT_PROXY_LOOKUP, out, text, why, "something stands behind its address");
    return take_port((struct part){rest.at + 1, rest.length - 1}, text, out, why);
}

exit_code proxy_read(const char *text, struct proxy *out, char why[PROXY_WHY_SIZE])
{
    struct part scheme = {text, scheme_length(text)};
    const char *rest = text + scheme.length, *at;
    struct part address = {rest, strcspn(rest, "/?#")};
    exit_code code = take_scheme(scheme, text, out, why);

    at = last_at(address);
    if (code == EXIT_OK && at != NULL) {
        struct part given = {rest, (size_t)(at - rest)};

        code = take_credentials(given, text, out, why);
        address = (struct part){at + 1, address.length - given.length - 1};
    }
    return code == EXIT_OK ? take_address(address, text, out, why) : code;
}
