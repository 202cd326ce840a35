/*
 * A brine_conn on a socket, or on callbacks: dial, write, read, close. Blocking or not, with
 * deadlines. Built only on conn.h.
 *
 * Between two calls a stream holds no buffer, unless something waits in it: plaintext that was not
 * read yet, the beginning of a record, or output that could not be sent. A buffer is wiped before
 * it is given back. A blocking read that waits for the answer to what was sent holds one while it
 * waits.
 *
 * One thread at a time may use a stream; after a fork the parent alone. Writing
 * to a closed connection raises no SIGPIPE. EINTR is never seen.
 *
 * Non-blocking streams return BRINE_WANT_READ or BRINE_WANT_WRITE and want to be called again,
 * with the same arguments or others, when a descriptor is ready or brine_stream_time_left is 0.
 * Which descriptor, and for what, only the stream knows: while it connects there may be several,
 * and one that is closed may hand its number to the next. So the stream says it, in either way:
 * - An event loop that keeps descriptors (epoll, kqueue, libuv) gives dial the callback `watch`.
 *   It does at once what the callback says, and nothing else: watch this descriptor for these
 *   events from now on, in place of those before; with 0 for none, forget it.
 * - A program that calls poll asks brine_stream_waits before each poll and keeps nothing.
 * When a descriptor is ready, make the call again that the application is at: handshake, write or
 * flush, read. Go back to waiting only after a call has returned BRINE_WANT_READ or
 * BRINE_WANT_WRITE: until then the stream waits for nothing, and what is not watched wakes no
 * loop. A read that returned BRINE_OK may have left plaintext in the stream, and our last
 * handshake flight may wait for the first data to ride with.
 *
 * Every stream, blocking or not, may return BRINE_WANT_SIGNATURE or BRINE_WANT_VERDICT
 * when its config asks for one: answer with brine_conn_signature or brine_conn_verdict on
 * brine_stream_conn, then go on with brine_stream_handshake.
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

/* What a descriptor is watched for; events are watched by level, as poll(2) does. */
#define BRINE_WATCH_READ  1u /* POLLIN, EPOLLIN, EVFILT_READ */
#define BRINE_WATCH_WRITE 2u /* POLLOUT, EPOLLOUT, EVFILT_WRITE */

/*
 * From now on, and until it is called again for this descriptor, `events` (BRINE_WATCH_... or'ed)
 * is what a non-blocking stream waits for. 0 = nothing: take it out, for it may be closed as soon
 * as the callback returns, and its number given to another. Called in calls on the stream, from
 * brine_stream_dial or _open to brine_stream_free, only when something changes, and with 0 for
 * every descriptor in the end, also when dial fails. It must not call the stream. Errors and the
 * end of a connection must wake, too, as they do by themselves with poll and epoll.
 */
typedef void (*brine_watch)(void *context, int descriptor, unsigned events);

typedef struct brine_wait {
    int descriptor;
    unsigned events; /* BRINE_WATCH_... */
} brine_wait;

typedef enum brine_address_family {
    BRINE_ADDRESS_ANY, /* IPv6 and IPv4 in the system's order */
    BRINE_ADDRESS_IPV4,
    BRINE_ADDRESS_IPV6,
} brine_address_family;

/* An address, as `looked_up` gets and leaves it. Part of the ABI: it never changes. */
typedef struct brine_address {
    size_t length;     /* 4 = IPv4, 16 = IPv6 */
    uint8_t bytes[16]; /* the first `length`, in the order of the network */
    uint32_t scope;    /* of a link-local IPv6 address its interface's index (RFC 4007), or 0 */
} brine_address;

/* What a look-up gave. The struct and what it points to live for the call only. */
typedef struct brine_look_up {
    const char *host; /* what was looked up: `host`, or `address` of the options */
    uint16_t port;
    brine_address *addresses; /* in the order in which they will be tried */
    size_t count;             /* of addresses; 1 to BRINE_ADDRESSES_MAX */
} brine_look_up;
/*
 * Judges the addresses before one of them is tried: brine connects to those that the callback
 * leaves, in the order in which it leaves them, and to no others. It may write to `addresses`, as
 * many as there were, and lowers `count` by what it leaves out. With 0 dial fails with
 * BRINE_ERROR_LOOKUP; a count that grew, or an address of another length, is
 * BRINE_ERROR_INVALID_ARGUMENT.
 *
 * A server that fetches what strangers name refuses addresses of its own network here, and not by
 * a look-up of its own, since the next one may have another answer. An IPv6 address may stand for
 * an IPv4 one: ::ffff:0:0/96 (RFC 4291 section 2.5.5.2), 64:ff9b::/96 (RFC 6052 section 2.1).
 *
 * Called once by brine_stream_dial, in its thread, for an address that needed no look-up, too. It
 * must not call the stream.
 */
