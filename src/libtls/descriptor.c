#include "libtls/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* A pipe that is ready takes as many bytes without waiting (POSIX, PIPE_BUF is at least 512). */
#define PIPE_WRITE_MAX 512

static bool is_ready(int descriptor, short events)
{
    struct pollfd watched = {.fd = descriptor, .events = events};

    return poll(&watched, 1, 0) != 0;
}

static ssize_t receive(int descriptor, void *buf, size_t cap)
{
    ssize_t n = recv(descriptor, buf, cap, MSG_DONTWAIT);

    if (n >= 0 || errno != ENOTSOCK)
        return n;
    if (is_ready(descriptor, POLLIN))
        return read(descriptor, buf, cap);
    errno = EAGAIN;
    return -1;
}

static ssize_t transmit(int descriptor, const void *data, size_t n)
{
    ssize_t sent = send(descriptor, data, n, MSG_DONTWAIT | MSG_NOSIGNAL);

    if (sent >= 0 || errno != ENOTSOCK)
        return sent;
    if (is_ready(descriptor, POLLOUT))
        return write(descriptor, data, n < PIPE_WRITE_MAX ? n : PIPE_WRITE_MAX);
    errno = EAGAIN;
    return -1;
}

/* What errno means: that the call would have waited, or an error. */
static brine_result failure(brine_result want, brine_result error, int *system)
{
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return want;
    *system = errno;
    return error;
}

brine_result brn_tls_descriptor_read(int descriptor, void *buf, size_t cap, size_t *got,
                                     int *system)
{
    ssize_t n;

    do {
        n = receive(descriptor, buf, cap);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return failure(BRINE_WANT_READ, BRINE_ERROR_READ, system);
    *got = (size_t)n;
    return n == 0 ? BRINE_CLOSED : BRINE_OK;
}

brine_result brn_tls_descriptor_write(int descriptor, const void *data, size_t n, size_t *taken,
                                      int *system)
{
    ssize_t sent;

    if (n == 0)
        return BRINE_OK;
    do {
        sent = transmit(descriptor, data, n);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return failure(BRINE_WANT_WRITE, BRINE_ERROR_WRITE, system);
    *taken = (size_t)sent;
    return sent == 0 ? BRINE_WANT_WRITE : BRINE_OK;
}

/* In milliseconds; -1 = none, as for what is no socket. */
static int time_limit(int descriptor, int option)
{
    struct timeval limit = {0};
    socklen_t size = sizeof limit;

    if (getsockopt(descriptor, SOL_SOCKET, option, &limit, &size) != 0 ||
        (limit.tv_sec == 0 && limit.tv_usec == 0))
        return -1;
    if (limit.tv_sec >= INT_MAX / 1000)
        return INT_MAX;
    return (int)limit.tv_sec * 1000 + (int)((limit.tv_usec + 999) / 1000);
}

bool brn_tls_descriptor_wait(int descriptor, bool output)
{
    struct pollfd watched = {.fd = descriptor, .events = output ? POLLOUT : POLLIN};
    int mode = fcntl(descriptor, F_GETFL);

    if (mode < 0 || (mode & O_NONBLOCK) != 0)
        return false;
    return poll(&watched, 1, time_limit(descriptor, output ? SO_SNDTIMEO : SO_RCVTIMEO)) > 0;
}
