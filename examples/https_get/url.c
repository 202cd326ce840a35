#include "url.h"

#include "ipv4.h"
#include "part.h"
#include "shown.h"
#include "userinfo.h"
#include "zone.h"

#include <brine/types.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define HTTPS_PORT 443
#define HTTP_PORT  80

/* Room for a URL in a reason. */
#define QUOTED_SIZE 104

static exit_code wrong(exit_code code, char *why, const char *format, ...) BRINE_PRINTF(3, 4);

static exit_code wrong(exit_code code, char *why, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(why, URL_WHY_SIZE, format, arguments);
    va_end(arguments);
    return code;
}

/*
 * "name://" in front of a text, if there is one (RFC 3986 section 3.1); *text is then the
 * authority. "host:8443/path" has none. Of http and https one or three slashes are taken as two,
 * as curl does it.
 */
static bool take_scheme(const char **text, struct part *out)
{
    const char *at = *text;
    struct part name;
    size_t slashes;

    if (!is_letter(*at))
        return false;
    while (is_letter(*at) || is_digit(*at) || *at == '+' || *at == '-' || *at == '.')
        at++;
    if (*at != ':')
        return false;
    name = (struct part){*text, (size_t)(at - *text)};
    slashes = strspn(at + 1, "/");
    if (slashes < 2 && !(slashes == 1 && (part_is(name, "https") || part_is(name, "http"))))
        return false;
    *out = name;
    *text = at + 1 + (slashes < 3 ? slashes : 3);
    return true;
}

static exit_code take_port(struct part digits, const char *quoted, uint16_t *out, char *why)
{
    unsigned long port = 0;

    for (size_t i = 0; i < digits.length; i++) {
        if (!is_digit(digits.at[i]) || port > 65535)
            return wrong(EXIT_URL, why, "the port in \"%s\" is not a number", quoted);
        port = port * 10 + (unsigned long)(digits.at[i] - '0');
    }
    if (port == 0 || port > 65535)
        return wrong(EXIT_URL, why, "the port in \"%s\" is not between 1 and 65535", quoted);
    *out = (uint16_t)port;
    return EXIT_OK;
}

/* A byte of a host, decoded. NUL is none of a name, though a text ends with it. */
static exit_code take_host_byte(char c, const char *quoted, struct url *out, size_t at, char *why)
{
    char letter[8];

    if ((unsigned char)c >= 0x80)
        return wrong(EXIT_URL, why,
                     "the host name in \"%s\" is not ASCII; write it with A-labels "
                     "(xn--...), which the program idn2 prints",
                     quoted);
    if (c == '\0' || (!is_letter(c) && !is_digit(c) && strchr(out->ipv6 ? ":." : "-._", c) == NULL))
        return wrong(EXIT_URL, why, "the host name in \"%s\" contains '%s'", quoted,
                     shown_bytes(&c, 1, letter, sizeof letter));
    out->host[at] = lower(c);
    return EXIT_OK;
}

/* A name may be percent-encoded (RFC 3986 section 3.2.2); what it is then is what is judged. */
static exit_code take_host(struct part host, const char *quoted, struct url *out, char *why)
{
    size_t length = 0;

    if (host.length == 0)
        return wrong(EXIT_URL, why, "there is no host in \"%s\"", quoted);
    while (host.length > 0) {
        size_t used = 1;
        char c = out->ipv6 ? host.at[0] : part_byte(host, &used);
        exit_code code;

        if (length + 1 >= sizeof out->host)
            return wrong(EXIT_URL, why, "the host name in \"%s\" is too long", quoted);
        code = take_host_byte(c, quoted, out, length++, why);
        if (code != EXIT_OK)
            return code;
        host = (struct part){host.at + used, host.length - used};
    }
    out->host[length] = '\0';
    if (!out->ipv6)
        ipv4_normalize(out->host, sizeof out->host);
    return EXIT_OK;
}

/* "[2001:db8::1]:8443", "host:8443", "host"; *port stays 0 when none is named. */
static exit_code take_authority(struct part authority, const char *quoted, struct url *out,
                                uint16_t *port, char *why)
{
    struct part host = authority, digits = {NULL, 0};
    const char *flaw = NULL;
    exit_code code;

    out->ipv6 = authority.length > 0 && authority.at[0] == '[';
    if (out->ipv6) {
        const char *end = memchr(authority.at, ']', authority.length);

        if (end == NULL)
            return wrong(EXIT_URL, why, "the ']' behind the address in \"%s\" is missing", quoted);
        host = (struct part){authority.at + 1, (size_t)(end - authority.at) - 1};
        digits = (struct part){end + 1, authority.length - host.length - 2};
    } else {
        const char *colon = memchr(authority.at, ':', authority.length);

        if (colon != NULL) {
            host.length = (size_t)(colon - authority.at);
            digits = (struct part){colon, authority.length - host.length};
        }
    }
    if (out->ipv6)
        flaw = zone_take(&host, out->zone);
    if (flaw != NULL)
        return wrong(EXIT_URL, why, "the zone behind the address in \"%s\" %s", quoted, flaw);
    code = take_host(host, quoted, out, why);
    if (code != EXIT_OK || digits.length == 0)
        return code;
    if (digits.at[0] != ':')
        return wrong(EXIT_URL, why, "\"%s\" has something behind its address", quoted);
    if (digits.length == 1)
        return EXIT_OK;
    return take_port((struct part){digits.at + 1, digits.length - 1}, quoted, port, why);
}

