#include "exchange.h"

#include "head.h"
#include "moment.h"
#include "rate.h"
#include "report.h"
#include "say.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of a redirect's body that are read to keep the connection. */
#define DROPPED_MAX ((size_t)64 * 1024)

static bool has_bytes(const struct connection *connection)
{
    return connection->end > connection->start;
}

static exit_code say_broken(const struct connection *connection, const char *why)
{
    return say_failure(connection->options, EXIT_RECEIVE,
                       "%s answered with something that is not "
                       "proper HTTP: %s",
                       connection->host, why);
}

/* How it is told that no whole head came. */
static exit_code head_ended(const struct connection *connection, brine_result result)
{
    if (result != BRINE_CLOSED && result != BRINE_ERROR_TRUNCATED)
        return connection_failure(connection);
    if (!has_bytes(connection))
        return say_failure(connection->options, EXIT_NOTHING,
                           "%s closed the connection without an answer%s", connection->host,
                           connection_hint(connection, NULL));
    return say_failure(connection->options, EXIT_RECEIVE,
                       "%s closed the connection in the middle of the response's head",
                       connection->host);
}

/* before: bytes of the interim responses' heads, which have one limit with the final one's. */
static exit_code say_too_long(const struct connection *connection, size_t before)
{
    return say_broken(connection,
                      before > 0
                          ? "its head and the interim responses before it are longer than 128 KiB"
                          : "its head is longer than 128 KiB");
}

/*
 * Receives until there is a whole head, and adds its length to *total; result tells how it
 * ended when there is none.
 */
static exit_code receive_head(struct connection *connection, struct exchange *out, size_t *total,
                              brine_result *result)
{
    struct head_scan scan = {0};

    for (;;) {
        const char *begin = (const char *)connection->buffer + connection->start;
        size_t length = connection->end - connection->start, before = *total;

        *result = BRINE_OK;
        if (!response_may_begin(begin, length))
            return say_broken(connection, "it does not begin like HTTP/1.1");
        out->head_length = head_length(begin, length, &scan);
        *total = before + out->head_length;
        if (*total > RESPONSE_HEAD_MAX ||
            (out->head_length == 0 && before + length >= RESPONSE_HEAD_MAX))
            return say_too_long(connection, before);
        if (out->head_length > 0) {
            out->head = begin;
            connection->start += out->head_length;
            return EXIT_OK;
        }
        *result = connection_receive(connection);
        if (*result != BRINE_OK)
            return EXIT_NOTHING;
        if (length == 0)
            facts_mark(connection->facts, &connection->facts->answered);
    }
}

/* The final response's head. */
static exit_code receive_response(struct connection *connection, struct exchange *out,
                                  brine_result *result)
{
    char why[RESPONSE_WHY_SIZE];
    size_t total = 0;

    do {
        exit_code code = receive_head(connection, out, &total, result);

        if (code != EXIT_OK)
            return code;
        if (connection->options->verbose)
            say_lines('<', out->head, out->head_length);
        if (!response_parse(out->head, out->head_length, &out->response, why))
            return say_broken(connection, why);
        if (out->response.status == 101)
            return say_broken(connection, "it switches to a protocol that was not asked for");
    } while (out->response.status < 200);
    return EXIT_OK;
}

static exit_code send_and_receive(struct connection *connection, const char *request,
                                  struct exchange *out, brine_result *result)
{
    brine_result sent;
    exit_code code;

    if (connection->options->verbose)
        say_lines('>', request, strlen(request));
    facts_mark(connection->facts, &connection->facts->asked);
    sent = connection_send(connection, request);
    *result = sent;
    /* A server that refuses early says why before it hangs up, or ends with close_notify. */
    if (sent != BRINE_OK && sent != BRINE_ERROR_WRITE && sent != BRINE_CLOSED)
        return EXIT_NOTHING;
    code = receive_response(connection, out, result);
    if (code == EXIT_NOTHING && sent != BRINE_OK && *result != BRINE_OK && !has_bytes(connection))
        *result = sent;
    return code;
}

exit_code exchange_begin(struct connection *connection, const struct request *request,
                         int64_t total_moment, struct exchange *out)
{
    char *text = request_text(connection->options, request);
    brine_result result = BRINE_OK;
    exit_code code;

    if (text == NULL)
        return say_failure(connection->options, EXIT_MEMORY, "out of memory");
    for (;;) {
        code = connection_open(connection, request->url, request->foreign, total_moment);
        if (code != EXIT_OK)
            break;
        code = send_and_receive(connection, text, out, &result);
        if (code == EXIT_OK && connection->options->export_label != NULL)
            code = report_export(connection->options, brine_stream_conn(connection->stream));
        if (code != EXIT_NOTHING || result == BRINE_OK)
            break;
        /* The server may close an idle connection at any time: that is not a failure yet. */
        if (!connection->reused || has_bytes(connection) || result == BRINE_ERROR_TIMED_OUT) {
            code = head_ended(connection, result);
            break;
        }
        if (connection->options->verbose)
            say_note("that connection is gone; making a new one");
        connection_close(connection);
    }
    free(text);
    if (code != EXIT_OK)
        connection_close(connection);
    else
        body_begin(&out->response, connection->options->head_only, &out->body);
    return code;
}

