#include "transfer.h"

#include "exchange.h"
#include "moment.h"
#include "output.h"
#include "say.h"
#include "shown.h"

#include <stdio.h>
#include <string.h>

/* Room for path and query in a note; what is longer is cut. */
#define TARGET_TEXT_SIZE 1024

static bool is_redirect(const struct response *response)
{
    return response->status >= 300 && response->status < 400 && response->location != NULL;
}

/* Where a redirect leads. */
static exit_code follow(const struct connection *connection, const struct url *from,
                        const struct response *response, struct url *to)
{
    char location[URL_TARGET_SIZE], why[URL_WHY_SIZE];
    exit_code code;

    if (response->location_length >= sizeof location)
        return say_failure(connection->options, EXIT_URL,
                           "%s redirects to a URL that is longer than %d bytes", from->host,
                           URL_TARGET_SIZE);
    memcpy(location, response->location, response->location_length);
    location[response->location_length] = '\0';
    code = url_resolve(from, location, to, why);
    if (code != EXIT_OK)
        return say_failure(connection->options, code, "%s redirects, but %s", from->host, why);
    return EXIT_OK;
}

static void say_redirect(const struct url *to)
{
    char text[TARGET_TEXT_SIZE];

    say_note("following the redirect to https://%s%s", to->host,
             shown(to->target, text, sizeof text));
}

/* The head, if it is wanted, and the page. */
static exit_code deliver(struct connection *connection, struct exchange *exchange,
                         struct output *output)
{
    const struct options *options = connection->options;
    exit_code code = output_open(output);

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

static exit_code run(struct connection *connection, struct url *at, struct output *output)
{
    const struct options *options = connection->options;
    int64_t total_moment = moment_in(options->total_timeout_ms);
    bool foreign = false;

    for (long redirects = 0;; redirects++) {
        struct exchange exchange;
        struct url next;
        exit_code code = exchange_begin(connection, at, foreign, total_moment, &exchange);

        if (code != EXIT_OK)
            return code;
        if (options->fail && exchange.response.status >= 400) {
            int status = exchange.response.status;

            connection_close(connection);
            return say_failure(options, EXIT_HTTP, "%s answered with status %d", at->host, status);
        }
        if (!options->follow || !is_redirect(&exchange.response))
            return deliver(connection, &exchange, output);
        if (options->max_redirects >= 0 && redirects >= options->max_redirects) {
            connection_close(connection);
            return say_failure(options, EXIT_REDIRECTS,
                               "%s redirects once more after %ld redirects; allow more with "
                               "--max-redirs",
                               at->host, redirects);
        }
        code = follow(connection, at, &exchange.response, &next);
        if (code == EXIT_OK)
            code = pass_redirect(connection, &exchange, output);
        if (code != EXIT_OK)
            return code;
        if (url_leads_elsewhere(at, &next))
            foreign = true; /* for good: a server elsewhere may send us back where it likes */
        if (options->verbose)
            say_redirect(&next);
        *at = next;
    }
}

exit_code transfer(struct connection *connection, const char *text,
                   const struct destination *destination)
{
    const struct options *options = connection->options;
    char why[URL_WHY_SIZE];
    brine_error error;
    struct output output;
    struct url url;
    exit_code code = url_parse(text, &url, why), closed;

    if (code != EXIT_OK)
        return say_failure(options, code, "%s", why);
    if (brine_server_name_check(url.host, &error) != BRINE_OK)
        return say_failure(options, EXIT_URL, "%s", error.text);
    code = output_choose(&output, options, destination, &url);
    if (code != EXIT_OK)
        return code;
    code = run(connection, &url, &output);
    closed = output_close(&output);
    return code != EXIT_OK ? code : closed;
}