/* The port that scheme and authority together mean. */
static exit_code choose_port(struct part scheme, uint16_t named, struct url *out, char *why)
{
    if (part_is(scheme, "https")) {
        out->port = named != 0 ? named : HTTPS_PORT;
        return EXIT_OK;
    }
    if (!part_is(scheme, "http"))
        return wrong(EXIT_SCHEME, why, "the scheme \"%.*s\" is not supported; only https is",
                     (int)(scheme.length < 40 ? scheme.length : 40), scheme.at);
    out->was_http = true;
    if (named != 0 && named != HTTP_PORT)
        return wrong(EXIT_SCHEME, why,
                     "http on port %u is not supported: plain HTTP is not spoken, and which port "
                     "has https can't be guessed; write https:// with that port",
                     (unsigned)named);
    out->port = HTTPS_PORT;
    return EXIT_OK;
}

/*
 * RFC 3986 section 5.2.4, in place: "/a/./b/../c" becomes "/a/c". `path` begins with a
 * slash and ends at `end`, where the query begins; returns the new end.
 */
static char *remove_dot_segments(char *path, const char *end)
{
    const char *in = path;
    char *out = path;

    while (in < end) {
        const char *next = in + 1;
        size_t length;

        while (next < end && *next != '/')
            next++;
        length = (size_t)(next - in) - 1;
        if ((length == 1 && in[1] == '.') || (length == 2 && in[1] == '.' && in[2] == '.')) {
            if (length == 2)
                while (out > path && *--out != '/')
                    ;
            /* A dot at the very end still names a directory. */
            if (next == end)
                *out++ = '/';
        } else {
            memmove(out, in, length + 1);
            out += length + 1;
        }
        in = next;
    }
    return out;
}

/* Path and query of a text that begins with '/' or '?', or is empty; the fragment is dropped. */
static exit_code take_target(const char *text, bool encode, struct url *out, char *why)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t length = 0, path_length;
    char *end;

    if (*text != '/')
        out->target[length++] = '/';
    for (; *text != '\0' && *text != '#'; text++) {
        unsigned char c = (unsigned char)*text;
        bool foreign = c <= 0x20 || c >= 0x7f;

        if (foreign && (!encode || c < 0x20 || c == 0x7f) && c < 0x80)
            return wrong(EXIT_URL, why,
                         "the URL contains a space or control character; write %%%c%c", hex[c >> 4],
                         hex[c & 15]);
        if (length + 4 > sizeof out->target)
            return wrong(EXIT_URL, why, "the URL is longer than %d bytes", URL_TARGET_SIZE);
        if (foreign) {
            out->target[length++] = '%';
            out->target[length++] = hex[c >> 4];
            out->target[length++] = hex[c & 15];
        } else {
            out->target[length++] = (char)c;
        }
    }
    out->target[length] = '\0';
    path_length = strcspn(out->target, "?");
    if (out->path_as_is)
        return EXIT_OK;
    end = remove_dot_segments(out->target, out->target + path_length);
    memmove(end, out->target + path_length, length - path_length + 1);
    return EXIT_OK;
}

/* What follows "scheme://": "authority/path?query". */
static exit_code take_rest(struct part scheme, const char *rest, bool encode, const char *whole,
                           struct url *out, char *why)
{
    char hidden[2 * QUOTED_SIZE], quoted[QUOTED_SIZE];
    struct part authority = {rest, strcspn(rest, "/?#\\")};
    const char *target = rest + authority.length;
    uint16_t port = 0;
    exit_code code;

    shown(userinfo_hidden(whole, hidden, sizeof hidden), quoted, sizeof quoted);
    code = choose_port(scheme, HTTP_PORT, out, why); /* an unknown scheme goes before the rest */
    if (code == EXIT_OK && !userinfo_take(&authority, out->credentials))
        code = wrong(EXIT_URL, why,
                     "the user name in \"%s\" is too long or has a character that must be "
                     "percent-encoded",
                     quoted);
    if (code == EXIT_OK)
        code = take_authority(authority, quoted, out, &port, why);
    if (code == EXIT_OK)
        code = choose_port(scheme, port, out, why);
    if (code == EXIT_OK)
        code = take_target(target, encode, out, why);
    return code;
}

