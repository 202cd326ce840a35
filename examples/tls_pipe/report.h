/*
 * What a person who debugs a server wants to know, on standard error.
 */
#ifndef EXAMPLES_PIPE_REPORT_H
#define EXAMPLES_PIPE_REPORT_H

#include <brine/brine.h>

/* The certificates that the server sent, also where they were refused. */
void report_chain(const brine_conn *conn);

/* Suite, group, signature, extensions, the client's certificate. */
void report_facts(const brine_conn *conn);

/* Whether the connection can be resumed, and until when. */
void report_session(const brine_conn *conn);

#endif
