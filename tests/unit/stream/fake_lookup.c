#include "fake_lookup.h"

#include "support/test.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *const nothing[] = {NULL};
const char *const *fake_lookup_addresses = nothing;

/* What a literal stands for, or NULL when it is of another family than the one that is wanted. */
static struct sockaddr *read_literal(const char *text, int family, uint16_t port, socklen_t *length)
{
    struct sockaddr_in *ipv4 = calloc(1, sizeof *ipv4);
    struct sockaddr_in6 *ipv6 = calloc(1, sizeof *ipv6);

    assert_true(ipv4 != NULL && ipv6 != NULL);
    ipv4->sin_family = AF_INET;
    ipv4->sin_port = htons(port);
    ipv6->sin6_family = AF_INET6;
    ipv6->sin6_port = htons(port);
    if (family != AF_INET6 && inet_pton(AF_INET, text, &ipv4->sin_addr) == 1) {
        free(ipv6);
        *length = sizeof *ipv4;
        return (struct sockaddr *)ipv4;
    }
    free(ipv4);
    if (family != AF_INET && inet_pton(AF_INET6, text, &ipv6->sin6_addr) == 1) {
        *length = sizeof *ipv6;
        return (struct sockaddr *)ipv6;
    }
    free(ipv6);
    return NULL;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **out)
{
    const char *literal[] = {node, NULL};
    const char *const *at = strcmp(node, "a.example") == 0 ? fake_lookup_addresses : literal;
    uint16_t port = (uint16_t)strtoul(service, NULL, 10);
    struct addrinfo **end = out;

    *out = NULL;
    for (; *at != NULL; at++) {
        socklen_t length = 0;
        struct sockaddr *address = read_literal(*at, hints->ai_family, port, &length);
        struct addrinfo *entry;

        if (address == NULL)
            continue;
        entry = calloc(1, sizeof *entry);
        assert_non_null(entry);
        entry->ai_family = address->sa_family;
        entry->ai_addr = address;
        entry->ai_addrlen = length;
        *end = entry;
        end = &entry->ai_next;
    }
    return *out != NULL ? 0 : EAI_NONAME;
}

void freeaddrinfo(struct addrinfo *list)
{
    while (list != NULL) {
        struct addrinfo *next = list->ai_next;

        free(list->ai_addr);
        free(list);
        list = next;
    }
}
