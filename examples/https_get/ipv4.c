#include "ipv4.h"

#include <arpa/inet.h>
#include <netinet/in.h>

void ipv4_normalize(char *host, size_t size)
{
    struct in_addr address = {.s_addr = inet_addr(host)};

    if (address.s_addr != INADDR_NONE)
        (void)inet_ntop(AF_INET, &address, host, (socklen_t)size);
}
