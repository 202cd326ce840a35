#ifndef EXAMPLES_PIPE_H
#define EXAMPLES_PIPE_H

#include <brine/brine.h>

/* Calls `step` on a non-blocking stream until it no longer wants to wait. */
brine_result pipe_step(brine_stream *stream, brine_result (*step)(brine_stream *stream));

/*
 * Standard input to the server, and what the server sends to standard output, until the server
 * closes. When standard input has ended, a server that says nothing for two seconds is left.
 * BRINE_CLOSED or BRINE_OK = a clean end. error is filled if standard output can't be written;
 * the stream has the other failures.
 */
brine_result pipe_run(brine_stream *stream, brine_error *error);

#endif
