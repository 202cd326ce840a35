/*
 * One request and the response to it.
 */
#ifndef HTTPS_GET_EXCHANGE_H
#define HTTPS_GET_EXCHANGE_H

#include "body.h"
#include "connection.h"
#include "output.h"
#include "request.h"

struct exchange {
    struct response response; /* points into the connection's buffer */
    const char *head;         /* as received, final response only; likewise */
    size_t head_length;
    struct body body;
};

/*
 * Connects, sends the request and receives the head of the response; interim responses
 * are skipped. A connection that was used before and turns out to be gone is made anew,
 * once. The head is valid until exchange_body.
 */
exit_code exchange_begin(struct connection *connection, const struct request *request,
                         int64_t total_moment, struct exchange *out);

/*
 * Receives the body into output, which is open, or drops it (NULL), up to a limit: beyond
 * that a new connection is cheaper. Closes the connection unless it can be used again.
 */
exit_code exchange_body(struct connection *connection, struct exchange *exchange,
                        struct output *output);

#endif