/*
 * How it is told that the body ended before its time. Whether a body without framing did, only
 * close_notify could tell.
 */
static exit_code body_ended(const struct connection *connection, const struct body *body,
                            brine_result result)
{
    const struct options *options = connection->options;
    const char *how = result == BRINE_CLOSED ? "" : " without close_notify";
    unsigned long long received = body->received;

    if (result != BRINE_CLOSED && result != BRINE_ERROR_TRUNCATED)
        return connection_failure(connection);
    if (body->kind == BODY_UNTIL_END)
        return say_failure(options, EXIT_RECEIVE,
                           "the connection to %s ended%s after %llu bytes of "
                           "the page, which may be cut short",
                           connection->host, how, received);
    if (body->kind == BODY_LENGTH)
        return say_failure(options, EXIT_PARTIAL,
                           "the page is cut short: %s closed the connection%s after %llu of %llu "
                           "bytes",
                           connection->host, how, received, received + body->left);
    return say_failure(options, EXIT_PARTIAL,
                       "the page is cut short: %s closed the connection%s after %llu bytes, before "
                       "the last chunk",
                       connection->host, how, received);
}

static bool is_too_large(const struct options *options, uint64_t length)
{
    return options->max_file_size > 0 && length > options->max_file_size;
}

static exit_code say_too_large(const struct connection *connection)
{
    return say_failure(connection->options, EXIT_FILE_SIZE,
                       "the page of %s is larger than the %llu bytes of --max-filesize",
                       connection->host, (unsigned long long)connection->options->max_file_size);
}

/* Hands what is in the buffer to output. */
static exit_code use_buffer(struct connection *connection, struct body *body, struct output *output)
{
    while (has_bytes(connection) && !body->complete) {
        struct body_slice slice;
        body_result result = body_feed(body, connection->buffer + connection->start,
                                       connection->end - connection->start, &slice);
        exit_code code = EXIT_OK;

        connection->start += slice.consumed;
        if (result == BODY_BROKEN)
            return say_broken(connection, slice.why);
        if (output != NULL && is_too_large(connection->options, body->received))
            return say_too_large(connection);
        if (output != NULL && slice.length > 0)
            code = output_write(output, slice.data, slice.length);
        if (code != EXIT_OK)
            return code;
    }
    if (output != NULL)
        progress_update(&connection->progress, body->received);
    return EXIT_OK;
}

static exit_code receive_body(struct connection *connection, struct body *body,
                              struct output *output)
{
    exit_code code = use_buffer(connection, body, output);
    struct rate rate;

    rate_begin(&rate, output != NULL ? connection->options->rate_limit : 0);
    while (code == EXIT_OK && !body->complete) {
        brine_result result;

        if (output == NULL && body->received > DROPPED_MAX)
            return EXIT_OK;
        rate_pause(&rate, body->received, connection->total_moment);
        code = connection_check_time(connection);
        if (code != EXIT_OK)
            return code;
        result = connection_receive_some(connection, rate_portion(&rate, RESPONSE_HEAD_MAX));
        if (result == BRINE_CLOSED && body->kind == BODY_UNTIL_END) {
            body->complete = true;
            connection_close(connection);
            return EXIT_OK;
        }
        if (result != BRINE_OK)
            return body_ended(connection, body, result);
        code = use_buffer(connection, body, output);
    }
    return code;
}

exit_code exchange_body(struct connection *connection, struct exchange *exchange,
                        struct output *output)
{
    const struct options *options = connection->options;
    struct body *body = &exchange->body;
    bool keep_alive = exchange->response.keep_alive;
    exit_code code;

    if (output != NULL)
        progress_expect(&connection->progress,
                        body->kind == BODY_LENGTH ? exchange->response.length : 0);
    if (output != NULL && body->kind == BODY_LENGTH && is_too_large(options, body->left))
        code = say_too_large(connection);
    else
        code = receive_body(connection, body, output);
    if (output != NULL && code == EXIT_OK && body->kind != BODY_NONE)
        progress_finish(&connection->progress);
    if (output != NULL)
        connection->facts->size = (int64_t)body->received;
    /* Bytes behind the body are an answer to nothing that was asked. */
    if (code != EXIT_OK || !keep_alive || !body->complete || has_bytes(connection))
        connection_close(connection);
    return code;
}
