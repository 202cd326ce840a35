/*
 * https URLs (RFC 3986), as far as a GET needs them.
 */
#ifndef HTTPS_GET_URL_H
#define HTTPS_GET_URL_H

#include "exit_code.h"
#include "userinfo.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define URL_HOST_SIZE   256
#define URL_ZONE_SIZE   64
#define URL_TARGET_SIZE 16384
#define URL_WHY_SIZE    256

struct url {
    char host[URL_HOST_SIZE]; /* lower case, without the brackets of an IPv6 address */
    bool ipv6;
    char zone[URL_ZONE_SIZE];        /* of an IPv6 address (RFC 4007 section 11), "" = none */
    char credentials[USERINFO_SIZE]; /* "USER:PASSWORD", "" = none; for this server alone */
    bool path_as_is; /* dot segments stay in its path, and in those of its redirects */
    bool was_http;   /* the text named http, and what is meant is https on its own port */
    uint16_t port;
    char target[URL_TARGET_SIZE]; /* path and query, as the request line has them */
};

/*
 * Reads a URL. Without a scheme, https is meant; http becomes https unless it names a port
 * other than 80. The fragment is dropped, dot segments are removed. EXIT_OK, or
 * EXIT_SCHEME or EXIT_URL with the reason in why.
 */
exit_code url_parse(const char *text, struct url *out, char why[URL_WHY_SIZE]);

/* The same, but dot segments stay. */
exit_code url_parse_as_is(const char *text, struct url *out, char why[URL_WHY_SIZE]);

/*
 * Resolves the Location of a redirect, which may be relative (RFC 3986 section 5.2). What
 * a URL must not contain but servers send, spaces and bytes beyond ASCII, is encoded.
 * Credentials go on to URLs of the same server, and are dropped when it leads elsewhere.
 * base and out must be two.
 */
exit_code url_resolve(const struct url *base, const char *reference, struct url *out,
                      char why[URL_WHY_SIZE]);

/* The part of the path behind the last slash, for -O; false when it names no file. */
bool url_file_name(const struct url *url, char *out, size_t size);

/*
 * Whether a redirect from one URL to the other leaves the scheme, host and port for which
 * credentials were meant. A Location that names http leaves them, too, although https is
 * spoken: what chose it did not ask for a private connection.
 */
bool url_leads_elsewhere(const struct url *from, const struct url *to);

/* Whether two URLs ask the same server for the same page, the fragment aside. */
bool url_is_same(const struct url *one, const struct url *other);

/* "host", "host:8443", "[::1]:8443": as the Host field has it. */
void url_authority(const struct url *url, char *out, size_t size);

#endif
