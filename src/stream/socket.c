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

/* Where this is missing, the flag is set by a call of its own, a moment later. */
#ifndef SOCK_CLOEXEC
#define SOCK_CLOEXEC 0
#endif

/* Bytes that a gentle close drops at most: a peer that sends more is not listening. */
#define DRAIN_STEP  4096
#define DRAIN_STEPS 16

static bool prepare(int socket)
{
    const int on = 1;
    int flags = fcntl(socket, F_GETFL);

    if (flags < 0 || fcntl(socket, F_SETFL, flags | O_NONBLOCK) < 0)
        return false;
    if (fcntl(socket, F_SETFD, FD_CLOEXEC) < 0)
        return false;
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

brine_result brn_socket_connect(const brn_address *address, int *out, int *number)
{
    int made = socket(address->storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);

    *out = -1;
    if (made < 0) {
        *number = errno;
        return BRINE_ERROR_CONNECT;
    }
    if (prepare(made)) {
        if (connect(made, (const struct sockaddr *)&address->storage, address->length) == 0) {
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
    peer->length = sizeof peer->storage;
    if (prepare(socket) &&
        getpeername(socket, (struct sockaddr *)&peer->storage, &peer->length) == 0)
        return BRINE_OK;
    *number = errno;
    return BRINE_ERROR_CONNECT;
}

static bool would_block(int number)
{
    return number == EAGAIN || number == EWOULDBLOCK;
}

brine_result brn_socket_receive(int socket, uint8_t *out, size_t cap, size_t *got, int *number)
{
    ssize_t n;

    *got = 0;
    do
        n = recv(socket, out, cap, 0);
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
        n = send(socket, data, len, SEND_FLAGS);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        *number = errno;
        return would_block(errno) ? BRINE_WANT_WRITE : BRINE_ERROR_WRITE;
    }
    *sent = (size_t)n;
    return BRINE_OK;
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
            if (recv(socket, dropped, sizeof dropped, 0) <= 0)
                break;
    close(socket);
}
