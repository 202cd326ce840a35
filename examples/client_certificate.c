/*
 * A page from a server that wants to know its client: mutual TLS with a certificate and a key
 * from files.
 *
 *     [KEY_PASSPHRASE=...] client_certificate HOST PORT chain.pem key.pem
 *
 * chain.pem holds the client's certificate and the CA's below the root. A key may be encrypted, as
 * `openssl pkcs8 -topk8` does it. TLS 1.2 sends the certificate in clear; to show it only to
 * servers that name its CA, add brine_config_match_identity.
 */
#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>

/* Asked only if the key is encrypted. */
static size_t passphrase(void *context, char *out, size_t cap)
{
    const char *text = getenv("KEY_PASSPHRASE");
    size_t length = 0;

    (void)context;
    if (text == NULL)
        return BRINE_PASSPHRASE_NONE;
    for (; text[length] != '\0'; length++)
        if (length < cap)
            out[length] = text[length];
    return length; /* more than cap: refused with a sentence */
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

int main(int argc, char **argv)
{
    const brine_dial_options options = {.size = sizeof options, .total_timeout = 60000};
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result;

    if (argc != 5) {
        fprintf(stderr, "usage: client_certificate HOST PORT chain.pem key.pem\n");
        return EXIT_FAILURE;
    }
    result = brine_config_new(NULL, &config, &error);
    if (result == BRINE_OK)
        result = brine_config_set_passphrase(config, passphrase, NULL);
    if (result == BRINE_OK)
        result = brine_config_set_identity_files(config, argv[3], argv[4], &error);
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
        fprintf(stderr, "client_certificate: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_CLOSED ? EXIT_SUCCESS : EXIT_FAILURE;
}
