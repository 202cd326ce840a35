/*
 * A client's key that never leaves its token: a smart card, an HSM or SoftHSM, over PKCS#11.
 *
 *     TOKEN_PIN=... token_key HOST PORT chain.pem MODULE.so TOKEN
 *
 * The config gets the certificates alone. A connection that needs a signature stops with
 * BRINE_WANT_SIGNATURE and goes on with what the token makes. token_key/ is the PKCS#11 side.
 */
#include "token_key/token.h"

#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>

/* The file's certificates, leaf first; their key is not the config's to have. */
static brine_result set_chain(brine_config *config, const char *name, brine_error *error)
{
    static uint8_t chain[65536];
    FILE *file = fopen(name, "rb");
    size_t n = file != NULL ? fread(chain, 1, sizeof chain, file) : 0;

    if (file != NULL)
        fclose(file);
    return brine_config_set_identity_external(config, (brine_bytes){chain, n}, error);
}

/* Has the token sign, which the server then verifies, and goes on with the handshake. */
static brine_result sign(brine_stream *stream, const struct token *token)
{
    uint8_t signature[BRINE_SIGNATURE_MAX];
    brine_conn *conn = brine_stream_conn(stream);
    brine_signature_request request;
    brine_result result = brine_conn_signature_request(conn, &request);
    size_t n = 0;

    if (result == BRINE_OK && token_sign(token, &request, signature, &n))
        result = brine_conn_signature(conn, signature, n);
    else if (result == BRINE_OK)
        result = brine_conn_signature(conn, NULL, 0); /* can't: the handshake ends */
    return result == BRINE_OK ? brine_stream_handshake(stream) : result;
}

int main(int argc, char **argv)
{
    const brine_dial_options options = {.size = sizeof options, .total_timeout = 60000};
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result;
    struct token token;

    if (argc != 6)
        fprintf(stderr, "usage: token_key HOST PORT chain.pem MODULE.so TOKEN\n");
    if (argc != 6 || !token_open(&token, argv[4], argv[5], getenv("TOKEN_PIN")))
        return EXIT_FAILURE;
    result = brine_config_new(NULL, &config, &error);
    if (result == BRINE_OK)
        result = set_chain(config, argv[3], &error);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = brine_stream_dial(config, argv[1], (uint16_t)strtoul(argv[2], NULL, 10), &options,
                                   &stream, &error);
    while (result == BRINE_WANT_SIGNATURE)
        result = sign(stream, &token);
    if (result == BRINE_OK)
        result = brine_stream_authenticate(stream); /* the server has taken the signature */
    if (stream != NULL && result != BRINE_OK)
        brine_stream_error(stream, &error);
    if (result == BRINE_OK)
        printf("the server took the signature\n");
    else
        fprintf(stderr, "token_key: %s\n", error.text);
    brine_stream_close(stream);
    brine_stream_free(stream);
    brine_config_free(config);
    token_close(&token);
    return result == BRINE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