typedef void (*brine_looked_up)(void *context, brine_look_up *look_up);

/*
 * Zero it and set `size`; the rest as wanted. Times are in milliseconds, 0 = no limit,
 * and each begins anew with its step. Those for read and write are for blocking streams.
 */
typedef struct brine_dial_options {
    size_t size; /* sizeof the struct */
    /*
     * Connect to this host or address instead of `host`, or to the first of several that answers,
     * which commas separate, in this order; NULL = host.
     */
    const char *address;
    brine_address_family family;
    bool non_blocking;        /* dial returns after look-up; go on with brine_stream_handshake */
    bool connect_only;        /* dial returns when connected; go on with brine_stream_handshake */
    uint32_t connect_timeout; /* for all addresses together */
    uint32_t handshake_timeout;
    uint32_t read_timeout;  /* each brine_stream_read */
    uint32_t write_timeout; /* each brine_stream_write, flush and close */
    uint32_t total_timeout; /* from dial on, over everything but the look-up's own time */
    brine_session *session; /* to resume, NULL = the config's cache decides */
    brine_watch watch;      /* for event loops; NULL = none. Blocking streams do not call it */
    void *watch_context;    /* borrowed until the stream is freed */
    /* What brine_conn_set_context sets; borrowed until the stream is freed. */
    void *connection_context;
    brine_looked_up looked_up; /* which addresses dial may try; NULL = all */
    void *looked_up_context;   /* borrowed for the call of dial */
} brine_dial_options;

/*
 * Looks host up, connects and makes the handshake, unless the options end it earlier. host is
 * also the server name that the certificate must have; options may be NULL. config must be
 * frozen. Name look-up is the system's and takes as long as the system lets it: no deadline
 * bounds it.
 *
 * Addresses are tried as RFC 8305 sections 4 and 5 say: in the system's order, IPv6 and IPv4
 * alternating; the next begins when 250 ms have passed without an answer, sooner if connect_timeout
 * would not suffice for all, or at once when one has failed. The first that is connected is
 * used, and the others are closed before the call returns. At most BRINE_CONNECTING_MAX are
 * tried at a time. If the handshake then fails, no other address is tried.
 *
 * BRINE_OK, WANT_SIGNATURE or WANT_VERDICT with *out; else *out is NULL and error, which
 * may be NULL, is filled: BRINE_ERROR_LOOKUP, _CONNECT, _TIMED_OUT, or what the handshake
 * ended with. To look at the certificates of a server that was refused, dial with
 * connect_only: the stream then survives a failed brine_stream_handshake.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_dial(const brine_config *config,
                                                        const char *host, uint16_t port,
                                                        const brine_dial_options *options,
                                                        brine_stream **out, brine_error *error);
/*
 * The same on a connected stream socket. The stream owns the descriptor from then on, also when
 * the call fails: brine_stream_free closes it. Its mode, blocking or non-blocking, is left as it is
 * and does not matter to the stream, unless the system has no other way to send and receive without
 * waiting (no MSG_DONTWAIT, or Apple's): there it becomes and stays non-blocking, also when the
 * stream blocks. server_name may be NULL where the config skips names; the port separates sessions.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_open(const brine_config *config, int socket,
                                                        const char *server_name, uint16_t port,
                                                        const brine_dial_options *options,
                                                        brine_stream **out, brine_error *error);

/*
 * What carries the records of a stream that has no socket of its own: a serial line, a proxy's
 * protocol, a test. Zero it and set `size`, `read` and `write`; the rest as wanted. The stream
 * copies the struct. `context` goes to each callback and must live as long as the stream; the
 * callbacks run inside calls on the stream, in the thread that makes them, and may not call that
 * stream.
 *
 * There are two kinds. Callbacks that return at once say BRINE_WANT_... where they can't go on;
 * a blocking stream then calls `wait`. Callbacks that block serve a blocking stream without
 * `wait`: the stream looks at its deadlines between their calls only, so that they need time
 * limits of their own (BRINE_ERROR_TIMED_OUT). A non-blocking stream never calls `wait`.
 *
 * Where a callback returns what is not listed for it, the stream ends in that direction:
 * BRINE_ERROR_READ or _WRITE, with a sentence that names the callback and its result.
 */
