/*
 * A brine_stream from inside, and what its files share.
 *
 * The public calls, each of which notes what fails and ends in one brn_stream_conclude:
 *   dial.c       from a name to a stream: look-up, addresses, engine
 *   over.c       a stream on another one, by callbacks
 *   open.c       from a connected socket, or callbacks, to a stream
 *   handshake.c  until the application may write
 *   authenticate.c  until the server's Finished is verified
 *   read.c       plaintext for the application
 *   write.c      the application's data, flush, close
 *   stream.c     the life of a stream, and what can be asked of it
 *
 * How such a call ends:
 *   conclude.c   the last alert goes out, or the server's is looked for; which failure it was
 *   explain.c    the sentence about the failure, when the application asks
 *
 * What the calls are made of:
 *   connect.c    the race for a connection and its deadline
 *   race.c       addresses in turn, until one answers
 *   interest.c   what a non-blocking stream waits for
 *   input.c      transport -> input buffer -> engine
 *   output.c     data -> engine -> output buffer -> transport
 *   transport.c  the socket, or the application's callbacks
 *   failure.c    facts of a failure
 *
 * Files call each other down this list only, but for handshake.c, which the other public
 * calls begin with. So no function of this floor is entered again before it has returned, but
 * for another stream: that below, by the callbacks of over.c.
 *
 * A blocking stream is one that waits with poll wherever a non-blocking one would return
 * BRINE_WANT_READ or BRINE_WANT_WRITE, so that both run through the same code and every wait has
 * a deadline. Without a deadline it may wait in the receive itself (input.c).
 */
#ifndef BRN_STREAM_STREAM_H
#define BRN_STREAM_STREAM_H

#include "stream/address.h"
#include "stream/buffer.h"
#include "stream/race.h"
#include "stream/watch.h"

#include <brine/stream.h>

typedef enum brn_stream_phase {
    BRN_STREAM_CONNECTING,
    BRN_STREAM_HANDSHAKE,
    BRN_STREAM_OPEN, /* the application may write */
} brn_stream_phase;

/* Why a call on the transport failed. */
typedef struct brn_transport_fault {
    int system;            /* errno of a socket, 0 = none */
    const char *callback;  /* "read", "write" or "wait": that of the application; NULL = none */
    brine_result returned; /* by the callback; BRINE_OK = with an impossible number of bytes */
    size_t bytes, most;    /* that number, and the most that could be */
} brn_transport_fault;

/* The facts of a failure. */
typedef struct brn_stream_failure {
    brine_result code; /* BRINE_OK = none */
    bool engine;       /* the engine knows the rest */
    bool total;        /* the deadline was that of everything */
    const char *step;
    brn_transport_fault fault;
    uint32_t limit;  /* milliseconds that were allowed; 0 = the transport had a limit of its own */
    size_t attempts; /* addresses that were tried */
} brn_stream_failure;

struct brine_stream {
    brine_allocator allocator;
    brine_conn *conn;
    int socket;                /* -1 = none */
    brine_transport transport; /* instead of a socket; `read` is NULL when there is a socket */
    brn_stream_phase phase;
    bool non_blocking;
    uint16_t port;
    char *host;       /* for sentences; "" when unknown */
    brn_place *place; /* that is connected to, or was tried last */

    brn_race *race; /* while connecting by name, and after it failed; NULL otherwise */

    brn_watch watch;
    unsigned awaits;        /* BRINE_WATCH_...: what the last call waits for, but unsent output */
    unsigned told_interest; /* what the application watches the socket for */

    uint32_t connect_timeout;
    uint32_t handshake_timeout;
    uint32_t read_timeout;
    uint32_t write_timeout;
    uint32_t total_timeout;
    int64_t step_deadline; /* of connecting, then of the handshake */
    int64_t total_deadline;

    brn_buffer input;  /* records as they came; plain points into it */
    brn_buffer output; /* records that wait for the socket */
    uint8_t *plain;    /* plaintext that the application has not read yet */
    size_t plain_len;
    size_t missing;      /* bytes that the record at the end of input lacks */
    bool flowing;        /* the last receive filled its buffer: there is more */
    bool in_plenty;      /* it brought as much as a full record holds: there may be more */
    bool answer_due;     /* the server was sent something and has sent no data since */
    bool unacknowledged; /* what came may wait for data of ours to be acknowledged with */
    bool acknowledges;   /* the system was told not to delay the next acknowledgement */
    bool must_poll;      /* this socket does not wait in a receive */
    bool flight_waits;   /* output holds our last handshake flight, which data may join */
    bool authenticating; /* brine_stream_authenticate was begun, and step_deadline bounds it */

