#include "connection.h"

#include "connect_to.h"
#include "failure.h"
#include "hint.h"
#include "moment.h"
#include "reach.h"
#include "report.h"
#include "say.h"
#include "tls.h"
#include "trace.h"
#include "waiting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    return connection->foreign && connection->options->identities.count > 0;
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
        session_file_forget(connection->sessions, connection->host, connection->server_port);
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
    if (connection->below != NULL)
        (void)brine_stream_close(connection->below);
    brine_stream_free(connection->below);
    connection->below = NULL;
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
    brine_config_free(connection->proxy_config);
    connection->proxy_config = NULL;
}

exit_code connection_check_time(const struct connection *connection)
{
    return connection->total_moment > moment_now()
               ? EXIT_OK
               : failure_say_time(connection->options, connection->total_moment, "read",
                                  connection->host);
}

static struct hint_scene scene_of(const struct connection *connection, const brine_error *error)
{
    struct hint_scene scene = {connection->options, error, .answered = connection->answered};

    brine_conn_facts(brine_stream_conn(connection->stream), &scene.facts, sizeof scene.facts);
    return scene;
}

const char *connection_hint(const struct connection *connection, const brine_error *error)
{
    const struct hint_scene scene = scene_of(connection, error);

    return hint_of(&scene);
}

static exit_code say_too_slow(const struct connection *connection)
{
    return say_failure(connection->options, EXIT_TIME,
                       "%s has sent less than the %llu bytes a second of --speed-limit for more "
                       "than %g seconds (--speed-time)",
                       connection->host, (unsigned long long)connection->slow.limit,
                       (double)connection->slow.patience / 1000.0);
}

exit_code connection_failure(const struct connection *connection)
{
    brine_error error;
    struct hint_scene scene;

    if (connection->too_slow)
        return say_too_slow(connection);
    brine_stream_error(connection->stream, &error);
    scene = scene_of(connection, &error);
    return failure_say_hint(connection->options, connection->total_moment, connection->host, &error,
                            hint_of(&scene), !scene.facts.finished_verified);
}

