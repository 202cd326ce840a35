/*
 * Loaded before libc: every name has the addresses that BRINE_TEST_ADDRESSES lists in this order,
 * separated by commas.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

typedef struct entry {
    struct addrinfo info; /* first, so that the one is freed as the other */
    union {
        struct sockaddr any;
        struct sockaddr_in ipv4;
        struct sockaddr_in6 ipv6;
    } address;
} entry;

static entry *make_entry(const char *text, uint16_t port)
{
    entry *made = calloc(1, sizeof *made);

    if (made == NULL)
        return NULL;
    made->info.ai_socktype = SOCK_STREAM;
    made->info.ai_protocol = IPPROTO_TCP;
    made->info.ai_addr = &made->address.any;
    if (inet_pton(AF_INET, text, &made->address.ipv4.sin_addr) == 1) {
        made->address.ipv4.sin_family = AF_INET;
        made->address.ipv4.sin_port = htons(port);
        made->info.ai_addrlen = sizeof made->address.ipv4;
    } else {
        inet_pton(AF_INET6, text, &made->address.ipv6.sin6_addr);
        made->address.ipv6.sin6_family = AF_INET6;
        made->address.ipv6.sin6_port = htons(port);
        made->info.ai_addrlen = sizeof made->address.ipv6;
    }
    made->info.ai_family = made->address.any.sa_family;
    return made;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **out)
{
    const char *list = getenv("BRINE_TEST_ADDRESSES");
    uint16_t port = (uint16_t)(service != NULL ? strtoul(service, NULL, 10) : 0);
    struct addrinfo **end = out;

    (void)node;
    (void)hints;
    *out = NULL;
    while (list != NULL && *list != '\0') {
        size_t length = strcspn(list, ",");
        char text[64] = "";
        entry *made;

        memcpy(text, list, length < sizeof text ? length : sizeof text - 1);
        made = make_entry(text, port);
        if (made == NULL)
            return EAI_MEMORY;
        *end = &made->info;
        end = &made->info.ai_next;
        list += length + (list[length] == ',');
    }
    return *out != NULL ? 0 : EAI_NONAME;
}

void freeaddrinfo(struct addrinfo *list)
{
    while (list != NULL) {
        struct addrinfo *next = list->ai_next;

        free(list);
        list = next;
    }
}
