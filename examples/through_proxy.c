/*
 * A page through an HTTP proxy: CONNECT (RFC 9110 section 9.3.6) makes a tunnel, and TLS goes
 * through it from end to end. The proxy sees whom the client talks to, not what is said.
 *
 *     through_proxy PROXY PORT HOST [PORT]
 *
 * For a proxy that itself speaks TLS, make a handshake with it first, write and read CONNECT with
 * brine_stream_write and _read, then brine_stream_open_over.
 */
#include <brine/brine.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define SECONDS 60 /* that each step may take */

/* A socket that is connected to the proxy. brine connects, without a handshake. */
static int connect_to(const brine_config *config, const char *proxy, uint16_t port,
                      brine_error *error)
{
    const brine_dial_options options = {
        .size = sizeof options, .connect_only = true, .connect_timeout = 1000 * SECONDS};
    brine_stream *stream = NULL;
    int fd = -1;

    if (brine_stream_dial(config, proxy, port, &options, &stream, error) == BRINE_OK) {
        fd = fcntl(brine_stream_socket(stream), F_DUPFD_CLOEXEC, 0);
        fcntl(fd, F_SETFL, 0); /* our calls shall wait */
    }
    brine_stream_free(stream);
    return fd;
}

/* Reads byte by byte: what comes behind the proxy's answer is TLS's. */
static brine_result open_tunnel(int fd, const char *host, const char *port, brine_error *error)
{
    const struct timeval limit = {.tv_sec = SECONDS};
    char request[1024], head[8192] = "";
    int length = snprintf(request, sizeof request,
                          "CONNECT %.255s:%.5s HTTP/1.1\r\nHost: %.255s:%.5s\r\n\r\n", host, port,
                          host, port);
    ssize_t moved = send(fd, request, (size_t)length, MSG_NOSIGNAL);
    brine_bytes line;
    size_t n = 0;

    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    while (moved > 0 && n < sizeof head - 1 && strstr(head, "\r\n\r\n") == NULL) {
        moved = recv(fd, head + n, 1, 0);
        n += moved > 0;
    }
    if (strstr(head, "\r\n\r\n") != NULL && strncmp(head, "HTTP/1.", 7) == 0 && head[9] == '2')
        return BRINE_OK;
    line = (brine_bytes){(const uint8_t *)head, strcspn(head, "\r\n")};
    n = (size_t)snprintf(error->text, sizeof error->text, "the proxy opens no tunnel, it says: ");
    brine_foreign_text(line, error->text + n, sizeof error->text - n);
    return error->code = BRINE_ERROR_CONNECT;
}

/* Everything that the server sends, to standard output. BRINE_CLOSED = nothing is missing. */
static brine_result fetch(brine_stream *stream, const char *host)
{
    char text[16384];
    size_t n = (size_t)snprintf(
        text, sizeof text, "GET / HTTP/1.1\r\nHost: %.255s\r\nConnection: close\r\n\r\n", host);
    brine_result result = brine_stream_write(stream, text, n, &n);

    while (result == BRINE_OK) {
        result = brine_stream_read(stream, text, sizeof text, &n);
        fwrite(text, 1, n, stdout);
    }
    return result;
}

/* The stream owns the socket from brine_stream_open on, also when that fails. */
static brine_result open_stream(const brine_config *config, int fd, const char *host,
                                const char *port, brine_stream **stream, brine_error *error)
{
    const brine_dial_options options = {.size = sizeof options, .total_timeout = 1000 * SECONDS};
    brine_result result = open_tunnel(fd, host, port, error);

    if (result == BRINE_OK)
        return brine_stream_open(config, fd, host, (uint16_t)strtoul(port, NULL, 10), &options,
                                 stream, error);
    close(fd);
    return result;
}

int main(int argc, char **argv)
{
    const char *port = argc > 4 ? argv[4] : "443";
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result;
    int fd;

    if (argc < 4) {
        fprintf(stderr, "usage: through_proxy PROXY PORT HOST [PORT]\n");
        return EXIT_FAILURE;
    }
    result = brine_config_new(NULL, &config, &error);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK) {
        fd = connect_to(config, argv[1], (uint16_t)strtoul(argv[2], NULL, 10), &error);
        result =
            fd >= 0 ? open_stream(config, fd, argv[3], port, &stream, &error) : BRINE_ERROR_CONNECT;
    }
    if (result == BRINE_OK) {
        result = fetch(stream, argv[3]);
        brine_stream_error(stream, &error);
        brine_stream_close(stream);
    }
    if (result != BRINE_CLOSED)
        fprintf(stderr, "through_proxy: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_CLOSED ? EXIT_SUCCESS : EXIT_FAILURE;
}