    bool carries_another; /* a stream over this one waits in its place */
    bool transport_holds; /* the transport wants another call to send what it has taken */
    bool transport_stuck; /* the transport has to send before it can receive */
    bool transport_late;  /* the transport's own time limit passed */

    /*
     * How each direction ended; code BRINE_OK = it has not, BRINE_CLOSED = with close_notify.
     * They end separately: what a server said before it hung up can be read.
     */
    brn_stream_failure reading;
    brn_stream_failure writing;
    brn_stream_failure told; /* what made a call fail last */
};

/* Addresses that were tried; 0 when the application connected. */
static inline size_t brn_stream_attempts(const brine_stream *stream)
{
    return stream->race != NULL ? brn_race_tried(stream->race) : 0;
}

/* A direction that has neither failed nor is open was closed by close_notify. */
static inline bool brn_stream_failed(const brn_stream_failure *direction)
{
    return direction->code != BRINE_OK && direction->code != BRINE_CLOSED;
}

/* ---- conclude.c ---- */

/*
 * The end of each public call but those that only ask; `result` is what its work came to.
 * Sends the engine's last alert or takes what the server said before it hung up, once, and
 * returns what the call returns.
 */
BRINE_MUST_USE brine_result brn_stream_conclude(brine_stream *stream, brine_result result);

/* ---- open.c ---- */

/*
 * How dial and open end: connects and makes the handshake as far as the options want it, then
 * hands out a stream that lives, or frees it and tells why in error, which may be NULL.
 */
BRINE_MUST_USE brine_result brn_stream_begin(brine_stream *stream,
                                             const brine_dial_options *options, brine_stream **out,
                                             brine_error *error);

/* ---- handshake.c ---- */

/* brine_stream_handshake without its conclusion, for the calls that begin with it. */
BRINE_MUST_USE brine_result brn_stream_shake_hands(brine_stream *stream);

/* ---- stream.c ---- */

/* A stream with its engine and no socket yet. */
BRINE_MUST_USE brine_result brn_stream_new(const brine_config *config, const char *server_name,
                                           uint16_t port, const brine_dial_options *options,
                                           brine_stream **out, brine_error *error);
/*
 * Options as this version knows them: an application's struct may be older and shorter, or
 * newer and longer. NULL = none. False when its size can't be right.
 */
BRINE_MUST_USE bool brn_dial_options_read(const brine_dial_options *given, brine_dial_options *out);

/* ---- connect.c ---- */

/* BRINE_OK when connected, BRINE_WANT_WRITE (non-blocking), or the failure. */
BRINE_MUST_USE brine_result brn_stream_connect(brine_stream *stream);
void brn_stream_connected(brine_stream *stream);
/* The application closes the stream before it is connected. */
void brn_stream_stop_connecting(brine_stream *stream);

/* ---- interest.c ---- */

/* Tells the application's event loop what the socket is to be watched for, if that has changed. */
void brn_stream_tell_interest(brine_stream *stream);

/* ---- input.c ---- */

/*
 * Hands what input holds to the engine until there is plaintext: BRINE_OK. BRINE_WANT_READ
 * when input holds no whole record; else how reading ended.
 */
BRINE_MUST_USE brine_result brn_stream_open_records(brine_stream *stream);

/* Receives once: BRINE_OK with more in input, BRINE_WANT_READ, or how reading ended. */
BRINE_MUST_USE brine_result brn_stream_receive(brine_stream *stream);

/* The same, waiting if the stream blocks; BRINE_ERROR_TIMED_OUT is not noted yet. */
BRINE_MUST_USE brine_result brn_stream_fill(brine_stream *stream, int64_t deadline);

/*
 * Wipes input and gives its memory back, unless it holds the beginning of a record that is still
 * wanted, or plaintext.
 */
void brn_stream_release_input(brine_stream *stream);

/* ---- output.c ---- */

