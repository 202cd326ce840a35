#include "stream/socket.h"

#include "stream/deadline.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

/* Systems differ in how a socket is told not to raise SIGPIPE: for each send, or once. */
#ifdef MSG_NOSIGNAL
#define SEND_FLAGS MSG_NOSIGNAL
#else
#define SEND_FLAGS 0
#endif

/*
 * With MSG_DONTWAIT each call says for itself that it shall not wait, and the descriptor's mode is
 * free. Apple's send does not heed it, so that there, as where it is missing, the descriptor is
 * made non-blocking.
 */
#if defined(MSG_DONTWAIT) && !defined(__APPLE__)
#define AT_ONCE      MSG_DONTWAIT
#define MODE_IS_FREE true
#else
#define AT_ONCE      0
#define MODE_IS_FREE false
#endif

/* Where these are missing, the flags are set by calls of their own, a moment later. */
#if defined(SOCK_CLOEXEC) && defined(SOCK_NONBLOCK)
#define MADE_WITH_FLAGS true
#define CLOSE_ON_EXEC   SOCK_CLOEXEC
#define NON_BLOCKING    SOCK_NONBLOCK
#else
#define MADE_WITH_FLAGS false
#define CLOSE_ON_EXEC   0
#define NON_BLOCKING    0
#endif

/* Bytes that a gentle close drops at most: a peer that sends more is not listening. */
#define DRAIN_STEP  4096
#define DRAIN_STEPS 16

static bool set_flags(int socket, bool non_blocking)
{
    int flags = non_blocking ? fcntl(socket, F_GETFL) : 0;

    if (flags < 0 || (non_blocking && fcntl(socket, F_SETFL, flags | O_NONBLOCK) < 0))
        return false;
    return fcntl(socket, F_SETFD, FD_CLOEXEC) == 0;
}

static bool set_options(int socket)
{
    const int on = 1;

#ifdef SO_NOSIGPIPE
    if (setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) < 0)
        return false;
#endif
    /*
     * Each write is a whole flight or a whole batch of records: there is nothing to gain
     * from waiting for more. A socket that is not TCP refuses, which does no harm.
     */
    (void)setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return true;
}

brine_result brn_socket_connect(const brn_address *address, bool wait, int *out, int *number)
{
    bool non_blocking = !wait || !MODE_IS_FREE;
    int type = SOCK_STREAM | CLOSE_ON_EXEC | (non_blocking ? NON_BLOCKING : 0);
    int made = socket(address->as.any.sa_family, type, IPPROTO_TCP);

    *out = -1;
    if (made < 0) {
        *number = errno;
        return BRINE_ERROR_CONNECT;
    }
    if ((MADE_WITH_FLAGS || set_flags(made, non_blocking)) && set_options(made)) {
        if (connect(made, &address->as.any, address->length) == 0) {
            *out = made;
            return BRINE_OK;
        }
        /* An interrupted connect goes on in the background, as POSIX has it. */
        if (errno == EINPROGRESS || errno == EINTR) {
            *out = made;
            return BRINE_WANT_WRITE;
        }
    }
    *number = errno;
    close(made);
    return BRINE_ERROR_CONNECT;
}

/* poll(2) that an interruption doesn't shorten. */
static int poll_some(struct pollfd *entries, size_t count, int64_t deadline)
{
    int ready;

    do
        ready = poll(entries, (nfds_t)count, brn_deadline_left(deadline));
    while ((ready < 0 && (errno == EINTR || errno == EAGAIN)) ||
           (ready == 0 && brn_deadline_left(deadline) != 0));
    return ready;
}

void brn_sockets_wait_connected(const int *sockets, bool *done, size_t count, int64_t deadline)
{
    struct pollfd entries[BRINE_CONNECTING_MAX];

    for (size_t i = 0; i < count; i++)
        entries[i] = (struct pollfd){.fd = sockets[i], .events = POLLOUT};
    /* A poll that fails leaves it to getsockopt to say what is wrong. */
    if (poll_some(entries, count, deadline) < 0)
        for (size_t i = 0; i < count; i++)
            entries[i].revents = POLLERR;
    for (size_t i = 0; i < count; i++)
        done[i] = entries[i].revents != 0;
}

int brn_socket_connect_failure(int socket)
{
    int number = 0;
    socklen_t length = sizeof number;

    return getsockopt(socket, SOL_SOCKET, SO_ERROR, &number, &length) < 0 ? errno : number;
}

brine_result brn_socket_adopt(int socket, brn_address *peer, int *number)
{
    peer->length = sizeof peer->as;
    if (set_flags(socket, !MODE_IS_FREE) && set_options(socket) &&
        getpeername(socket, &peer->as.any, &peer->length) == 0)
        return BRINE_OK;
    *number = errno;
    return BRINE_ERROR_CONNECT;
}

static bool would_block(int number)
{
    return number == EAGAIN || number == EWOULDBLOCK;
}

brine_result brn_socket_receive(int socket, bool wait, uint8_t *out, size_t cap, size_t *got,
                                int *number)
{
    ssize_t n;

    *got = 0;
    do
        n = recv(socket, out, cap, wait ? 0 : AT_ONCE);
    while (n < 0 && errno == EINTR);
    if (n == 0)
        return BRINE_CLOSED;
    if (n < 0) {
        *number = errno;
        return would_block(errno) ? BRINE_WANT_READ : BRINE_ERROR_READ;
    }
    *got = (size_t)n;
    return BRINE_OK;
}

brine_result brn_socket_send(int socket, const uint8_t *data, size_t len, size_t *sent, int *number)
{
    ssize_t n;

    *sent = 0;
    do
        n = send(socket, data, len, SEND_FLAGS | AT_ONCE);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        *number = errno;
        return would_block(errno) ? BRINE_WANT_WRITE : BRINE_ERROR_WRITE;
    }
    *sent = (size_t)n;
    return BRINE_OK;
}

void brn_socket_acknowledge(int socket)
{
#ifdef TCP_QUICKACK
    const int on = 1;

    (void)setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#else
    (void)socket;
#endif
}

brine_result brn_socket_wait(int socket, bool read, bool write, int64_t deadline)
{
    struct pollfd entry = {.fd = socket};

    if (read)
        entry.events |= POLLIN;
    if (write)
        entry.events |= POLLOUT;
    return poll_some(&entry, 1, deadline) == 0 ? BRINE_ERROR_TIMED_OUT : BRINE_OK;
}

void brn_socket_close(int socket, bool gently)
{
    uint8_t dropped[DRAIN_STEP];

    if (gently && shutdown(socket, SHUT_WR) == 0)
        for (int i = 0; i < DRAIN_STEPS; i++)
            if (recv(socket, dropped, sizeof dropped, AT_ONCE) <= 0)
                break;
    close(socket);
}
