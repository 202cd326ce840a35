/*
 * One connection to one server, used for as many requests as go to it.
 */
#ifndef HTTPS_GET_CONNECTION_H
#define HTTPS_GET_CONNECTION_H

#include "facts.h"
#include "options.h"
#include "progress.h"
#include "response.h"
#include "retry.h"
#include "session_file.h"
#include "slow.h"
#include "url.h"

struct connection {
    const struct options *options;
    struct facts *facts; /* about the URL at hand, and whether it may be tried again */
    struct retry *retry;
    const brine_config *config;
    brine_config *anonymous; /* the same without our certificate; NULL until it is needed */
    struct session_file *sessions;
    brine_config *proxy_config; /* for https:// proxies; likewise */
    brine_stream *stream;       /* NULL = none */
    brine_stream *below;        /* to an https:// proxy, which carries it; NULL = none */
    char host[URL_HOST_SIZE];
    char zone[URL_ZONE_SIZE]; /* of host, an address of this machine's network; "" = none */
    uint16_t port;            /* the URL's */
    uint16_t server_port;     /* the same but for --connect-to; the session is kept under it */
    bool foreign;             /* a redirect led here: the server does not get our certificate */
    bool ready;               /* the handshake is over, and good */
    bool reused;              /* it has served a request before this one */
    bool answered;            /* the server has sent something of a response */
    struct progress progress; /* of the URL at hand; drawn also while nothing comes */
    struct slow slow;
    bool too_slow;        /* the last read was given up for that */
    int64_t total_moment; /* when -m is up for the URL at hand */
    uint8_t *buffer;      /* RESPONSE_HEAD_MAX bytes: what was received and not used yet */
    size_t start, end;
};

/* False when there is no memory. */
bool connection_init(struct connection *connection, const struct options *options,
                     const brine_config *config, struct session_file *sessions);
/* Closes what is open. */
void connection_close(struct connection *connection);
void connection_free(struct connection *connection);

/*
 * Makes sure that there is a connection to the URL's server, until total_moment: keeps the
 * one that is open if it leads there, else makes one and tells what -v, --certs and -k
 * want told. With foreign the server is another than the command line's, and is not shown
 * our certificate. EXIT_OK or the exit code after a sentence.
 */
exit_code connection_open(struct connection *connection, const struct url *url, bool foreign,
                          int64_t total_moment);

/* Sends all of it. BRINE_OK, or how it failed, without a sentence. */
brine_result connection_send(struct connection *connection, const char *text);

/*
 * Receives more, behind what is in the buffer, which must not be full. BRINE_OK,
 * BRINE_CLOSED, or how it failed, without a sentence.
 */
brine_result connection_receive(struct connection *connection);

/* The same with at most so many bytes, which must not be 0. */
brine_result connection_receive_some(struct connection *connection, size_t most);

/*
 * EXIT_OK, or EXIT_TIME after a sentence when total_moment has passed: what was received before is
 * read without regard to it.
 */
exit_code connection_check_time(const struct connection *connection);

/*
 * Static words to follow a sentence, "" or with the option that may help: after error, or after
 * the server closed the connection in good order (NULL).
 */
const char *connection_hint(const struct connection *connection, const brine_error *error);

/* Says how the stream failed and returns the exit code for it. */
exit_code connection_failure(const struct connection *connection);

#endif
