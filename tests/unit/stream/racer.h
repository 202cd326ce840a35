/*
 * Dials a.example on the fake network, and waits for the connection in one of the three ways that
 * an application can.
 */
#ifndef BRINE_TESTS_STREAM_RACER_H
#define BRINE_TESTS_STREAM_RACER_H

#include "fake_engine.h"
#include "fake_network.h"

#include <brine/stream.h>

typedef enum racer_way {
    RACER_BLOCKS,
    RACER_WATCHES, /* an event loop with the callback */
    RACER_ASKS,    /* a poll with brine_stream_waits */
} racer_way;
#define RACER_WAYS 3

typedef struct racer {
    brine_result result; /* BRINE_OK = connected */
    brine_stream *stream;
    brine_error error;
} racer;

/* Begins with `hosts` addresses; the test says afterwards in network.hosts what they do. */
void racer_begin(racer_way way, size_t hosts);

/* Dials; if the stream does not block, it may be on its way still. */
racer racer_dial(racer_way way, brine_dial_options options);

/* The application waits once, and then is at the handshake again. */
void racer_go_on(racer *r, racer_way way);

/* Dials and waits until the stream is connected or has failed, then frees it unless it is kept. */
racer racer_connect(racer_way way, brine_dial_options options);
void racer_free(racer *r);

#endif
