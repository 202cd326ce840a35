/*
 * What ties a login to its connection: the channel binding tls-exporter (RFC 9266).
 *
 *     channel_binding HOST [PORT]
 *
 * Both ends compute the same 32 bytes, and no other connection has them. A login that covers them,
 * as SCRAM-SHA-256-PLUS does (RFC 5802 section 6), can't be carried over to another connection by
 * an attacker between the two, even one with a certificate that the client trusts.
 */
#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>

#define BINDING_SIZE 32

/* Not before the server's Finished is verified: until then an attacker may know the bytes. */
static brine_result bind_channel(brine_stream *stream, uint8_t binding[BINDING_SIZE],
                                 brine_error *error)
{
    const brine_bytes context = {NULL, 0}; /* the empty one, which differs from none */
    brine_result result = brine_stream_authenticate(stream);

    if (result != BRINE_OK) {
        brine_stream_error(stream, error);
        return result;
    }
    return brine_conn_export(brine_stream_conn(stream), "EXPORTER-Channel-Binding", &context,
                             binding, BINDING_SIZE);
}

int main(int argc, char **argv)
{
    const brine_dial_options options = {.size = sizeof options, .total_timeout = 60000};
    const char *host = argc > 1 ? argv[1] : "www.debian.org";
    uint16_t port = (uint16_t)(argc > 2 ? strtoul(argv[2], NULL, 10) : 443);
    uint8_t binding[BINDING_SIZE];
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(NULL, &config, &error);

    if (result == BRINE_OK) /* without it (RFC 7627) two connections could have the same bytes */
        result = brine_config_require_extended_master_secret(config);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = brine_stream_dial(config, host, port, &options, &stream, &error);
    if (result == BRINE_OK)
        result = bind_channel(stream, binding, &error);
    for (size_t i = 0; result == BRINE_OK && i < sizeof binding; i++)
        printf("%02x", binding[i]);
    if (result == BRINE_OK)
        printf("\n");
    else
        fprintf(stderr, "channel_binding: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    brine_stream_close(stream);
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
