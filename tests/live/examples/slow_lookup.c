/* Loaded before libc: a name look-up that takes longer than any test waits. */
#include <unistd.h>

int getaddrinfo(const char *node, const char *service, const void *hints, void *out);

int getaddrinfo(const char *node, const char *service, const void *hints, void *out)
{
    (void)node;
    (void)service;
    (void)hints;
    (void)out;
    for (;;)
        sleep(60);
}
