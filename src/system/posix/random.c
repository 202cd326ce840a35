#include "system/random.h"

#if defined(__linux__)
#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static bool getrandom_works(void)
{
    unsigned char byte;
    ssize_t n;

    do
        n = getrandom(&byte, sizeof byte, 0);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof byte;
}

/* libsodium takes a device only: a file of that name would give the same bytes each time. */
static bool is_device(const char *path)
{
    struct stat about;
    bool device;
    int fd;

    do
        fd = open(path, O_RDONLY | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return false;
    device = fstat(fd, &about) == 0 && S_ISCHR(about.st_mode);
    close(fd);
    return device;
}

static bool ask(void)
{
    return getrandom_works() || is_device("/dev/urandom") || is_device("/dev/random");
}
#else
static bool ask(void)
{
    return true;
}
#endif

#if defined(__STDC_NO_ATOMICS__)
bool brn_random_source_exists(void)
{
    return ask();
}
#else
#include <stdatomic.h>

bool brn_random_source_exists(void)
{
    static atomic_bool found;

    if (atomic_load_explicit(&found, memory_order_relaxed))
        return true;
    if (!ask())
        return false;
    atomic_store_explicit(&found, true, memory_order_relaxed);
    return true;
}
#endif
