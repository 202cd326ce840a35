#include "support/dead_address.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef union any_address {
    struct sockaddr any;
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
} any_address;

static socklen_t read_address(const char *text, uint16_t port, any_address *out)
{
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, text, &out->ipv4.sin_addr) == 1) {
        out->ipv4.sin_family = AF_INET;
        out->ipv4.sin_port = htons(port);
        return sizeof out->ipv4;
    }
    if (inet_pton(AF_INET6, text, &out->ipv6.sin6_addr) != 1)
        return 0;
    out->ipv6.sin6_family = AF_INET6;
    out->ipv6.sin6_port = htons(port);
    return sizeof out->ipv6;
}

static uint16_t port_of(const any_address *address)
{
    return ntohs(address->any.sa_family == AF_INET6 ? address->ipv6.sin6_port
                                                    : address->ipv4.sin_port);
}

bool dead_address_open(dead_address *dead, const char *address, uint16_t *port)
{
    any_address at;
    socklen_t length = read_address(address, *port, &at);

    if (length == 0)
        return false;
    dead->listener = socket(at.any.sa_family, SOCK_STREAM, 0);
    if (dead->listener < 0)
        return false;
    if (bind(dead->listener, &at.any, length) != 0 || listen(dead->listener, 0) != 0 ||
        getsockname(dead->listener, &at.any, &length) != 0) {
        close(dead->listener);
        return false;
    }
    *port = port_of(&at);
    for (int i = 0; i < DEAD_FILLERS; i++) {
        dead->fillers[i] = socket(at.any.sa_family, SOCK_STREAM, 0);
        fcntl(dead->fillers[i], F_SETFL, O_NONBLOCK);
        (void)connect(dead->fillers[i], &at.any, length);
    }
    return true;
}

void dead_address_close(dead_address *dead)
{
    for (int i = 0; i < DEAD_FILLERS; i++)
        close(dead->fillers[i]);
    close(dead->listener);
}
