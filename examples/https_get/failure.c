#include "failure.h"

#include "moment.h"
#include "say.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

exit_code failure_code(const brine_error *error, bool in_handshake)
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

/* The option whose time was up, and its seconds. */
static const char *option_of_time(const struct options *options, int64_t total_moment,
                                  double *seconds)
{
    bool total = total_moment <= moment_now() || options->connect_timeout_ms == 0;

    *seconds = (total ? options->total_timeout_ms : options->connect_timeout_ms) / 1000.0;
    return total ? "-m" : "--connect-timeout";
}

/* brine only knows how many milliseconds were left for the step; people know their option. */
static exit_code say_time(const struct options *options, int64_t total_moment, const char *step,
                          const char *host, const char *hint)
{
    double seconds;
    const char *option = option_of_time(options, total_moment, &seconds);

    return say_failure(options, EXIT_TIME, "%s with %s was not over after the %g seconds of %s%s",
                       step, host, seconds, option, hint);
}

const char *failure_limit(const struct options *options, int64_t total_moment,
                          char out[FAILURE_LIMIT_SIZE])
{
    double seconds;
    const char *option = option_of_time(options, total_moment, &seconds);

    snprintf(out, FAILURE_LIMIT_SIZE, "%s allowed %g seconds", option, seconds);
    return out;
}

/* brine's sentence lists the addresses that were tried. */
static exit_code say_connect_time(const struct options *options, int64_t total_moment,
                                  const brine_error *error)
{
    char limit[FAILURE_LIMIT_SIZE];

    return say_failure(options, EXIT_TIME, "%s (%s)", error->text,
                       failure_limit(options, total_moment, limit));
}

exit_code failure_say_time(const struct options *options, int64_t total_moment, const char *step,
                           const char *host)
{
    return say_time(options, total_moment, step, host, "");
}

exit_code failure_say_hint(const struct options *options, int64_t total_moment, const char *host,
                           const brine_error *error, const char *hint, bool in_handshake)
{
    if (error->code == BRINE_ERROR_TIMED_OUT && strcmp(error->step, "connect") == 0)
        return say_connect_time(options, total_moment, error);
    if (error->code == BRINE_ERROR_TIMED_OUT)
        return say_time(options, total_moment, error->step, host, hint);
    return say_failure(options, failure_code(error, in_handshake), "%s%s", error->text, hint);
}

exit_code failure_say(const struct options *options, int64_t total_moment, const char *host,
                      const brine_error *error, bool in_handshake)
{
    return failure_say_hint(options, total_moment, host, error, "", in_handshake);
}

exit_code failure_say_proxy(const struct options *options, const char *source,
                            const brine_error *error)
{
    return say_failure(options, failure_code(error, true),
                       "no TLS with the proxy that %s names: %s", source, error->text);
}