typedef struct brine_transport {
    size_t size; /* sizeof the struct */
    void *context;
    /*
     * Up to cap (not 0) bytes into buf; *got, which is 0 before, receives their number. BRINE_OK
     * with at least one; BRINE_CLOSED at the end of the transport; BRINE_WANT_READ, or _WANT_WRITE
     * if the transport has to send before it can receive; BRINE_ERROR_TIMED_OUT, after which the
     * stream may be read again.
     */
    brine_result (*read)(void *context, void *buf, size_t cap, size_t *got);
    /*
     * Takes up to n bytes of data; *taken, which is 0 before, receives their number, with each
     * result. BRINE_OK with at least one, if the transport needs no further call to send them;
     * BRINE_WANT_WRITE if it has no room or has to be called again to send what it took: the
     * stream calls it again, with n == 0 when no bytes are left, until it says BRINE_OK;
     * BRINE_ERROR_TIMED_OUT, after which the stream may be written again.
     */
    brine_result (*write)(void *context, const void *data, size_t n, size_t *taken);
    /*
     * Waits until there is input or room for output, as asked for: BRINE_OK, too early does no
     * harm; BRINE_ERROR_TIMED_OUT after so many milliseconds (over 0; -1 = no limit). NULL when
     * the callbacks block, or the stream does not.
     */
    brine_result (*wait)(void *context, bool input, bool output, int milliseconds);
    /* Called once, by brine_stream_free or by the call that failed to open the stream. Or NULL. */
    void (*close)(void *context);
    /* What brine_stream_socket answers; the descriptor stays the transport's. NULL = -1. */
    int (*socket)(void *context);
} brine_transport;

/*
 * Like brine_stream_open, on callbacks. The stream owns the transport as far as it has `close`,
 * also when the call fails, unless transport is NULL or lacks `size`, `read` or `write`
 * (BRINE_ERROR_INVALID_ARGUMENT). brine_stream_address answers "".
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_open_transport(
    const brine_config *config, const brine_transport *transport, const char *server_name,
    uint16_t port, const brine_dial_options *options, brine_stream **out, brine_error *error);

/*
 * Like brine_stream_open, on another stream: TLS in TLS, for a server behind an HTTPS proxy that
 * has answered CONNECT. `below` must have finished its handshake and carry no other stream
 * (else BRINE_ERROR_WRONG_STATE). It stays the application's, must outlive the new stream, and is
 * left alone until that one is freed; then it may be used again, closed or freed. Meanwhile the
 * new stream alone says what is to be waited for: with `watch`, below's descriptor is forgotten,
 * and watched as the new stream's options say.
 *
 * The new stream blocks or not as its own options say, whatever below does, and its deadlines
 * hold. Of below's, only total_timeout counts as well, which brine_stream_time_left of the new
 * stream does not know. brine_stream_socket answers below's descriptor; brine_stream_close closes
 * the new stream's TLS and not below's. If below ends without close_notify, the new stream judges
 * by itself whether its own data is complete.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_open_over(
    const brine_config *config, brine_stream *below, const char *server_name, uint16_t port,
    const brine_dial_options *options, brine_stream **out, brine_error *error);

/*
 * Replaces the times by those of options (NULL = no limits), from where the stream is now: the
 * handshake's and the total one begin anew. The other options are not looked at.
 */
BRINE_API void brine_stream_set_timeouts(brine_stream *stream, const brine_dial_options *options);

