/*
 * Which proxy a URL's host is reached through: -x, else https_proxy, HTTPS_PROXY, all_proxy,
 * ALL_PROXY, in this order; not for the hosts of --noproxy, else no_proxy, else NO_PROXY.
 * An empty variable counts as none; an empty -x or --noproxy hides the variables. All of this
 * is curl's.
 */
#ifndef HTTPS_GET_PROXY_H
#define HTTPS_GET_PROXY_H

#include "options.h"
#include "url.h"

/* Bytes of USER:PASSWORD, its NUL included; some proxies want tokens of that size. */
#define PROXY_CREDENTIALS_SIZE 4096

#define PROXY_WHY_SIZE 640

/* "p.example:3128", "[2001:db8::1]:3128" */
#define PROXY_NAME_SIZE (URL_HOST_SIZE + 16)

typedef enum proxy_kind {
    PROXY_NONE,
    PROXY_HTTP,  /* CONNECT goes to it in the clear */
    PROXY_HTTPS, /* over TLS */
} proxy_kind;

struct proxy {
    proxy_kind kind;
    const char *source;       /* what named it: "-x", "https_proxy", ... */
    char host[URL_HOST_SIZE]; /* without the brackets of an IPv6 address */
    bool ipv6;
    char zone[URL_ZONE_SIZE]; /* of an IPv6 address, "" = none */
    uint16_t port;
    bool has_credentials;
    char credentials[PROXY_CREDENTIALS_SIZE]; /* USER:PASSWORD, as Basic has it */
};

/*
 * The proxy for a host, ipv6 when that is an IPv6 address. EXIT_OK, or the reason in why:
 * EXIT_PROXY_LOOKUP when what names the proxy can't be read, EXIT_CONNECT when it names a kind
 * of proxy that is not supported, EXIT_USAGE when options can't be honoured with a proxy.
 */
exit_code proxy_choose(const struct options *options, const char *host, bool ipv6,
                       struct proxy *out, char why[PROXY_WHY_SIZE]);

/* How sentences name the proxy; returns out. */
const char *proxy_name(const struct proxy *proxy, char out[PROXY_NAME_SIZE]);

#endif
