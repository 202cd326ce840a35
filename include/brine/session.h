/*
 * What resumes a connection: a session ID (RFC 5246 section 7.3) or a ticket (RFC 5077),
 * with its master secret. A config's cache handles sessions by itself; these calls are
 * for programs that keep them elsewhere.
 *
 * A session is immutable and counted: any thread may use it.
 *
 * A program with a store of its own owes it two things:
 * - Only the program may write to it: a session's author can play its server. A file
 *   is a regular one of the program's own user with mode 0600, checked after it was opened
 *   without following links (O_NOFOLLOW | O_NONBLOCK, then fstat).
 * - A session whose connection failed is deleted (RFC 5246 section 7.2.2), else it may
 *   fail each later connection until it expires. The program learns it from the connection
 *   that was given the session: brine_stream_handshake returned an error, or later
 *   brine_conn_error tells a code other than BRINE_OK and BRINE_ERROR_TRUNCATED. If the
 *   server merely did not resume it (`resumed` of brine_facts is false), brine_conn_session
 *   has the new session, if any, that takes its place. The config's cache does both itself.
 *
 * FTP over TLS (RFC 4217): many servers take a data connection only if it resumes the session of
 * its control connection, which shows that both are one client's. The program
 * - asks the control connection for its session once that is readable (brine_conn_session),
 * - connects the data connection's socket to the address that the server named, by itself,
 * - gives it to brine_stream_open with that session in the options, the control connection's
 *   server name, and the control connection's port: a session belongs to the name and the port
 *   under which it was made, whatever port the data connection uses.
 * `resumed` of brine_facts says whether the server agreed. One session serves any number of data
 * connections. If the server does not resume it, the handshake is a full one.
 */
#ifndef BRINE_SESSION_H
#define BRINE_SESSION_H

#include <brine/config.h>
#include <brine/error.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct brine_session brine_session;

/*
 * Writes the session to out as an opaque, versioned blob that is bound to server name,
 * port, ALPN list, max_fragment_length and every trust setting of the config. *len receives
 * the length; with out NULL only that, at most 65,536 bytes. The blob IS A SECRET: it holds the
 * master secret in the clear, and its checksum guards against accidents, not against
 * attackers. What the session keeps of what the server showed (see brine_verify_hook and
 * brine_config_keep_peer) is part of it.
 *
 * BRINE_ERROR_BUFFER_TOO_SMALL, BRINE_ERROR_SESSION_MISMATCH when config is not the one of the
 * connection, or loaded the session, BRINE_ERROR_NOT_FROZEN, BRINE_ERROR_OUT_OF_MEMORY;
 * BRINE_ERROR_INVALID_ARGUMENT when session, config or len is NULL. error (or NULL) has the
 * sentence.
 */
BRINE_MUST_USE BRINE_API brine_result brine_session_save(const brine_session *session,
                                                         const brine_config *config, uint8_t *out,
                                                         size_t cap, size_t *len,
                                                         brine_error *error);

/*
 * The session of a blob. BRINE_ERROR_SESSION_MALFORMED when it is damaged or of another
 * version, BRINE_ERROR_SESSION_MISMATCH when it was made under other settings than those
 * of the (frozen) config. An expired one loads and then isn't used.
 *
 * BRINE_ERROR_NOT_FROZEN, BRINE_ERROR_OUT_OF_MEMORY; BRINE_ERROR_INVALID_ARGUMENT when config, out,
 * or a blob of more than 0 bytes is NULL. error (or NULL) has the sentence: what is wrong with the
 * blob, and where.
 */
BRINE_MUST_USE BRINE_API brine_result brine_session_load(const brine_config *config,
                                                         const uint8_t *blob, size_t len,
                                                         brine_session **out, brine_error *error);

/* A session that a connection made. The struct lives for the call only. */
typedef struct brine_session_event {
    void *connection_context; /* of brine_conn_set_context; NULL = none */
    brine_session *session;   /* a hold of the callback's: brine_session_free gives it up */
} brine_session_event;
/*
 * Called once for each session, or each new ticket of one, that a connection leaves: when the
 * server's Finished is verified, and with it who the server is, never before. A resumed session
 * that stays as it is is not told again. If the connection fails later, the session must be
 * forgotten, as above.
 *
 * Runs in the thread that drives the connection and must not call the connection or its stream;
 * brine_session_save may be called. The session holds secrets, as that says. NULL = no hook.
 */
typedef void (*brine_session_hook)(void *context, const brine_session_event *event);
BRINE_MUST_USE BRINE_API brine_result brine_config_set_session_hook(brine_config *config,
                                                                    brine_session_hook hook,
                                                                    void *context);

/* The server name that the session belongs to ("" when none); lives as long as the session. */
BRINE_API const char *brine_session_server_name(const brine_session *session);
BRINE_API uint16_t brine_session_port(const brine_session *session);
/*
 * When it stops being used, in seconds since 1970: after the time that the server named, but
 * no later than BRINE_SESSION_LIFETIME_MAX after the server was authenticated, and than the
 * first certificate of its verified path expires.
 */
BRINE_API int64_t brine_session_expiry(const brine_session *session);

/* Gives up the caller's hold; the secret is wiped with the last one. NULL is allowed. */
BRINE_API void brine_session_free(brine_session *session);

#ifdef __cplusplus
}
#endif

#endif
