/*
 * tls_pipe: TLS between a server and a person who debugs it.
 *
 *     tls_pipe HOST:PORT [--starttls smtp|imap|pop3|ftp|postgres] [--name NAME]
 *              [--cacert FILE] [--cert FILE --key FILE] [--limit SECONDS]
 *
 * Tells on standard error what the server showed and how it was judged, then sends standard input
 * to the server and writes what the server sends to standard output. A server that is not
 * trusted, or that refuses TLS, gets nothing. smtps, imaps, pop3s and ftps need no --starttls.
 *
 *   options         the command line
 *   starttls, smtp, imap, pop3, ftp, postgres, reply    how TLS begins amid a connection
 *   plain           what is said in clear before
 *   report          what the server showed
 *   pipe            standard input and output
 */
#include "tls_pipe/options.h"
#include "tls_pipe/pipe.h"
#include "tls_pipe/report.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static brine_result make_config(const struct options *options, brine_config **config,
                                brine_error *error)
{
    brine_result result = brine_config_new(NULL, config, error);

    if (result == BRINE_OK)
        result = brine_config_keep_peer(*config); /* for the report */
    if (result == BRINE_OK && options->chain != NULL)
        result = brine_config_set_identity_files(*config, options->chain, options->key, error);
    if (result == BRINE_OK && options->ca != NULL)
        result = brine_config_trust_file(*config, options->ca, error);
    return result == BRINE_OK ? brine_config_freeze(*config, error) : result;
}

/* A socket that is connected. brine connects, to the first of the addresses that answers. */
static int connect_to(const struct options *options, const brine_config *config, brine_error *error)
{
    const brine_dial_options dial = {.size = sizeof dial,
                                     .address = options->host,
                                     .connect_only = true,
                                     .connect_timeout = options->limit};
    brine_stream *stream = NULL;
    int fd = -1;

    if (brine_stream_dial(config, options->name, options->port, &dial, &stream, error) ==
        BRINE_OK) {
        fprintf(stderr, "connected to %s port %u\n", brine_stream_address(stream),
                (unsigned)options->port);
        fd = fcntl(brine_stream_socket(stream), F_DUPFD_CLOEXEC, 0);
    }
    brine_stream_free(stream);
    return fd;
}

/* A stream that has made no handshake yet, behind what has to be said in clear. */
static brine_result open_stream(const struct options *options, const brine_config *config,
                                brine_stream **stream, brine_error *error)
{
    const brine_dial_options wishes = {
        .size = sizeof wishes, .non_blocking = true, .handshake_timeout = options->limit};
    struct plain plain = {.fd = connect_to(options, config, error)};

    if (plain.fd < 0)
        return BRINE_ERROR_CONNECT;
    plain.end = plain_moment() + options->limit;
    if (options->protocol == NULL || starttls(options->protocol, &plain))
        return brine_stream_open(config, plain.fd, options->name, options->port, &wishes, stream,
                                 error); /* which owns the socket now */
    close(plain.fd);
    snprintf(error->text, sizeof error->text, "no TLS: %s", plain.why);
    return error->code = BRINE_ERROR_READ;
}

/* The handshake, with all that there is to report, also when it fails. */
static brine_result shake_hands(const struct options *options, brine_stream *stream)
{
    const brine_conn *conn = brine_stream_conn(stream);
    brine_result result = pipe_step(stream, brine_stream_handshake);

    if (result == BRINE_OK)
        result = pipe_step(stream, brine_stream_authenticate);
    report_chain(conn);
    if (result != BRINE_OK)
        return result;
    fprintf(stderr, "verdict: the certificate is trusted, and is that of %s\n", options->name);
    report_facts(conn);
    report_session(conn);
    return BRINE_OK;
}

int main(int argc, char **argv)
{
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    struct options options;
    brine_result result;

    if (!options_read(argc, argv, &options))
        return EXIT_FAILURE;
    result = make_config(&options, &config, &error);
    if (result == BRINE_OK)
        result = open_stream(&options, config, &stream, &error);
    if (result == BRINE_OK)
        result = shake_hands(&options, stream);
    if (result == BRINE_OK)
        result = pipe_run(stream, &error);
    if (stream != NULL && error.code == BRINE_OK)
        brine_stream_error(stream, &error);
    if (result != BRINE_OK && result != BRINE_CLOSED)
        fprintf(stderr, "tls_pipe: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    brine_stream_close(stream);
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_OK || result == BRINE_CLOSED ? EXIT_SUCCESS : EXIT_FAILURE;
}
