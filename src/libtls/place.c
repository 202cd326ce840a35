#include "libtls/place.h"

#include "libtls/message.h"

#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* The system's table of services, by way of its resolver, which is safe with threads. */
static uint16_t find_service(const char *name)
{
    const struct addrinfo hints = {
        .ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    struct addrinfo *found = NULL;
    struct sockaddr_in address = {0};

    if (getaddrinfo(NULL, name, &hints, &found) != 0)
        return 0;
    if (found->ai_addrlen >= sizeof address)
        memcpy(&address, found->ai_addr, sizeof address);
    freeaddrinfo(found);
    return ntohs(address.sin_port);
}

/* A number that no port has is refused: the resolver might cut it. 0 = no port. */
static uint16_t find_port(const char *port)
{
    unsigned long number;
    char *end;

    if (*port < '0' || *port > '9')
        return find_service(port);
    number = strtoul(port, &end, 10);
    return *end == '\0' && number <= UINT16_MAX ? (uint16_t)number : 0;
}

static char *copy(const char *text, size_t len)
{
    char *out = malloc(len + 1);

    if (out != NULL) {
        memcpy(out, text, len);
        out[len] = '\0';
    }
    return out;
}

/* An IPv6 address may stand in brackets. */
static char *copy_host(const char *host, size_t len)
{
    if (len >= 2 && host[0] == '[' && host[len - 1] == ']')
        return copy(host + 1, len - 2);
    return copy(host, len);
}

int brn_tls_place_find(struct tls *ctx, const char *host, const char *port, brn_tls_place *out)
{
    char shown[BRN_TLS_SHOWN_SIZE];
    size_t len;

    *out = (brn_tls_place){0};
    if (host == NULL)
        return brn_tls_fail(ctx, "no host was given");
    len = strlen(host);
    if (port == NULL) {
        const char *colon = strrchr(host, ':');

        if (colon == NULL || colon[1] == '\0' || strchr(colon, ']') != NULL)
            return brn_tls_fail(ctx, "no port was given: the host should end with ':' and one");
        len = (size_t)(colon - host);
        port = colon + 1;
    }
    out->port = find_port(port);
    if (out->port == 0)
        return brn_tls_fail(ctx, "'%s' is neither a port from 1 to 65535 nor a service's name",
                            brn_tls_shown(port, shown));
    out->host = copy_host(host, len);
    return out->host != NULL ? 0 : brn_tls_fail(ctx, "out of memory");
}

void brn_tls_place_clear(brn_tls_place *place)
{
    free(place->host);
    *place = (brn_tls_place){0};
}
