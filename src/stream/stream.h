/*
 * A brine_stream from inside, and what its files share.
 *
 *   dial.c       from options to a stream: name, look-up, socket, engine
 *   connect.c    addresses in turn, until one answers
 *   handshake.c  until the application may write
 *   input.c      socket -> input buffer -> engine -> plaintext
 *   output.c     data -> engine -> output buffer -> socket
 *   failure.c    what went wrong, told when somebody asks
 *
 * The socket never blocks. A blocking stream is one that waits with poll wherever a
 * non-blocking one would return BRINE_WANT_READ or BRINE_WANT_WRITE, so that both run
 * through the same code and every wait has a deadline.
 */
#ifndef BRN_STREAM_STREAM_H
#define BRN_STREAM_STREAM_H

#include "stream/address.h"
#include "stream/buffer.h"

#include <brine/stream.h>

typedef enum brn_stream_phase {
    BRN_STREAM_CONNECTING,
    BRN_STREAM_HANDSHAKE,
    BRN_STREAM_OPEN, /* the application may write */
} brn_stream_phase;

/* Why a stream ended; the sentence is put together when somebody asks for it. */
typedef struct brn_stream_failure {
    brine_result code; /* BRINE_OK = none */
    bool engine;       /* the engine knows the rest */
    bool total;        /* the deadline was that of everything */
    const char *step;
    int system;      /* errno, 0 = none */
    uint32_t limit;  /* milliseconds that were allowed */
    size_t attempts; /* addresses that were tried */
} brn_stream_failure;

struct brine_stream {
    brine_allocator allocator;
    brine_conn *conn;
    int socket; /* -1 = none */
    brn_stream_phase phase;
    bool non_blocking;
    uint16_t port;
    char *host; /* for sentences; "" when unknown */
    char address[BRN_ADDRESS_TEXT_SIZE];

    brn_addresses *addresses; /* while connecting by name; NULL otherwise */
    size_t next_address;
    int last_number; /* why the address before failed */

    uint32_t connect_timeout;
    uint32_t handshake_timeout;
    uint32_t read_timeout;
    uint32_t write_timeout;
    uint32_t total_timeout;
    int64_t attempt_deadline; /* of the address at hand */
    int64_t step_deadline;    /* of connecting, then of the handshake */
    int64_t total_deadline;

    brn_buffer input;  /* records as they came; plain points into it */
    brn_buffer output; /* records that wait for the socket */
    uint8_t *plain;    /* plaintext that the application has not read yet */
    size_t plain_len;
    size_t missing;    /* bytes that the record at the end of input lacks */
    bool flowing;      /* the last receive filled its buffer: there is more */
    bool flight_waits; /* output holds our last handshake flight, which data may join */

    /* Each direction ends by itself: what a server said before it hung up can be read. */
    brine_result read_end;
    brine_result write_end;
    brn_stream_failure failure;
};

/* ---- connect.c ---- */

/* BRINE_OK when connected, BRINE_WANT_WRITE (non-blocking), or the failure. */
BRINE_MUST_USE brine_result brn_stream_connect(brine_stream *stream);
void brn_stream_connected(brine_stream *stream);

/* ---- input.c ---- */

/*
 * Hands what input holds to the engine until there is plaintext: BRINE_OK. BRINE_WANT_READ
 * when input holds no whole record; else how reading ended.
 */
BRINE_MUST_USE brine_result brn_stream_open_records(brine_stream *stream);

/*
 * Receives once, waiting if the stream blocks: BRINE_OK with more in input;
 * BRINE_ERROR_TIMED_OUT, which is nobody's failure yet; or how reading ended.
 */
BRINE_MUST_USE brine_result brn_stream_fill(brine_stream *stream, int64_t deadline);

/* After a failed write: takes what has arrived, which may be the alert that explains it. */
void brn_stream_hear_out(brine_stream *stream);

/* ---- output.c ---- */

/* Makes records of what the protocol has to say, into output. */
BRINE_MUST_USE brine_result brn_stream_seal_flight(brine_stream *stream);

/* Sends what output holds: BRINE_OK when it is empty, BRINE_WANT_WRITE, or the failure. */
BRINE_MUST_USE brine_result brn_stream_push(brine_stream *stream);

/* The same, waiting if the stream blocks; BRINE_ERROR_TIMED_OUT is nobody's failure yet. */
BRINE_MUST_USE brine_result brn_stream_drain(brine_stream *stream, int64_t deadline);

/* Seals and pushes what the protocol has to say, as far as the socket takes it at once. */
void brn_stream_answer(brine_stream *stream);

/* ---- failure.c ---- */

/* These keep the reason, end both directions (but see below) and return the code. */
brine_result brn_stream_fail(brine_stream *stream, brine_result code, const char *step, int number);
/* The engine failed: also sends the alert that it made. */
brine_result brn_stream_fail_engine(brine_stream *stream, brine_result code);
/* Ends writing only. The engine's reason, if hearing the server out finds one, goes before. */
brine_result brn_stream_fail_write(brine_stream *stream, int number);
/*
 * `limit` milliseconds passed, or those for everything. Reading and writing may be tried
 * again afterwards; connecting and the handshake may not.
 */
brine_result brn_stream_fail_time(brine_stream *stream, const char *step, uint32_t limit);

#endif
