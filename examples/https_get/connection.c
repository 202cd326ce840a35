#include "connection.h"

#include "lookup_guard.h"
#include "moment.h"
#include "report.h"
#include "say.h"
#include "tls.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ADDRESS_SIZE 256

bool connection_init(struct connection *connection, const struct options *options,
                     const brine_config *config, struct session_file *sessions)
{
    memset(connection, 0, sizeof *connection);
    connection->options = options;
    connection->config = config;
    connection->sessions = sessions;
    connection->buffer = malloc(RESPONSE_HEAD_MAX);
    return connection->buffer != NULL;
}

/* Whether the connection is one that our certificate must not be used on. */
static bool is_anonymous(const struct connection *connection)
{
    return connection->foreign && connection->options->certificate != NULL;
}

static const brine_config *config_of(const struct connection *connection)
{
    return is_anonymous(connection) ? connection->anonymous : connection->config;
}

/* What the connection leaves for the next one: its session, or none if it failed (RFC 5246 7.2.2).
 */
static void keep_session(struct connection *connection)
{
    const brine_conn *conn = brine_stream_conn(connection->stream);
    brine_error error;

    if (is_anonymous(connection))
        return;
    brine_conn_error(conn, &error);
    if (!connection->ready || (error.code != BRINE_OK && error.code != BRINE_ERROR_TRUNCATED))
        session_file_forget(connection->sessions, connection->host, connection->port);
    else
        session_file_keep(connection->sessions, conn);
}

void connection_close(struct connection *connection)
{
    if (connection->stream == NULL)
        return;
    keep_session(connection);
    (void)brine_stream_close(connection->stream);
    brine_stream_free(connection->stream);
    connection->stream = NULL;
    connection->start = 0;
    connection->end = 0;
}

void connection_free(struct connection *connection)
{
    connection_close(connection);
    free(connection->buffer);
    connection->buffer = NULL;
    brine_config_free(connection->anonymous);
    connection->anonymous = NULL;
}

/*
 * The address that --resolve gives for the server, if it does: "HOST:PORT:ADDR", ADDR in
 * brackets or not. The last one that fits counts.
 */
static bool find_resolve(const struct options *options, const struct url *url,
                         char address[ADDRESS_SIZE])
{
    char server[URL_HOST_SIZE + 16];
    bool found = false;

    snprintf(server, sizeof server, "%s%s%s:%u:", url->ipv6 ? "[" : "", url->host,
             url->ipv6 ? "]" : "", (unsigned)url->port);
    for (size_t i = 0; i < options->resolves.count; i++) {
        const char *given = options->resolves.at[i];
        size_t length = strlen(server);

        if (strncasecmp(given, server, length) != 0)
            continue;
        given += length;
        length = strlen(given);
        if (length > 2 && given[0] == '[' && given[length - 1] == ']') {
            given++;
            length -= 2;
        }
        snprintf(address, ADDRESS_SIZE, "%.*s", (int)(length < ADDRESS_SIZE ? length : 0), given);
        found = true;
    }
    return found;
}

/* The exit code of a failure, which for everything before the server's Finished is the handshake's.
 */
static exit_code code_of(const brine_error *error, bool in_handshake)
{
    if (error->code == BRINE_ERROR_CERT_PIN)
        return EXIT_PIN;
    if (error->code == BRINE_ERROR_STAPLE_REQUIRED)
        return EXIT_STAPLE;
    if (error->code == BRINE_ERROR_OUT_OF_MEMORY)
        return EXIT_MEMORY;
    if (error->code == BRINE_ERROR_LOOKUP)
        return EXIT_LOOKUP;
    if (error->code == BRINE_ERROR_CONNECT)
        return error->system == ETIMEDOUT ? EXIT_TIME : EXIT_CONNECT;
    if (error->code == BRINE_ERROR_TIMED_OUT)
        return EXIT_TIME;
    if (error->code == BRINE_ERROR_SERVER_NAME_INVALID)
        return EXIT_URL;
    if (brine_result_category(error->code) == BRINE_CATEGORY_CERTIFICATE)
        return EXIT_CERTIFICATE;
    if (in_handshake)
        return EXIT_HANDSHAKE;
    return error->code == BRINE_ERROR_WRITE ? EXIT_SEND : EXIT_RECEIVE;
}

/* brine only knows how many milliseconds were left for the step; people know their option. */
static exit_code say_time_is_up(const struct connection *connection, const char *step)
{
    const struct options *options = connection->options;
    bool total = connection->total_moment <= moment_now() || options->connect_timeout_ms == 0;
    uint32_t limit = total ? options->total_timeout_ms : options->connect_timeout_ms;

    return say_failure(options, EXIT_TIME, "%s with %s was not over after the %g seconds of %s",
                       step, connection->host, limit / 1000.0, total ? "-m" : "--connect-timeout");
}

