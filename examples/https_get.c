/*
 * https_get: fetches https pages over TLS 1.2, for people who know curl.
 *
 * A user of brine's public headers only. The rooms, in order of a page's way:
 *
 *   options, option_table, option_reader, number, help   the command line
 *   tls                           options -> brine_config
 *   transfer                      one URL, redirects included
 *   exchange                      one request, one response
 *   connection                    one connection for many requests
 *   reach, lookup_guard, failure  the way to a server: brine_stream, deadlines
 *   url, request, header, credentials  HTTP's own texts, ours
 *   response, body                and the server's
 *   output, directories, progress where the page goes
 *   head_file                     -D
 *   rate                          --limit-rate
 *   head_field, http_date         fields of the response that only options ask for
 *   report, say                   what people are told
 *   session_file                  --session
 */
#include "https_get/connection.h"
#include "https_get/options.h"
#include "https_get/output.h"
#include "https_get/say.h"
#include "https_get/session_file.h"
#include "https_get/tls.h"
#include "https_get/transfer.h"

#include <stdio.h>

/* Each URL in turn; as with curl, the last one's end is the program's. */
static exit_code fetch_each(const struct options *options, struct connection *connection)
{
    struct head_file heads;
    exit_code code = head_file_open(&heads, options), closed;

    if (code != EXIT_OK)
        return code;
    for (size_t i = 0; i < options->urls.count; i++) {
        const struct destination *destination =
            i < options->destination_count ? &options->destinations[i] : NULL;

        code = transfer(connection, &heads, options->urls.at[i], destination);
    }
    closed = head_file_close(&heads);
    return code != EXIT_OK ? code : closed;
}

static exit_code fetch_all(const struct options *options, const brine_config *config)
{
    struct session_file sessions;
    struct connection connection;
    exit_code code = session_file_open(&sessions, options, config);

    if (code != EXIT_OK)
        return code;
    if (connection_init(&connection, options, config, &sessions))
        code = fetch_each(options, &connection);
    else
        code = say_failure(options, EXIT_MEMORY, "out of memory");
    connection_free(&connection);
    session_file_close(&sessions);
    return code;
}

static exit_code run(const struct options *options)
{
    brine_config *config = NULL;
    exit_code code;

    if (options->help)
        return options_print_help() ? EXIT_OK : EXIT_OUTPUT;
    if (options->version)
        return printf("https_get %s (TLS 1.2 only)\n", brine_version()) > 0 && fflush(stdout) == 0
                   ? EXIT_OK
                   : EXIT_OUTPUT;
    code = tls_config(options, true, &config);
    if (code == EXIT_OK)
        code = fetch_all(options, config);
    brine_config_free(config);
    return code;
}

int main(int argc, char **argv)
{
    struct options options;
    exit_code code;

    output_prepare_process();
    code = options_parse(argc, argv, &options);
    if (code == EXIT_OK)
        code = run(&options);
    options_free(&options);
    return (int)code;
}
