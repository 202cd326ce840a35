/*
 * https_get: fetches https pages over TLS 1.2, for people who know curl.
 *
 * A user of brine's public headers only. The rooms, in order of a page's way:
 *
 *   options, option_table, option_reader, number   the command line
 *   url_pattern                   curl's [1-9] and {a,b}
 *   option_match, nearest         finds what an option's name means
 *   curl_options, curl_judge      those of curl's that https_get has not got
 *   help, help_topics, help_text, help_exit_codes   --help
 *   identity                      -E, --key, --pass
 *   tls                           options -> brine_config
 *   fetch, retry                  one URL's turn, with as many tries as it may have
 *   facts, write_out              -w
 *   transfer, redirect            one URL, redirects included
 *   exchange                      one request, one response
 *   connection                    one connection for many requests
 *   resolve, connect_to, host_port, lookup   which address that is
 *   reach, waiting, failure       the way to a server: brine_stream, deadlines
 *   proxy, proxy_text, no_proxy   which proxy leads there
 *   detour, proxy_tls             the way through it, TLS with it
 *   tunnel, channel,              CONNECT
 *     connect_answer
 *   url, url_query, userinfo,     HTTP's own texts, ours
 *     request, connect_request, header, credentials
 *   head, response, body          and the server's
 *   part, zone                    a stretch of a text, an address's zone
 *   output, new_file, directories where the page goes
 *   content_disposition, resume   -J, -C
 *   progress, progress_line,      what a person sees of it
 *     progress_wait, speed, terminal
 *   head_file                     -D
 *   rate, slow                    --limit-rate, --speed-limit
 *   head_field, http_date         fields of the response that only options ask for
 *   report, say                   what people are told
 *   trace, trace/                 --trace, --trace-html: ladders of handshakes
 *   session_file                  --session
 */
#include "https_get/connection.h"
#include "https_get/fetch.h"
#include "https_get/help.h"
#include "https_get/options.h"
#include "https_get/output.h"
#include "https_get/say.h"
#include "https_get/session_file.h"
#include "https_get/tls.h"
#include "https_get/trace.h"

#include <stdio.h>

/* Where the page of a URL goes; NULL = standard output. */
static const struct destination *destination_of(const struct options *options, size_t url)
{
    static const struct destination named_by_url = {.remote_name = true};

    if (url < options->destination_count)
        return &options->destinations[url];
    return options->remote_name_all ? &named_by_url : NULL;
}

/* Each URL in turn; as with curl, the last one's end is the program's. */
static exit_code fetch_each(const struct options *options, struct connection *connection)
{
    struct head_file heads;
    exit_code code = head_file_open(&heads, options), closed;

    if (code != EXIT_OK)
        return code;
    for (size_t i = 0; i < options->urls.count; i++) {
        code = fetch(connection, &heads, i, destination_of(options, i));
        if (code != EXIT_OK && options->fail_early)
            break;
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

static exit_code fetch_and_trace(const struct options *options, const brine_config *config)
{
    exit_code code = trace_open(options), closed;

    if (code == EXIT_OK)
        code = fetch_all(options, config);
    closed = trace_close(options);
    return code != EXIT_OK ? code : closed;
}

static exit_code run(const struct options *options)
{
    brine_config *config = NULL;
    exit_code code;

    if (options->help)
        return help_print(stdout, options->help_topic) ? EXIT_OK : EXIT_OUTPUT;
    if (options->version)
        return printf("https_get %s (TLS 1.2 only)\n", brine_version()) > 0 && fflush(stdout) == 0
                   ? EXIT_OK
                   : EXIT_OUTPUT;
    code = tls_config(options, true, &config);
    if (code == EXIT_OK)
        code = fetch_and_trace(options, config);
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
