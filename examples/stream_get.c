/*
 * The front page of a host, over a brine_stream: config, dial, write, read, close.
 *
 *     stream_get www.debian.org [PORT]
 *
 * The page comes as the server sends it, with its head, chunks and all; https_get.c is a
 * program that understands it.
 */
#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>

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

int main(int argc, char **argv)
{
    const brine_dial_options options = {
        .size = sizeof options, .connect_timeout = 10000, .total_timeout = 60000};
    static const char *const protocols[] = {"http/1.1"};
    const char *host = argc > 1 ? argv[1] : "www.debian.org";
    uint16_t port = (uint16_t)(argc > 2 ? strtoul(argv[2], NULL, 10) : 443);
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(NULL, &config, &error);

    if (result == BRINE_OK)
        result =
            brine_config_set_alpn(config, protocols, 1, &error); /* see README.md, "Round trips" */
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error); /* with the system's CA certificates */
    if (result == BRINE_OK)
        result = brine_stream_dial(config, host, port, &options, &stream, &error);
    if (result == BRINE_OK) {
        result = fetch(stream, host);
        brine_stream_error(stream, &error);
        brine_stream_close(stream);
    }
    if (result != BRINE_CLOSED)
        fprintf(stderr, "stream_get: %s\n", error.text);
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_CLOSED ? EXIT_SUCCESS : EXIT_FAILURE;
}
