/*
 * What ties a login to its connection: the channel bindings of SCRAM and GSS-API.
 *
 *     channel_binding HOST [PORT]
 *
 * tls-exporter (RFC 9266) is 32 bytes that both ends compute and no other connection has, and
 * tls-server-end-point (RFC 5929) the hash of the server's certificate, which survives a
 * connection that ends in front of the server. A login that covers one, as SCRAM-SHA-256-PLUS
 * does (RFC 5802 section 6), can't be carried to another server by an attacker between the two.
 */
#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>

static void print(const char *name, const uint8_t *bytes, size_t n)
{
    printf("%s: ", name);
    for (size_t i = 0; i < n; i++)
        printf("%02x", bytes[i]);
    printf("\n");
}

/* Not before the server's Finished is verified: until then an attacker may know the bytes. */
static brine_result print_bindings(brine_stream *stream, brine_error *error)
{
    const brine_bytes context = {NULL, 0}; /* the empty one, which differs from none */
    const brine_conn *conn = brine_stream_conn(stream);
    brine_result result = brine_stream_authenticate(stream);
    uint8_t exporter[32], end_point[64];
    size_t n;

    brine_stream_error(stream, error);
    if (result == BRINE_OK)
        result = brine_conn_export(conn, "EXPORTER-Channel-Binding", &context, exporter,
                                   sizeof exporter, error);
    if (result == BRINE_OK)
        print("tls-exporter", exporter, sizeof exporter);
    if (result == BRINE_OK)
        result = brine_conn_tls_server_end_point(conn, end_point, sizeof end_point, &n, error);
    if (result == BRINE_OK)
        print("tls-server-end-point", end_point, n);
    return result;
}

int main(int argc, char **argv)
{
    const brine_dial_options options = {.size = sizeof options, .total_timeout = 60000};
    const char *host = argc > 1 ? argv[1] : "www.debian.org";
    uint16_t port = (uint16_t)(argc > 2 ? strtoul(argv[2], NULL, 10) : 443);
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(NULL, &config, &error);

    if (result == BRINE_OK) /* without it (RFC 7627) two connections could have the same bytes */
        result = brine_config_require_extended_master_secret(config);
    if (result == BRINE_OK)
        result = brine_config_keep_peer(config); /* for the certificate's hash */
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = brine_stream_dial(config, host, port, &options, &stream, &error);
    if (result == BRINE_OK)
        result = print_bindings(stream, &error);
    if (result != BRINE_OK)
        fprintf(stderr, "channel_binding: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    brine_stream_close(stream);
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
