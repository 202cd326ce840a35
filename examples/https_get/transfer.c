#include "transfer.h"

#include "exchange.h"
#include "head_field.h"
#include "http_date.h"
#include "moment.h"
#include "output.h"
#include "redirect.h"
#include "resume.h"
#include "say.h"
#include "url_query.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* -R: the file gets the time of the page. */
static void note_time(struct output *output, const struct exchange *exchange)
{
    char date[64];

    output->has_modified =
        head_field(exchange->head, exchange->head_length, "Last-Modified", date, sizeof date) &&
        http_date(date, &output->modified);
}

/* The head, if it is wanted, and the page. */
static exit_code deliver(struct connection *connection, struct exchange *exchange,
                         struct output *output)
{
    const struct options *options = connection->options;
    exit_code code =
        output_choose_by_head(output, exchange->head, exchange->head_length, connection->host);

    if (code == EXIT_OK)
        code = output_open(output);
    if (options->remote_time)
        note_time(output, exchange);
    if (code == EXIT_OK && (options->include_head || options->head_only))
        code = output_write_head(output, exchange->head, exchange->head_length);
    if (code == EXIT_OK)
        return exchange_body(connection, exchange, output);
    connection_close(connection);
    return code;
}

/* A redirect on the way: its head, if heads are wanted, and never its body. */
static exit_code pass_redirect(struct connection *connection, struct exchange *exchange,
                               struct output *output)
{
    const struct options *options = connection->options;
    exit_code code = EXIT_OK;

    if (options->include_head || options->head_only) {
        code = output_open(output);
        if (code == EXIT_OK)
            code = output_write_head(output, exchange->head, exchange->head_length);
    }
    if (code != EXIT_OK)
        return code;
    /* A failure in a body that is thrown away ends the connection and nothing else. */
    if (exchange->body.complete || exchange->body.kind == BODY_UNTIL_END ||
        !exchange->response.keep_alive) {
        if (!exchange->body.complete || !exchange->response.keep_alive)
            connection_close(connection);
        return EXIT_OK;
    }
    return exchange_body(connection, exchange, NULL);
}

/* One URL on its way through redirects. */
struct journey {
    struct connection *connection;
    struct head_file *heads;
    struct output output;
    struct url at;
    uint64_t resume_at; /* of -C, 0 = the whole page */
    bool foreign;       /* for good: a server elsewhere may send us back where it likes */
    char referer[URL_TARGET_SIZE + URL_HOST_SIZE + sizeof "https://[]:65535"];
    long redirects;
    uint64_t retry_after; /* seconds, 0 = the server did not say */
};

/* "-e ;auto": the next server is told the URL that led to it. */
static void note_referer(struct journey *journey)
{
    const size_t size = sizeof journey->referer;
    char authority[URL_HOST_SIZE + 16];
    int length;

    url_authority(&journey->at, authority, sizeof authority);
    length = snprintf(journey->referer, size, "https://%s%s", authority, journey->at.target);
    if (length < 0 || (size_t)length >= size)
        journey->referer[0] = '\0';
}

/* Goes where the redirect leads. */
static exit_code go_on(struct journey *journey, struct exchange *exchange)
{
    const struct options *options = journey->connection->options;
    struct url next;
    exit_code code;

    if (options->max_redirects >= 0 && journey->redirects >= options->max_redirects) {
        connection_close(journey->connection);
        return say_failure(options, EXIT_REDIRECTS,
                           "%s redirects once more after %ld redirects; allow more with "
                           "--max-redirs",
                           journey->at.host, journey->redirects);
    }
    code = redirect_follow(options, &journey->at, &exchange->response, &next);
    if (code == EXIT_OK)
        code = pass_redirect(journey->connection, exchange, &journey->output);
    if (code != EXIT_OK)
        return code;
    if (options->automatic_referer)
        note_referer(journey);
    if (url_leads_elsewhere(&journey->at, &next))
        journey->foreign = true;
    if (options->verbose)
        redirect_say(&next);
    journey->at = next;
    journey->redirects++;
    facts_mark(journey->connection->facts, &journey->connection->facts->redirected);
    return EXIT_OK;
}

/* -C: only the rest of the page may follow what the file has. */
static exit_code resume(struct journey *journey, struct exchange *exchange)
{
    struct connection *connection = journey->connection;
    const struct body *body = &exchange->body;
    char range[128], why[RESUME_WHY_SIZE];

    (void)head_field(exchange->head, exchange->head_length, "Content-Range", range, sizeof range);
    switch (resume_judge(journey->resume_at, exchange->response.status, range,
                         body->kind == BODY_LENGTH, body->left, why)) {
    case RESUME_REST:
        journey->output.append = true;
        return deliver(connection, exchange, &journey->output);
    case RESUME_COMPLETE:
        connection_close(connection);
        return EXIT_OK;
    case RESUME_REFUSED:
        break;
    }
    connection_close(connection);
    return say_failure(connection->options, EXIT_RANGE, "%s does not send the rest of the page: %s",
                       journey->at.host, why);
}

