/*
 * A page from a server whose certificate comes from your own CA. With a pin, the path from the
 * server's certificate to the CA's must also hold the key that the pin names.
 *
 *     own_ca HOST PORT ca.pem [PIN]
 *
 * A pin of the CA's key lets the server renew its own. This command makes it, with "sha256//" to
 * be put in front:
 *
 *     openssl x509 -in ca.pem -noout -pubkey | openssl pkey -pubin -outform DER |
 *         openssl dgst -sha256 -binary | base64
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
    const brine_dial_options options = {.size = sizeof options, .total_timeout = 60000};
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result;

    if (argc < 4) {
        fprintf(stderr, "usage: own_ca HOST PORT ca.pem [PIN]\n");
        return EXIT_FAILURE;
    }
    result = brine_config_new(NULL, &config, &error);
    if (result == BRINE_OK)
        result = brine_config_trust_file(config, argv[3], &error); /* the system's no more */
    if (result == BRINE_OK && argc > 4)
        result = brine_config_add_pin(config, argv[4], &error);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = brine_stream_dial(config, argv[1], (uint16_t)strtoul(argv[2], NULL, 10), &options,
                                   &stream, &error);
    if (result == BRINE_OK) {
        result = fetch(stream, argv[1]);
        brine_stream_error(stream, &error);
        brine_stream_close(stream);
    }
    if (result != BRINE_CLOSED)
        fprintf(stderr, "own_ca: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_CLOSED ? EXIT_SUCCESS : EXIT_FAILURE;
}
