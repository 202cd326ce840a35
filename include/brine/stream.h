/*
 * A brine_conn on a socket: dial, write, read, close. Blocking or not, with deadlines.
 * Built only on conn.h.
 *
 * One thread at a time may use a stream; do not use one on both sides of a fork. Writing
 * to a closed connection raises no SIGPIPE.
 *
 * Non-blocking streams return BRINE_WANT_READ or BRINE_WANT_WRITE: poll brine_stream_socket
 * for that and call again. The arguments may differ the next time. brine_stream_pending
 * says whether plaintext is already waiting, which poll can't see.
 */
#ifndef BRINE_STREAM_H
#define BRINE_STREAM_H

#include <brine/config.h>
#include <brine/conn.h>
#include <brine/error.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct brine_stream brine_stream;

typedef enum brine_address_family {
    BRINE_ADDRESS_ANY, /* IPv6 and IPv4 in the system's order */
    BRINE_ADDRESS_IPV4,
    BRINE_ADDRESS_IPV6,
} brine_address_family;

/* Deadlines in milliseconds, 0 = none. Each begins anew with its step. */
typedef struct brine_dial_options {
    size_t size;         /* sizeof the struct */
    const char *address; /* connect to this host or address instead of `host`; NULL = host */
    brine_address_family family;
    bool non_blocking;        /* dial returns after look-up; go on with brine_stream_handshake */
    uint32_t connect_timeout; /* for all addresses together */
    uint32_t handshake_timeout;
    uint32_t read_timeout;  /* each brine_stream_read */
    uint32_t write_timeout; /* each brine_stream_write, flush and close */
    uint32_t total_timeout; /* from dial on, over everything but the look-up's own time */
    brine_session *session; /* to resume, NULL = the config's cache decides */
} brine_dial_options;

/*
 * Looks host up, connects (addresses in turn) and, unless non_blocking, makes the
 * handshake. host is also the server name that the certificate must have; options may be
 * NULL. config must be frozen. Name look-up is the system's and takes as long as the
 * system lets it: no deadline bounds it.
 * BRINE_OK with *out; BRINE_ERROR_LOOKUP, _CONNECT, _TIMED_OUT, or what the handshake
 * ended with; the error is filled and *out is NULL.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_dial(const brine_config *config,
                                                        const char *host, uint16_t port,
                                                        const brine_dial_options *options,
                                                        brine_stream **out, brine_error *error);
/*
 * The same on a connected stream socket, which the stream owns from then on, also when the
 * call fails. With options->non_blocking the socket is switched to that.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_open(const brine_config *config, int socket,
                                                        const char *server_name, uint16_t port,
                                                        const brine_dial_options *options,
                                                        brine_stream **out, brine_error *error);

/* Goes on with connecting and the handshake: BRINE_OK when the server is authenticated. */
BRINE_MUST_USE BRINE_API brine_result brine_stream_handshake(brine_stream *stream);

/*
 * Up to cap bytes into buf, at least one unless the result says otherwise; *got receives the
 * number. BRINE_CLOSED at the clean end, BRINE_ERROR_TRUNCATED at one without close_notify.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_read(brine_stream *stream, void *buf, size_t cap,
                                                        size_t *got);
/*
 * Sends data; *taken receives how many bytes of it were taken. Blocking streams take all or
 * fail. Taken bytes of a non-blocking stream may wait in the stream until
 * brine_stream_flush says BRINE_OK.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_write(brine_stream *stream, const void *data,
                                                         size_t n, size_t *taken);
BRINE_MUST_USE BRINE_API brine_result brine_stream_flush(brine_stream *stream);

/* Sends close_notify and waits for nothing. brine_stream_free closes the socket. */
BRINE_MUST_USE BRINE_API brine_result brine_stream_close(brine_stream *stream);
/* Frees everything; without brine_stream_close before, the peer sees a truncation. NULL is allowed.
 */
BRINE_API void brine_stream_free(brine_stream *stream);

/* Bytes of plaintext that a read would return without touching the socket. */
BRINE_API size_t brine_stream_pending(const brine_stream *stream);
/* The file descriptor, for poll; the stream's. -1 when there is none yet. */
BRINE_API int brine_stream_socket(const brine_stream *stream);
/* The engine inside, for facts, session, signature and verdict; do not receive or send with it. */
BRINE_API brine_conn *brine_stream_conn(brine_stream *stream);
/* Address that was connected to, as text; "" before. */
BRINE_API const char *brine_stream_address(const brine_stream *stream);
/* A copy of the sticky error; code BRINE_OK when there is none. */
BRINE_API void brine_stream_error(const brine_stream *stream, brine_error *out);

#ifdef __cplusplus
}
#endif

#endif