/* Makes records of what the protocol has to say, into output. */
BRINE_MUST_USE brine_result brn_stream_seal_flight(brine_stream *stream);

/*
 * Seals the next batch of data, behind our last handshake flight if that still waits; *taken
 * receives its bytes. BRINE_CLOSED after close_notify.
 */
BRINE_MUST_USE brine_result brn_stream_seal_batch(brine_stream *stream, const uint8_t *data,
                                                  size_t n, size_t *taken);

/*
 * Sends what output holds, waiting if the stream blocks: BRINE_OK when it is empty,
 * BRINE_WANT_WRITE, or the failure; BRINE_ERROR_TIMED_OUT is not noted yet.
 */
BRINE_MUST_USE brine_result brn_stream_drain(brine_stream *stream, int64_t deadline);

/* Seals and sends what the protocol has to say, as far as the socket takes it at once. */
void brn_stream_flush_engine(brine_stream *stream);

/* Whether output holds something, or the transport does that has to be called again. */
static inline bool brn_stream_output_waits(const brine_stream *stream)
{
    return brn_buffer_len(&stream->output) > 0 || stream->transport_holds;
}

/* ---- transport.c: on a failure, *fault receives why ---- */

/* True when a call of receive or send may block: the stream blocks by its transport's callbacks. */
BRINE_MUST_USE bool brn_transport_blocks(const brine_stream *stream);

/*
 * BRINE_OK with at least one byte, BRINE_CLOSED at the end, BRINE_WANT_READ, BRINE_ERROR_READ, or
 * BRINE_ERROR_TIMED_OUT by the transport's own limit. `wait`: a socket may wait for input, as
 * brn_socket_receive has it.
 */
BRINE_MUST_USE brine_result brn_transport_receive(brine_stream *stream, bool wait, uint8_t *out,
                                                  size_t cap, size_t *got,
                                                  brn_transport_fault *fault);
/*
 * BRINE_OK with at least one byte sent, unless len is 0; BRINE_WANT_WRITE, BRINE_ERROR_WRITE, or
 * BRINE_ERROR_TIMED_OUT by the transport's own limit. *sent counts with each of them.
 */
BRINE_MUST_USE brine_result brn_transport_send(brine_stream *stream, const uint8_t *data,
                                               size_t len, size_t *sent,
                                               brn_transport_fault *fault);
/*
 * Waits until the transport can be read or written, as asked: BRINE_OK; BRINE_ERROR_TIMED_OUT
 * when the deadline passed; BRINE_ERROR_INTERNAL when the application's callback failed. If the
 * callbacks block there is nothing to wait for.
 */
BRINE_MUST_USE brine_result brn_transport_wait(brine_stream *stream, bool input, bool output,
                                               int64_t deadline, brn_transport_fault *fault);
/* The socket, or the descriptor that the application's callbacks tell; -1 = none. */
BRINE_MUST_USE int brn_transport_socket(const brine_stream *stream);
/*
 * A server that keeps Nagle's algorithm on (RFC 896) sends a small piece only when the one before
 * is acknowledged, and systems delay acknowledgements by some 40 ms in the hope of data to send
 * them with (RFC 1122 section 4.2.3.2). Tells the system that there will be none.
 */
void brn_transport_acknowledge(brine_stream *stream);
/* Closes the socket or transport, if there is one. */
void brn_transport_close(brine_stream *stream);

/* ---- failure.c: each notes what failed and returns the code ---- */

/* Both directions end here. */
brine_result brn_stream_note_failure(brine_stream *stream, brine_result code, const char *step,
                                     int number);
/* The engine failed, and may have made an alert that says so. Both directions end. */
brine_result brn_stream_note_engine(brine_stream *stream, brine_result code);
/* Receiving failed: both directions end. */
brine_result brn_stream_note_read(brine_stream *stream, const brn_transport_fault *fault);
/* Sending failed: writing ends. */
brine_result brn_stream_note_write(brine_stream *stream, const brn_transport_fault *fault);
/*
 * `limit` milliseconds passed, or those for everything, or the transport's own limit. Reading and
 * writing may be tried again afterwards; connecting and the handshake may not.
 */
brine_result brn_stream_note_time(brine_stream *stream, const char *step, uint32_t limit);

#endif
