/*
 * --trace and --trace-html: the ladder of each connection that https_get makes, drawn on stderr
 * while it is made, and in a page at the end.
 *
 * The program has one connection to a server at a time: what happens belongs to the connection
 * that was begun last. Without either option all calls do nothing.
 */
#ifndef HTTPS_GET_TRACE_H
#define HTTPS_GET_TRACE_H

#include "options.h"

/*
 * Before and after all connections: trace_open makes (or empties) the file of --trace-html,
 * trace_close writes the page and frees what was kept. EXIT_OK, EXIT_OUTPUT or EXIT_MEMORY after a
 * sentence.
 */
exit_code trace_open(const struct options *options);
exit_code trace_close(const struct options *options);

/* A connection to a server is about to be made. */
void trace_begin(const char *host, unsigned port);

/* There is none; the sentence that says why was told. */
void trace_unreached(const char *sentence);

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

#endif
