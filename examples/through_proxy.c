/*
 * A page through an HTTP proxy: CONNECT (RFC 9110 section 9.3.6) makes a tunnel, and TLS goes
 * through it from end to end. The proxy sees whom the client talks to, not what is said.
 *
 *     through_proxy PROXY PORT HOST [PORT [SECONDS]]
 *
 * All of it together takes 60 seconds at most, or SECONDS, however slowly the proxy speaks.
 *
 * For a proxy that itself speaks TLS, make a handshake with it first, write and read CONNECT with
 * brine_stream_write and _read, then brine_stream_open_over.
 */
#include <brine/brine.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* One byte, within the total time of the stream, which runs on between its calls. */
static bool receive_byte(const brine_stream *proxy, char *byte)
{
    struct pollfd socket = {.fd = brine_stream_socket(proxy), .events = POLLIN};
    int left = brine_stream_time_left(proxy); /* -1 = for ever, as poll has it */

    return left != 0 && poll(&socket, 1, left) == 1 && recv(socket.fd, byte, 1, MSG_DONTWAIT) == 1;
}

/* Reads byte by byte: what comes behind the proxy's answer is TLS's. */
static brine_result open_tunnel(const brine_stream *proxy, const char *host, const char *port,
                                brine_error *error)
{
    char request[1024], head[8192] = "";
    int length = snprintf(request, sizeof request,
                          "CONNECT %.255s:%.5s HTTP/1.1\r\nHost: %.255s:%.5s\r\n\r\n", host, port,
                          host, port);
    /* It fits into the socket's buffer, which is empty. */
    bool good = send(brine_stream_socket(proxy), request, (size_t)length,
                     MSG_NOSIGNAL | MSG_DONTWAIT) == length;
    brine_bytes line;
    size_t n = 0;

    while (good && n < sizeof head - 1 && strstr(head, "\r\n\r\n") == NULL) {
        good = receive_byte(proxy, head + n);
        n += good;
    }
    if (strstr(head, "\r\n\r\n") != NULL && strncmp(head, "HTTP/1.", 7) == 0 && head[9] == '2')
        return BRINE_OK;
    line = (brine_bytes){(const uint8_t *)head, strcspn(head, "\r\n")};
    n = (size_t)snprintf(error->text, sizeof error->text, "the proxy opens no tunnel%s, it says: ",
                         brine_stream_time_left(proxy) == 0 ? " in time" : "");
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

/* brine connects to the proxy, without a handshake; the tunnel has what is left of the time. */
static brine_result open_stream(const brine_config *config, char **argv, unsigned long seconds,
                                const char *port, brine_stream **stream, brine_error *error)
{
    brine_dial_options options = {
        .size = sizeof options, .connect_only = true, .total_timeout = (uint32_t)(1000 * seconds)};
    uint16_t proxy_port = (uint16_t)strtoul(argv[2], NULL, 10);
    brine_stream *proxy = NULL;
    brine_result result = brine_stream_dial(config, argv[1], proxy_port, &options, &proxy, error);
    int left, fd;

    if (result == BRINE_OK)
        result = open_tunnel(proxy, argv[3], port, error);
    if (result == BRINE_OK) {
        left = brine_stream_time_left(proxy);
        options.total_timeout = left > 0 ? (uint32_t)left : (uint32_t)(left == 0);
        fd = fcntl(brine_stream_socket(proxy), F_DUPFD_CLOEXEC, 0); /* the new stream's own */
        result = brine_stream_open(config, fd, argv[3], (uint16_t)strtoul(port, NULL, 10), &options,
                                   stream, error);
    }
    brine_stream_free(proxy);
    return result;
}

int main(int argc, char **argv)
{
    const char *port = argc > 4 ? argv[4] : "443";
    const unsigned long seconds = argc > 5 ? strtoul(argv[5], NULL, 10) : 60;
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result;

    if (argc < 4) {
        fprintf(stderr, "usage: through_proxy PROXY PORT HOST [PORT [SECONDS]]\n");
        return EXIT_FAILURE;
    }
    result = brine_config_new(NULL, &config, &error);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = open_stream(config, argv, seconds, port, &stream, &error);
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
