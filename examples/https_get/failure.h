/*
 * How a connection failed: in a sentence, and as an exit code.
 */
#ifndef HTTPS_GET_FAILURE_H
#define HTTPS_GET_FAILURE_H

#include "options.h"

/* The exit code of brine's error; what comes before the server's Finished is the handshake's. */
exit_code failure_code(const brine_error *error, bool in_handshake);

/* Says that a step with a host was not over in time; total_moment is when -m is up. */
exit_code failure_say_time(const struct options *options, int64_t total_moment, const char *step,
                           const char *host);

/* Room for what failure_limit writes. */
#define FAILURE_LIMIT_SIZE 64

/* "--connect-timeout allowed 5 seconds", or -m: the option whose time was up; returns out. */
const char *failure_limit(const struct options *options, int64_t total_moment,
                          char out[FAILURE_LIMIT_SIZE]);

/* Says what brine says of a connection to a host, and returns the exit code for it. */
exit_code failure_say(const struct options *options, int64_t total_moment, const char *host,
                      const brine_error *error, bool in_handshake);

/* The same with a hint of hint.h behind it. */
exit_code failure_say_hint(const struct options *options, int64_t total_moment, const char *host,
                           const brine_error *error, const char *hint, bool in_handshake);

/* Says that the handshake with a proxy failed; source is where its name stands (proxy.h). */
exit_code failure_say_proxy(const struct options *options, const char *source,
                            const brine_error *error);

#endif
