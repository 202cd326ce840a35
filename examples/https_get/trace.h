/*
 * --trace: the ladder of each connection that https_get makes, drawn while it is made.
 *
 * The program has one connection to a server at a time, so that there is one ladder at a time:
 * that of the connection that was begun last. Without --trace all calls do nothing.
 */
#ifndef HTTPS_GET_TRACE_H
#define HTTPS_GET_TRACE_H

#include "options.h"

/* A connection to a server is about to be made, for which the options hold. */
void trace_begin(const struct options *options, const char *host, unsigned port);

/* The transport is there. */
void trace_connected(const char *address);

/* A brine_trace. */
void trace_message(void *context, const brine_trace_event *event);

/* The application has sent data. */
void trace_sent(size_t size);

/*
 * The application reads, and then has got so much. An alert that comes meanwhile, as close_notify,
 * is drawn behind the data that came before it.
 */
void trace_reads(void);
void trace_got(size_t size);

/* The connection failed. error->code may be BRINE_OK: then it did not. */
void trace_failed(const brine_error *error);

/* Nothing more happens: frees what is kept. */
void trace_end(void);

#endif