static exit_code parse(const char *text, struct url *out, char *why)
{
    static const char no_scheme[] = "https";
    struct part scheme = {no_scheme, sizeof no_scheme - 1};
    const char *rest = text;

    if (!take_scheme(&rest, &scheme) && strncmp(text, "//", 2) == 0)
        rest = text + 2;
    return take_rest(scheme, rest, false, text, out, why);
}

exit_code url_parse(const char *text, struct url *out, char why[URL_WHY_SIZE])
{
    memset(out, 0, sizeof *out);
    return parse(text, out, why);
}

exit_code url_parse_as_is(const char *text, struct url *out, char why[URL_WHY_SIZE])
{
    memset(out, 0, sizeof *out);
    out->path_as_is = true;
    return parse(text, out, why);
}

/* The path of base up to its last slash, then the reference (RFC 3986 section 5.2.3). */
static exit_code merge(const struct url *base, const char *reference, struct url *out, char *why)
{
    char merged[2 * URL_TARGET_SIZE];
    size_t directory = strcspn(base->target, "?");

    while (directory > 0 && base->target[directory - 1] != '/')
        directory--;
    if (strlen(reference) >= URL_TARGET_SIZE)
        return wrong(EXIT_URL, why, "the URL is longer than %d bytes", URL_TARGET_SIZE);
    snprintf(merged, sizeof merged, "%.*s%s", (int)directory, base->target, reference);
    return take_target(merged, true, out, why);
}

/* A Location that names its server. At home the credentials of base go on, but nowhere else. */
static exit_code resolve_authority(const struct url *base, struct part scheme, const char *rest,
                                   const char *whole, struct url *out, char *why)
{
    exit_code code;

    memset(out, 0, sizeof *out);
    out->path_as_is = base->path_as_is;
    code = take_rest(scheme, rest, true, whole, out, why);
    if (code == EXIT_OK && url_leads_elsewhere(base, out))
        out->credentials[0] = '\0';
    else if (code == EXIT_OK && out->credentials[0] == '\0')
        memcpy(out->credentials, base->credentials, sizeof out->credentials);
    return code;
}

exit_code url_resolve(const struct url *base, const char *reference, struct url *out,
                      char why[URL_WHY_SIZE])
{
    static const char https[] = "https";
    struct part scheme = {https, sizeof https - 1};
    const char *rest = reference;
    char path_and_query[2 * URL_TARGET_SIZE], quoted[QUOTED_SIZE];

    if (take_scheme(&rest, &scheme))
        return resolve_authority(base, scheme, rest, reference, out, why);
    if (strncmp(rest, "//", 2) == 0)
        return resolve_authority(base, scheme, rest + 2, reference, out, why);
    *out = *base;
    out->was_http = false;
    if (reference[0] == '/')
        return take_target(reference, true, out, why);
    if (reference[0] == '?') {
        if (strlen(reference) >= URL_TARGET_SIZE)
            return wrong(EXIT_URL, why, "the URL is longer than %d bytes", URL_TARGET_SIZE);
        snprintf(path_and_query, sizeof path_and_query, "%.*s%s", (int)strcspn(base->target, "?"),
                 base->target, reference);
        return take_target(path_and_query, true, out, why);
    }
    if (reference[0] == '#' || reference[0] == '\0')
        return EXIT_OK;
    if (strcspn(reference, ":") < strcspn(reference, "/?#"))
        return wrong(EXIT_SCHEME, why, "the redirect to \"%s\" is not supported; only https is",
                     shown(reference, quoted, sizeof quoted));
    return merge(base, reference, out, why);
}

bool url_file_name(const struct url *url, char *out, size_t size)
{
    size_t end = strcspn(url->target, "?"), start = end;

    while (start > 0 && url->target[start - 1] != '/')
        start--;
    if (end - start == 0 || end - start >= size)
        return false;
    memcpy(out, url->target + start, end - start);
    out[end - start] = '\0';
    return strcmp(out, ".") != 0 && strcmp(out, "..") != 0;
}

bool url_leads_elsewhere(const struct url *from, const struct url *to)
{
    return to->was_http || from->port != to->port || strcmp(from->host, to->host) != 0 ||
           strcmp(from->zone, to->zone) != 0;
}

bool url_is_same(const struct url *one, const struct url *other)
{
    return one->port == other->port && strcmp(one->host, other->host) == 0 &&
           strcmp(one->zone, other->zone) == 0 && strcmp(one->target, other->target) == 0 &&
           (other->was_http || strcmp(one->credentials, other->credentials) == 0);
}

void url_authority(const struct url *url, char *out, size_t size)
{
    const char *open = url->ipv6 ? "[" : "", *close = url->ipv6 ? "]" : "";

    if (url->port == HTTPS_PORT)
        snprintf(out, size, "%s%s%s", open, url->host, close);
    else
        snprintf(out, size, "%s%s%s:%u", open, url->host, close, (unsigned)url->port);
}