static exit_code say_error(const struct connection *connection, const brine_error *error,
                           bool in_handshake)
{
    if (error->code == BRINE_ERROR_TIMED_OUT)
        return say_time_is_up(connection, error->step);
    return say_failure(connection->options, code_of(error, in_handshake), "%s", error->text);
}

exit_code connection_failure(const struct connection *connection)
{
    unsigned state = brine_conn_state(brine_stream_conn(connection->stream));
    brine_error error;

    brine_stream_error(connection->stream, &error);
    return say_error(connection, &error, (state & BRINE_CONN_READABLE) == 0);
}

static exit_code dial(struct connection *connection, const struct url *url, int64_t connect_moment)
{
    const struct options *options = connection->options;
    char address[ADDRESS_SIZE];
    brine_dial_options dial = {.size = sizeof dial, .family = options->family};
    uint32_t left = moment_left(connect_moment);
    brine_error error = {.code = BRINE_OK};
    brine_result result;

    if (find_resolve(options, url, address))
        dial.address = address;
    dial.connect_only = true;
    dial.connect_timeout = left;
    if (!is_anonymous(connection)) /* a session of ours would say who we are */
        dial.session = session_file_find(connection->sessions, url->host, url->port);
    if (left > 0)
        lookup_guard_begin(options, url->host, left);
    result = brine_stream_dial(config_of(connection), url->host, url->port, &dial,
                               &connection->stream, &error);
    lookup_guard_end();
    brine_session_free(dial.session);
    return result == BRINE_OK ? EXIT_OK : say_error(connection, &error, true);
}

/* What is to be told about a server, whether it was accepted or not. */
static exit_code tell(const struct connection *connection, bool accepted)
{
    const struct options *options = connection->options;
    const brine_conn *conn = brine_stream_conn(connection->stream);

    if (options->verbose) {
        if (accepted)
            report_facts(conn, config_of(connection));
        report_chain(conn);
    }
    if (accepted)
        report_extras(options, conn);
    return options->certs ? report_pem(options, conn) : EXIT_OK;
}

static exit_code shake_hands(struct connection *connection, int64_t connect_moment)
{
    brine_dial_options times = {.size = sizeof times};
    exit_code told;

    times.handshake_timeout = moment_left(connect_moment);
    times.total_timeout = moment_left(connection->total_moment);
    brine_stream_set_timeouts(connection->stream, &times);
    connection->ready = brine_stream_handshake(connection->stream) == BRINE_OK;
    if (connection->ready)
        return tell(connection, true);
    told = tell(connection, false);
    return told == EXIT_OK ? connection_failure(connection) : told;
}

/* Closes what leads elsewhere, and gets ready for a connection to the URL's server. */
static exit_code prepare(struct connection *connection, const struct url *url, bool foreign)
{
    connection_close(connection);
    connection->reused = false;
    connection->ready = false;
    connection->port = url->port;
    connection->foreign = foreign;
    snprintf(connection->host, sizeof connection->host, "%s", url->host);
    if (is_anonymous(connection) && connection->anonymous == NULL)
        return tls_config(connection->options, false, &connection->anonymous);
    return EXIT_OK;
}

exit_code connection_open(struct connection *connection, const struct url *url, bool foreign,
                          int64_t total_moment)
{
    const struct options *options = connection->options;
    int64_t connect_moment = moment_earlier(moment_in(options->connect_timeout_ms), total_moment);
    brine_dial_options times = {.size = sizeof times};
    exit_code code;

    connection->total_moment = total_moment;
    if (connection->stream != NULL && connection->port == url->port &&
        strcmp(connection->host, url->host) == 0 && connection->foreign == foreign) {
        connection->reused = true;
        times.total_timeout = moment_left(total_moment);
        brine_stream_set_timeouts(connection->stream, &times);
        if (options->verbose)
            say_note("using the connection to %s again", url->host);
        return EXIT_OK;
    }
    code = prepare(connection, url, foreign);
    if (code != EXIT_OK)
        return code;
    if (options->insecure)
        say_warning("-k: the server that answers as %s is not verified; an attacker may read and "
                    "change all that is sent and received",
                    url->host);
    code = dial(connection, url, connect_moment);
    if (code != EXIT_OK)
        return code;
    if (options->verbose)
        say_note("connected to %s port %u at %s", url->host, (unsigned)url->port,
                 brine_stream_address(connection->stream));
    code = shake_hands(connection, connect_moment);
    if (code != EXIT_OK)
        connection_close(connection);
    return code;
}

brine_result connection_send(struct connection *connection, const char *text)
{
    size_t taken;

    return brine_stream_write(connection->stream, text, strlen(text), &taken);
}

brine_result connection_receive(struct connection *connection)
{
    size_t got = 0;
    brine_result result;

    if (connection->start == connection->end)
        connection->start = connection->end = 0;
    result = brine_stream_read(connection->stream, connection->buffer + connection->end,
                               RESPONSE_HEAD_MAX - connection->end, &got);
    connection->end += got;
    return result;
}
