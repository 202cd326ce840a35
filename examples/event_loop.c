/*
 * The front page of a host, with the engine in an event loop: sockets, buffers and waiting
 * are the program's, and any number of such connections could share one poll.
 *
 *     event_loop www.debian.org [PORT]
 *
 * Connecting is left simple; what an event loop has to do for TLS is in three functions:
 * make_output, send_output and take_input.
 */
#include <brine/brine.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAIT_MS 10000

struct connection {
    brine_conn *conn;
    int fd;
    const char *request; /* what is left of it */
    size_t request_left;
    uint8_t in[BRINE_RECORD_MAX]; /* large enough for any record */
    size_t in_end;
    uint8_t out[BRINE_RECORD_MAX];
    size_t out_start, out_end; /* bytes that wait for the socket */
};

/* When nothing waits for the socket, asks the engine: its own messages first, then the request. */
static brine_result make_output(struct connection *c)
{
    size_t taken = 0;
    brine_result result;

    if (c->out_start < c->out_end)
        return BRINE_OK;
    c->out_start = 0;
    result = brine_conn_send(c->conn, c->out, sizeof c->out, c->request, c->request_left,
                             &c->out_end, &taken);
    c->request += taken;
    c->request_left -= taken;
    return result;
}

static brine_result send_output(struct connection *c)
{
    ssize_t n = send(c->fd, c->out + c->out_start, c->out_end - c->out_start, MSG_NOSIGNAL);

    if (n < 0)
        return errno == EAGAIN || errno == EINTR ? BRINE_OK : BRINE_ERROR_WRITE;
    c->out_start += (size_t)n;
    return BRINE_OK;
}

/* Hands the engine what came; what it decrypts lies in the same buffer. */
static brine_result take_input(struct connection *c)
{
    ssize_t n = recv(c->fd, c->in + c->in_end, sizeof c->in - c->in_end, 0);
    brine_received received;
    brine_result result;

    if (n < 0)
        return errno == EAGAIN || errno == EINTR ? BRINE_OK : BRINE_ERROR_READ;
    if (n == 0) {
        result = brine_conn_receive_end(c->conn); /* knows whether it was allowed to end */
        return result == BRINE_OK ? BRINE_CLOSED : result;
    }
    c->in_end += (size_t)n;
    do { /* at most one piece of data a call */
        result = brine_conn_receive(c->conn, c->in, c->in_end, &received);
        if (received.data_len > 0)
            fwrite(received.data, 1, received.data_len, stdout);
        memmove(c->in, c->in + received.consumed, c->in_end - received.consumed);
        c->in_end -= received.consumed;
    } while (result == BRINE_OK && received.consumed > 0);
    return result;
}

static brine_result run(struct connection *c)
{
    brine_result result = make_output(c);

    while (result == BRINE_OK) {
        bool output = c->out_start < c->out_end;
        struct pollfd p = {c->fd, (short)(output ? POLLIN | POLLOUT : POLLIN), 0};
        int ready = poll(&p, 1, WAIT_MS);

        if (ready == 0)
            return BRINE_ERROR_TIMED_OUT;
        if (ready > 0 && (p.revents & POLLOUT) != 0)
            result = send_output(c);
        if (ready > 0 && (p.revents & ~POLLOUT) != 0 && result == BRINE_OK)
            result = take_input(c);
        if (result == BRINE_OK)
            result = make_output(c);
    }
    make_output(c); /* the last word: close_notify, or the alert that says what was wrong */
    send_output(c);
    return result;
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    int fd = -1;

    if (getaddrinfo(host, port, &hints, &list) != 0)
        return -1;
    for (struct addrinfo *at = list; at != NULL && fd < 0; at = at->ai_next) {
        fd = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
        if (fd >= 0 && connect(fd, at->ai_addr, at->ai_addrlen) != 0) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(list);
    if (fd >= 0)
        fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

/* One page over a socket; the engine's error is in `error`, if it was the engine's. */
static brine_result fetch(const brine_config *config, const char *host, int fd, brine_error *error)
{
    static struct connection c;
    char request[512];
    brine_result result = brine_conn_new(config, host, &c.conn);

    if (result != BRINE_OK)
        return result;
    c.fd = fd;
    c.request = request;
    c.request_left =
        (size_t)snprintf(request, sizeof request,
                         "GET / HTTP/1.1\r\nHost: %.255s\r\nConnection: close\r\n\r\n", host);
    result = run(&c);
    brine_conn_error(c.conn, error);
    brine_conn_free(c.conn);
    return result;
}

int main(int argc, char **argv)
{
    static const char *const protocols[] = {"http/1.1"};
    const char *host = argc > 1 ? argv[1] : "www.debian.org";
    brine_config *config = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(NULL, &config, &error);
    int fd = -1;

    if (result == BRINE_OK) /* a server that knows it gets the request a round trip sooner */
        result = brine_config_set_alpn(config, protocols, 1, &error);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK) {
        fd = connect_to(host, argc > 2 ? argv[2] : "443");
        result = fd >= 0 ? fetch(config, host, fd, &error) : BRINE_ERROR_CONNECT;
    }
    if (result != BRINE_CLOSED)
        fprintf(stderr, "event_loop: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    if (fd >= 0)
        close(fd);
    brine_config_free(config);
    return result == BRINE_CLOSED ? EXIT_SUCCESS : EXIT_FAILURE;
}