static exit_code reach(struct connection *connection, const struct url *url, int64_t connect_moment)
{
    struct reach way = {
        .options = connection->options,
        .facts = connection->facts,
        .progress = &connection->progress,
        .config = config_of(connection),
        .proxy_config = &connection->proxy_config,
        .connect_moment = connect_moment,
        .total_moment = connection->total_moment,
    };
    brine_session *session = NULL;
    struct route route;
    exit_code code;

    if (!is_anonymous(connection)) /* a session of ours would say who we are */
        session = session_file_find(connection->sessions, url->host, connection->server_port);
    way.session = session;
    code = reach_server(&way, url, &route);
    connection->stream = route.stream;
    connection->below = route.below;
    brine_session_free(session);
    return code;
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

/* After how long a read returns though nothing has come, to draw and to judge the speed; 0 = never.
 */
static uint32_t tick(const struct connection *connection)
{
    if (connection->slow.limit > 0)
        return SLOW_TICK;
    return connection->progress.kind != PROGRESS_NONE ? PROGRESS_TICK : 0;
}

/*
 * How long the handshake and each read may take from now on, 0 = no limit of their own. A
 * proxy's connection reads for the handshake, too, which does not outlive a read in vain.
 */
static void set_times(const struct connection *connection, uint32_t handshake, uint32_t read)
{
    brine_dial_options times = {.size = sizeof times, .read_timeout = read};

    times.total_timeout = moment_left(connection->total_moment);
    if (connection->below != NULL)
        brine_stream_set_timeouts(connection->below, &times);
    times.handshake_timeout = handshake;
    brine_stream_set_timeouts(connection->stream, &times);
}

static void note_connection(const struct connection *connection)
{
    struct facts *facts = connection->facts;

    facts_mark(facts, &facts->connected);
    facts->connections++;
    snprintf(
        facts->address, sizeof facts->address, "%s",
        brine_stream_address(connection->below != NULL ? connection->below : connection->stream));
    trace_connected(facts->address);
}

/* With -k nothing was verified, which is no good verdict. */
static void note_handshake(const struct connection *connection)
{
    struct facts *facts = connection->facts;
    brine_error error;

    brine_stream_error(connection->stream, &error);
    facts->verified = connection->options->insecure ? 1 : facts_verdict(&error);
    if (connection->ready)
        facts_mark(facts, &facts->shaken);
    else
        trace_failed(&error);
}

static exit_code shake_hands(struct connection *connection, int64_t connect_moment)
{
    const struct waiting waiting = {
        .options = connection->options,
        .progress = connection->options->trace ? NULL : &connection->progress, /* which writes */
        .step = "handshake",
        .with = " with ",
        .host = connection->host,
    };
    exit_code told;

    set_times(connection, moment_left(connect_moment), 0);
    waiting_begin(&waiting);
    connection->ready = brine_stream_handshake(connection->stream) == BRINE_OK;
    waiting_end();
    note_handshake(connection);
    if (connection->ready) {
        set_times(connection, 0, tick(connection));
        return tell(connection, true);
    }
    told = tell(connection, false);
    return told == EXIT_OK ? connection_failure(connection) : told;
}

/* Closes what leads elsewhere, and gets ready for a connection to the URL's server. */
static exit_code prepare(struct connection *connection, const struct url *url, bool foreign)
{
    char host[URL_HOST_SIZE];

    connection_close(connection);
    connection->reused = false;
    connection->ready = false;
    connection->answered = false;
    connection->port = url->port;
    connect_to_find(&connection->options->connect_to, url, host, &connection->server_port);
    connection->foreign = foreign;
    snprintf(connection->host, sizeof connection->host, "%s", url->host);
    snprintf(connection->zone, sizeof connection->zone, "%s", url->zone);
    if (is_anonymous(connection) && connection->anonymous == NULL)
        return tls_config(connection->options, false, &connection->anonymous);
    return EXIT_OK;
}

exit_code connection_open(struct connection *connection, const struct url *url, bool foreign,
                          int64_t total_moment)
{
    const struct options *options = connection->options;
    int64_t connect_moment = moment_earlier(moment_in(options->connect_timeout_ms), total_moment);
    exit_code code;

    connection->total_moment = total_moment;
    if (connection->stream != NULL && connection->port == url->port &&
        strcmp(connection->host, url->host) == 0 && strcmp(connection->zone, url->zone) == 0 &&
        connection->foreign == foreign) {
        connection->reused = true;
        set_times(connection, 0, tick(connection));
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
    trace_begin(url->host, url->port);
    code = reach(connection, url, connect_moment);
    if (code != EXIT_OK) {
        trace_unreached(say_last_failure());
        return code;
    }
    note_connection(connection);
    code = shake_hands(connection, connect_moment);
    if (code != EXIT_OK)
        connection_close(connection);
    return code;
}

brine_result connection_send(struct connection *connection, const char *text)
{
    size_t taken = 0;
    brine_result result = brine_stream_write(connection->stream, text, strlen(text), &taken);

    trace_sent(taken);
    return result;
}

/* What came of a read, for --trace. */
static void trace_read(const struct connection *connection, brine_result result, size_t got)
{
    brine_error error;

    trace_got(got);
    if (result == BRINE_OK || result == BRINE_CLOSED)
        return;
    brine_stream_error(connection->stream, &error);
    trace_failed(&error);
}

/* Whether a read came back to let progress be drawn, and not because time was up. */
static bool goes_on(struct connection *connection, brine_result result)
{
    if (result != BRINE_ERROR_TIMED_OUT || connection->too_slow || tick(connection) == 0 ||
        connection->total_moment <= moment_now())
        return false;
    progress_update(&connection->progress, connection->progress.received);
    return true;
}

/* --speed-limit: reads no more where it was too slow for too long. */
static void judge_speed(struct connection *connection, brine_result *result, size_t got)
{
    if (connection->slow.limit == 0)
        return;
    connection->too_slow = slow_note(&connection->slow, moment_now(), got);
    if (connection->too_slow && *result == BRINE_OK)
        *result = BRINE_ERROR_TIMED_OUT;
}

brine_result connection_receive_some(struct connection *connection, size_t most)
{
    size_t got = 0, room;
    brine_result result;

    if (connection->start == connection->end)
        connection->start = connection->end = 0;
    room = RESPONSE_HEAD_MAX - connection->end;
    trace_reads();
    do {
        result = brine_stream_read(connection->stream, connection->buffer + connection->end,
                                   room < most ? room : most, &got);
        judge_speed(connection, &result, got);
    } while (goes_on(connection, result));
    trace_read(connection, result, got);
    connection->end += got;
    connection->answered = connection->answered || got > 0;
    return result;
}

brine_result connection_receive(struct connection *connection)
{
    return connection_receive_some(connection, RESPONSE_HEAD_MAX);
}