/* What is to be done with the response that is no redirect to follow. */
static exit_code arrive(struct journey *journey, struct exchange *exchange)
{
    struct connection *connection = journey->connection;
    const struct options *options = connection->options;
    const int status = exchange->response.status;
    exit_code code = EXIT_OK;

    if (retry_plan(connection->retry, EXIT_OK, status, journey->retry_after)) {
        connection_close(connection);
        return say_failure(options, EXIT_HTTP, "%s answered with status %d", journey->at.host,
                           status);
    }
    if (options->fail && status >= 400 && !(status == 416 && journey->resume_at > 0))
        connection_close(connection);
    else if (journey->resume_at > 0)
        return resume(journey, exchange);
    else
        code = deliver(connection, exchange, &journey->output);
    if (code == EXIT_OK && (options->fail || options->fail_with_body) && status >= 400)
        return say_failure(options, EXIT_HTTP, "%s answered with status %d", journey->at.host,
                           status);
    return code;
}

static void note_head(struct journey *journey, const struct exchange *exchange)
{
    struct facts *facts = journey->connection->facts;
    char value[64];

    facts->status = exchange->response.status;
    facts->head_size += (int64_t)exchange->head_length;
    (void)head_field(exchange->head, exchange->head_length, "Content-Type", facts->type,
                     sizeof facts->type);
    if (head_field(exchange->head, exchange->head_length, "Retry-After", value, sizeof value))
        journey->retry_after = retry_after(value, (int64_t)time(NULL));
}

static exit_code travel(struct journey *journey)
{
    struct connection *connection = journey->connection;
    const struct options *options = connection->options;
    int64_t total_moment = moment_in(options->total_timeout_ms);

    for (;;) {
        struct exchange exchange;
        const struct request request = {
            .url = &journey->at,
            .foreign = journey->foreign,
            .resume_at = journey->resume_at,
            .referer = journey->referer[0] != '\0' ? journey->referer : NULL,
        };
        exit_code code = exchange_begin(connection, &request, total_moment, &exchange);

        if (code == EXIT_OK) {
            note_head(journey, &exchange);
            code = head_file_write(journey->heads, exchange.head, exchange.head_length);
        }
        if (code != EXIT_OK) {
            connection_close(connection);
            return code;
        }
        if (!options->follow || !redirect_is_one(&exchange.response))
            return arrive(journey, &exchange);
        code = go_on(journey, &exchange);
        if (code != EXIT_OK)
            return code;
    }
}

/* Whether people are shown progress: what goes to a terminal shows itself. */
static progress_kind wanted_progress(const struct options *options, const struct output *output)
{
    if (options->silent || options->no_progress || isatty(STDERR_FILENO) == 0 ||
        output_is_terminal(output))
        return PROGRESS_NONE;
    return output_is_file(output) ? PROGRESS_ALWAYS : PROGRESS_WHEN_SLOW;
}

/* -Y and -y: one of them is enough, as with curl. */
static void begin_to_watch_speed(struct connection *connection)
{
    const struct options *options = connection->options;
    uint64_t limit = options->speed_limit;

    if (limit == 0 && options->speed_time_ms != OPTIONS_SPEED_TIME)
        limit = 1;
    connection->too_slow = false;
    slow_begin(&connection->slow, limit, options->speed_time_ms, moment_now());
}

/* Whether to try again after a failure, which is not so when something of the page is out. */
static void plan_retry(struct journey *journey, exit_code code)
{
    struct connection *connection = journey->connection;
    struct retry *retry = connection->retry;

    if (code == EXIT_OK || retry->is_due || output_is_spent(&journey->output))
        return;
    if (!retry_plan(retry, code, code == EXIT_HTTP ? connection->facts->status : 0,
                    journey->retry_after))
        return;
    /* The name of -J must be free again. */
    if (journey->output.is_named_by_server && journey->output.file >= 0)
        unlink(journey->output.path);
}

static void note_end(const struct journey *journey)
{
    struct facts *facts = journey->connection->facts;

    facts->at = journey->at;
    facts->redirects = journey->redirects;
    snprintf(facts->file, sizeof facts->file, "%s", journey->output.path);
}

/* The URL of the command line, by the options that concern URLs. */
static exit_code read_url(const struct options *options, const char *text, struct url *out)
{
    char why[URL_WHY_SIZE];
    brine_error error;
    exit_code code =
        options->path_as_is ? url_parse_as_is(text, out, why) : url_parse(text, out, why);

    if (code == EXIT_OK)
        code = url_query_add(out, &options->queries, why);
    if (code != EXIT_OK)
        return say_failure(options, code, "%s", why);
    if (options->no_username && out->credentials[0] != '\0')
        return redirect_refuse_username(options, out);
    if (brine_server_name_check(out->host, &error) != BRINE_OK)
        return say_failure(options, EXIT_URL, "%s", error.text);
    return EXIT_OK;
}

exit_code transfer(struct connection *connection, struct head_file *heads, const char *text,
                   const struct destination *destination)
{
    const struct options *options = connection->options;
    struct journey journey = {.connection = connection, .heads = heads};
    exit_code code = read_url(options, text, &journey.at), closed;

    if (code != EXIT_OK)
        return code;
    code = output_choose(&journey.output, options, destination, &journey.at);
    if (code != EXIT_OK)
        return code;
    if (options->resume)
        journey.resume_at = resume_offset(options, journey.output.path);
    progress_begin(&connection->progress, wanted_progress(options, &journey.output),
                   options->progress_bar);
    begin_to_watch_speed(connection);
    code = travel(&journey);
    progress_end(&connection->progress);
    if (code != EXIT_OK)
        journey.output.has_modified = false;
    plan_retry(&journey, code);
    if (code != EXIT_OK && options->remove_on_error)
        output_remove(&journey.output);
    closed = output_close(&journey.output);
    note_end(&journey);
    return code != EXIT_OK ? code : closed;
}
