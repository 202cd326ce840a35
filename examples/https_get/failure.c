#include "failure.h"

#include "moment.h"
#include "say.h"

#include <errno.h>

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

/* brine only knows how many milliseconds were left for the step; people know their option. */
static exit_code say_time(const struct options *options, int64_t total_moment, const char *step,
                          const char *host, const char *hint)
{
    bool total = total_moment <= moment_now() || options->connect_timeout_ms == 0;
    uint32_t limit = total ? options->total_timeout_ms : options->connect_timeout_ms;

    return say_failure(options, EXIT_TIME, "%s with %s was not over after the %g seconds of %s%s",
                       step, host, limit / 1000.0, total ? "-m" : "--connect-timeout", hint);
}

exit_code failure_say_time(const struct options *options, int64_t total_moment, const char *step,
                           const char *host)
{
    return say_time(options, total_moment, step, host, "");
}

exit_code failure_say_hint(const struct options *options, int64_t total_moment, const char *host,
                           const brine_error *error, const char *hint, bool in_handshake)
{
    if (error->code == BRINE_ERROR_TIMED_OUT)
        return say_time(options, total_moment, error->step, host, hint);
    return say_failure(options, failure_code(error, in_handshake), "%s%s", error->text, hint);
}

exit_code failure_say(const struct options *options, int64_t total_moment, const char *host,
                      const brine_error *error, bool in_handshake)
{
    return failure_say_hint(options, total_moment, host, error, "", in_handshake);
}