/*
 * Goes on with connecting and the handshake. BRINE_OK when the server's certificate and key are
 * accepted and the application may write: with False Start, and when a session was resumed, our
 * last flight then waits for the first data, or for the first read, flush or close, whichever comes
 * first. Called again later it is BRINE_OK. read, write and flush call it by themselves. A failure
 * is final. BRINE_CLOSED when the stream was closed before.
 *
 * A close_notify that came together with the server's Finished does not change the result,
 * just as one that comes a moment later would not: read and write then tell BRINE_CLOSED.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_handshake(brine_stream *stream);

/*
 * Waits until the server's Finished is verified, which proves that server and client saw the same
 * handshake (RFC 5246 section 7.4.9). With False Start brine_stream_handshake does not wait for
 * it; a stream on which something was read needs no such call. From BRINE_OK on
 * brine_conn_export and brine_conn_session answer.
 *
 * Sends our last flight if it waits and the server has to see it first, and makes the handshake
 * if need be. Plaintext that comes along stays for the next read. handshake_timeout bounds it,
 * anew; after BRINE_ERROR_TIMED_OUT it may be called again. Called again later it is BRINE_OK, also
 * after the server's close_notify or BRINE_ERROR_TRUNCATED; after another error that error.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_authenticate(brine_stream *stream);

/*
 * Up to cap (not 0) bytes into buf, at least one unless the result says otherwise; *got
 * receives the number. BRINE_CLOSED at the clean end, BRINE_ERROR_TRUNCATED at one without
 * close_notify: what came before may be cut short. After BRINE_ERROR_TIMED_OUT it may be
 * called again, after other errors not. Bytes are copied once, from where they were
 * decrypted.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_read(brine_stream *stream, void *buf, size_t cap,
                                                        size_t *got);
/*
 * Sends data; *taken receives how many bytes of it were taken, also when the call fails; taken
 * may be NULL.
 * Blocking streams take all or fail. Taken bytes of a non-blocking stream may wait in the
 * stream until brine_stream_flush says BRINE_OK. BRINE_CLOSED after close_notify either
 * way. After BRINE_ERROR_WRITE what the server said before it hung up can still be read.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_write(brine_stream *stream, const void *data,
                                                         size_t n, size_t *taken);
BRINE_MUST_USE BRINE_API brine_result brine_stream_flush(brine_stream *stream);

/*
 * Sends what waits and close_notify; does not wait for the server's. Non-blocking streams
 * may return BRINE_WANT_WRITE: call it again. An application that has read all that it
 * wanted may ignore the result.
 */
BRINE_API brine_result brine_stream_close(brine_stream *stream);
/*
 * Ends the connection with an alert of the application's choice: brine_conn_abort says which, and
 * what follows. The alert is sent behind what waits, as far as the socket or transport takes it at
 * once. BRINE_OK also where there is no connection yet; on a stream that has failed its error.
 */
BRINE_MUST_USE BRINE_API brine_result brine_stream_abort(brine_stream *stream, brine_alert alert);
/*
 * Closes the socket or transport and frees everything; without brine_stream_close before, the
 * server sees a truncation. NULL is allowed.
 */
BRINE_API void brine_stream_free(brine_stream *stream);

/*
 * ---- Facts. Asked of NULL they answer 0, NULL or "", brine_stream_socket -1. ----
 */

/* Bytes of plaintext that a read would return without touching the socket or transport. */
BRINE_API size_t brine_stream_pending(const brine_stream *stream);
/*
 * The file descriptor of a connected stream; the stream's, or that of what carries it. -1 when it
 * has none, and before: while connecting there may be several (brine_stream_waits), of which none
 * is the stream's yet.
 */
BRINE_API int brine_stream_socket(const brine_stream *stream);
/*
 * What a non-blocking stream waits for after the last call: writes at most cap entries and returns
 * how many there are, 0 when the next step is the application's. An array of BRINE_CONNECTING_MAX
 * always suffices, and of 1 once the stream is connected. Valid until the next call on the stream.
 */
BRINE_API size_t brine_stream_waits(const brine_stream *stream, brine_wait *out, size_t cap);
/*
 * Milliseconds until the stream wants to be called although no descriptor is ready, as poll takes
 * them: until its nearest deadline or, while connecting, the next address's turn. 0 = now,
 * -1 = never.
 */
BRINE_API int brine_stream_time_left(const brine_stream *stream);
/* The engine inside, for facts, session, signature and verdict; do not receive or send with it. */
BRINE_API brine_conn *brine_stream_conn(brine_stream *stream);
/* Address that was connected to (or tried last), as text; "" before. Lives as long as the stream.
 */
BRINE_API const char *brine_stream_address(const brine_stream *stream);
/* What made a call on this stream fail last; code BRINE_OK when none did. */
BRINE_API void brine_stream_error(const brine_stream *stream, brine_error *out);

#ifdef __cplusplus
}
#endif

#endif
