/*
 * The front page of a host, with the engine in an event loop: sockets, buffers and waiting
 * are the program's, and any number of such connections could share one poll.
 *
 *     event_loop HOST PORT
 *
 * What a loop has to do for TLS is in move_output and take_input; event_loop/ connects.
 */
#include "event_loop/connect.h"

#include <brine/brine.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct connection {
    brine_conn *conn;
    int fd;
    char request[512];
    size_t request_len, taken;    /* bytes of it that the engine has */
    uint8_t in[BRINE_RECORD_MAX]; /* large enough for any record */
    size_t in_end;
    uint8_t out[BRINE_RECORD_MAX];
    size_t out_start, out_end; /* bytes that wait for the socket */
};

/* Asks the engine when nothing waits: its own messages come first, then the request. */
static brine_result move_output(struct connection *c)
{
    brine_result result = BRINE_OK;
    size_t taken = 0;
    ssize_t n;

    while (result == BRINE_OK || c->out_start < c->out_end) {
        if (c->out_start == c->out_end) {
            c->out_start = 0;
            result = brine_conn_send(c->conn, c->out, sizeof c->out, c->request + c->taken,
                                     c->request_len - c->taken, &c->out_end, &taken);
            c->taken += taken;
            if (c->out_end == 0)
                break;
        }
        n = send(c->fd, c->out + c->out_start, c->out_end - c->out_start, MSG_NOSIGNAL);
        if (n < 0)
            return errno == EAGAIN || errno == EINTR ? result : BRINE_ERROR_WRITE;
        c->out_start += (size_t)n;
    }
    return result;
}

/* Hands the engine what came; what it decrypts lies in the same buffer. */
static brine_result take_input(struct connection *c)
{
    ssize_t n = recv(c->fd, c->in + c->in_end, sizeof c->in - c->in_end, 0);
    brine_received received = BRINE_NOTHING_RECEIVED;
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
        fwrite(received.data, 1, received.data_len, stdout);
        memmove(c->in, c->in + received.consumed, c->in_end - received.consumed);
        c->in_end -= received.consumed;
    } while (result == BRINE_OK && received.consumed > 0);
    return result;
}

static brine_result run(struct connection *c)
{
    brine_result result = move_output(c);

    while (result == BRINE_OK) {
        bool output = c->out_start < c->out_end;
        struct pollfd p = {c->fd, (short)(output ? POLLIN | POLLOUT : POLLIN), 0};
        int ready = poll(&p, 1, 10000 /* ms */);

        if (ready == 0)
            return BRINE_ERROR_TIMED_OUT;
        if (ready > 0 && (p.revents & ~POLLOUT) != 0)
            result = take_input(c);
        if (result == BRINE_OK)
            result = move_output(c);
    }
    move_output(c); /* the last word: close_notify, or the alert that says what was wrong */
    return result;
}

int main(int argc, char **argv)
{
    static const char *const protocols[] = {"http/1.1"};
    static struct connection c;
    const char *host = argc > 1 ? argv[1] : "www.debian.org";
    brine_config *config = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(NULL, &config, &error);

    c.request_len =
        (size_t)snprintf(c.request, sizeof c.request,
                         "GET / HTTP/1.1\r\nHost: %.255s\r\nConnection: close\r\n\r\n", host);
    if (result == BRINE_OK) /* a server that knows it gets the request a round trip sooner */
        result = brine_config_set_alpn(config, protocols, 1, &error);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = brine_conn_new(config, host, &c.conn, &error);
    c.fd = result == BRINE_OK ? connect_to(host, argc > 2 ? argv[2] : "443") : -1;
    if (result == BRINE_OK) {
        result = c.fd >= 0 ? run(&c) : BRINE_ERROR_CONNECT;
        brine_conn_error(c.conn, &error);
    }
    if (result != BRINE_CLOSED)
        fprintf(stderr, "event_loop: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    if (c.fd >= 0)
        close(c.fd);
    brine_conn_free(c.conn);
    brine_config_free(config);
    return result == BRINE_CLOSED ? EXIT_SUCCESS : EXIT_FAILURE;
}
