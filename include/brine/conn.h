/*
 * One TLS connection as a pure state machine: no sockets, no threads, no clock of its
 * own, no I/O buffers. It works inside buffers that the caller owns and decrypts in place.
 *
 * One thread at a time may use a connection, and one process ever: a forked copy would reuse
 * nonces, and sends nothing; whatever fails in it is BRINE_ERROR_WRONG_STATE. Errors are sticky:
 * after the first, every call returns it; what is left to do is to send what brine_conn_send still
 * makes (one alert).
 */
#ifndef BRINE_CONN_H
#define BRINE_CONN_H

#include <brine/config.h>
#include <brine/error.h>
#include <brine/limits.h>
#include <brine/session.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct brine_conn brine_conn;

/*
 * A connection that is about to say ClientHello. config must be frozen; the connection
 * holds it. server_name is checked here (see brine_server_name_check), copied, sent as
 * server_name if it is a host name (RFC 6066 section 3), and looked for in the
 * certificate. NULL is refused (BRINE_ERROR_SERVER_NAME_MISSING) unless the config skips
 * names.
 *
 * BRINE_ERROR_SERVER_NAME_INVALID, BRINE_ERROR_NOT_FROZEN, BRINE_ERROR_RANDOM,
 * BRINE_ERROR_OUT_OF_MEMORY, or BRINE_ERROR_INVALID_ARGUMENT when config or out is NULL.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_new(const brine_config *config,
                                                     const char *server_name, brine_conn **out,
                                                     brine_error *error);
/* Wipes and frees; NULL is allowed. Sends nothing: see brine_conn_close. */
BRINE_API void brine_conn_free(brine_conn *conn);

/*
 * Before the first brine_conn_send only (else BRINE_ERROR_WRONG_STATE). The port separates
 * sessions of servers on one host; default 443. The session is tried if it fits server name,
 * port and settings and has not expired, else silently not; it goes before the cache's. NULL =
 * none: the cache decides.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_set_port(brine_conn *conn, uint16_t port);
BRINE_MUST_USE BRINE_API brine_result brine_conn_set_session(brine_conn *conn,
                                                             brine_session *session);

/*
 * The application's own pointer, which the config's callbacks get with what concerns this
 * connection (`connection_context` of brine_verify_request, brine_identity_request,
 * brine_trace_event and brine_key_log_line), beside the config's context. Before the first
 * brine_conn_send only, so that no callback can miss it (else BRINE_ERROR_WRONG_STATE); a stream
 * has it in its options. Borrowed: what it points to must outlive the connection. NULL = none.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_set_context(brine_conn *conn, void *context);
/* That pointer; NULL when none was set. */
BRINE_API void *brine_conn_context(const brine_conn *conn);

/* What brine_conn_receive did. A program begins with BRINE_NOTHING_RECEIVED. */
typedef struct brine_received {
    size_t consumed;    /* bytes at the front of buf that are spent; the caller drops them */
    uint8_t *data;      /* plaintext inside the consumed part, valid as long as buf is */
    size_t data_len;    /* 0 = none: normal */
    size_t missing;     /* bytes that the record at hand still lacks; 0 = the next call may go on at
                           once */
    size_t reserved[4]; /* room for members of later versions; 0 */
} brine_received;

/* What a brine_received is before a call fills it, in C and in C++. */
#define BRINE_NOTHING_RECEIVED                                                                     \
    {                                                                                              \
        0, NULL, 0, 0,                                                                             \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }

/*
 * Takes what the transport brought: buf[0..len), which the call may overwrite as far as
 * it consumes; the rest stays untouched. At most one record of application data a call:
 * call again with what is left until consumed is 0. A buffer of BRINE_RECORD_MAX bytes
 * can hold any record. Never needs room for output: what there is to send waits for
 * brine_conn_send (see BRINE_CONN_OUTPUT_PENDING).
 *
 * During the call buf may hold plaintext that is not verified yet (see brine_aead in
 * provider.h): no other thread may read it.
 *
 * BRINE_OK; BRINE_CLOSED once the server's close_notify is in, which implies a finished
 * handshake: one that comes before the server's Finished is BRINE_ERROR_ENDED_IN_HANDSHAKE.
 * WANT_SIGNATURE or WANT_VERDICT while it waits for one and nothing could be consumed.
 * BRINE_ERROR_WRONG_STATE when brine_conn_close came before ClientHello. Else an error.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_receive(brine_conn *conn, uint8_t *buf, size_t len,
                                                         brine_received *received);
/*
 * The transport ended. BRINE_OK when close_notify had come, BRINE_ERROR_TRUNCATED when it
 * had not, BRINE_ERROR_ENDED_IN_HANDSHAKE before the server's Finished.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_receive_end(brine_conn *conn);

/*
 * Makes records in out[0..cap): first what the protocol has to say (handshake flight or
 * alert), then up to n bytes of data. *made receives the bytes made, to be sent in this
 * order; *taken those of data (taken may be NULL). With n == 0 it drains what the protocol has to
 * say. out must not overlap data. With cap under BRINE_SEND_CAP_MIN it may make no progress
 * (BRINE_ERROR_BUFFER_TOO_SMALL when it has to).
 *
 * Data before the connection is writable is BRINE_OK with nothing taken; after
 * close_notify either way BRINE_CLOSED; while an error waits to be told, the alert is
 * made and the error returned.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_send(brine_conn *conn, uint8_t *out, size_t cap,
                                                      const void *data, size_t n, size_t *made,
                                                      size_t *taken);
/*
 * Bytes of `out` that n bytes of data need at most, records and headers included; SIZE_MAX when
 * a size_t can't hold that.
 */
BRINE_API size_t brine_conn_sealed_size(const brine_conn *conn, size_t n);

/* Bits of brine_conn_state. */
typedef enum brine_conn_bit {
    BRINE_CONN_READABLE = 1, /* the server is authenticated and its Finished verified */
    BRINE_CONN_WRITABLE = 2, /* brine_conn_send takes data (with False Start before READABLE) */
    BRINE_CONN_OUTPUT_PENDING = 4, /* brine_conn_send with n == 0 would make bytes */
    BRINE_CONN_WAIT_SIGNATURE = 8,
    BRINE_CONN_WAIT_VERDICT = 16,
    BRINE_CONN_CLOSED = 32, /* close_notify received or sent, or failed */
} brine_conn_bit;
BRINE_API unsigned brine_conn_state(const brine_conn *conn);

/*
 * Queues close_notify (RFC 5246 section 7.2.1), after which nothing more is sent, not even the
 * rest of a handshake. Twice is no error.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_close(brine_conn *conn);

/*
 * Ends the connection as an error of the application's: from BRINE_OK on, every call returns
 * BRINE_ERROR_ABORTED, no plaintext comes any more, the config's cache forgets the session (RFC
 * 5246 section 7.2.2), and brine_conn_send makes the alert, once. No alert is made before
 * ClientHello or after close_notify.
 *
 * alert is one that TLS lets a client send as an error; the server takes it for the reason:
 * unexpected_message, bad_record_mac, record_overflow, handshake_failure, bad_certificate,
 * unsupported_certificate, certificate_revoked, certificate_expired, certificate_unknown,
 * illegal_parameter, unknown_ca, access_denied, decode_error, decrypt_error, protocol_version,
 * internal_error, unsupported_extension, bad_certificate_status_response or
 * no_application_protocol. Others are BRINE_ERROR_INVALID_ARGUMENT: close_notify
 * (brine_conn_close sends it), warnings, which end nothing, those that RFC 5246 section 7.2.2
 * forbids to send, and those that only a server has a reason for.
 *
 * On a connection that has failed nothing changes, and its error is returned.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_abort(brine_conn *conn, brine_alert alert);

/* ---- A client key that lives elsewhere, a verdict that takes time ---- */

typedef struct brine_signature_request {
    uint16_t scheme;      /* SignatureScheme that the signature must have */
    brine_hash_id hash;   /* of the digest */
    brine_bytes digest;   /* empty for Ed25519, which signs the message */
    brine_bytes message;  /* all handshake messages so far (RFC 5246 section 7.4.8) */
    uint64_t reserved[4]; /* room for members of later versions; 0 */
} brine_signature_request;
/* In state WAIT_SIGNATURE. The slices live until brine_conn_signature or brine_conn_free. */
BRINE_MUST_USE BRINE_API brine_result
brine_conn_signature_request(const brine_conn *conn, brine_signature_request *request);
/* The answer, at most BRINE_SIGNATURE_MAX bytes; NULL = can't sign, which ends the handshake. */
BRINE_MUST_USE BRINE_API brine_result brine_conn_signature(brine_conn *conn,
                                                           const uint8_t *signature, size_t len);
/*
 * In state WAIT_VERDICT: ACCEPT, or REFUSE with the alert to send. One that brine_conn_abort would
 * not take counts as certificate_unknown.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_verdict(brine_conn *conn, brine_verdict verdict,
                                                         brine_alert alert);

/* ---- Facts ---- */

/*
 * Schemes in either list of brine_facts: servers that name more than 16 leave none of ours out.
 * Part of the ABI: it never changes.
 */
#define BRINE_FACTS_SCHEMES 16

/* Strings are static or live as long as the connection. Zero and "" until known. */
typedef struct brine_facts {
    size_t size;         /* bytes of the struct that are filled: see brine_conn_facts */
    const char *version; /* "TLSv1.2" */
    uint16_t suite_id;
    const char *suite; /* IANA's name */
    const char *aead_implementation;
    /*
     * Of the handshake that made the master secret: when resumed, of the original one.
     * BRINE_GROUP_NONE and 0 with RSA key exchange, which has no ServerKeyExchange.
     */
    brine_group_id group_id;
    const char *group;         /* "" also when the provider lacks the group of a resumed session */
    uint16_t signature_scheme; /* of ServerKeyExchange */
    const char *signature_scheme_name;
    /* The protocol that the server chose: bytes, for people through brine_foreign_text; empty =
     * none. */
    brine_bytes alpn;
    bool resumed;
    bool extended_master_secret;
    bool false_start; /* the application could write before the server's Finished */
    /*
     * The next three say after an error, too, how far the server came. Verified is its Finished
     * (RFC 5246 section 7.4.9); without it, what the handshake showed may be an attacker's.
     */
    bool finished_verified;
    bool certificate_requested; /* CertificateRequest came (section 7.4.4) */
    uint32_t hello_requests;    /* that came, in the handshake and since (section 7.4.1.1) */
    bool client_certificate_sent;
    brine_client_certificate client_certificate;
    /*
     * With NO_SCHEME: the SignatureSchemes that the server takes, and those that our identities'
     * keys can make; the first BRINE_FACTS_SCHEMES of each. Zeros follow. See
     * brine_signature_scheme_name.
     */
    uint16_t requested_schemes[BRINE_FACTS_SCHEMES];
    uint16_t identity_schemes[BRINE_FACTS_SCHEMES];
    size_t max_fragment_length; /* agreed plaintext bytes a record, 16384 by default */
    /*
     * What the connection's keys have protected so far, counted as brine_aead.blocks_limit
     * (provider.h) does, the alert about a failure left out. A record that would exceed the limit
     * is neither sent nor accepted: BRINE_ERROR_KEY_SPENT. UINT64_MAX = no limit.
     */
    uint64_t blocks_sent;
    uint64_t blocks_received;
    uint64_t blocks_limit; /* in each direction */
} brine_facts;
/*
 * Fills the first size bytes of *out: size is sizeof(brine_facts) as the program was compiled.
 * out->size tells how many of them this library knows; those behind are 0.
 */
BRINE_API void brine_conn_facts(const brine_conn *conn, brine_facts *out, size_t size);

/*
 * What the server showed. During the handshake and after it failed, always; afterwards
 * only with brine_config_keep_peer (also when resumed, as the original handshake had it, if
 * its session keeps that).
 * Slices live until the next call that changes the connection, and with keep_peer as long
 * as the connection. chain receives at most cap entries; returns how many there are.
 */
BRINE_API size_t brine_conn_peer_chain(const brine_conn *conn, brine_bytes *chain, size_t cap);
BRINE_API brine_bytes brine_conn_peer_staple(const brine_conn *conn);
BRINE_API brine_bytes brine_conn_peer_scts(const brine_conn *conn);

/*
 * The path in which the server's certificate was verified: path receives at most cap certificates,
 * the server's first and the trust anchor last, and *count how many there are,
 * BRINE_PATH_LENGTH_MAX at most. path may be NULL when cap is 0. The slices live as long as the
 * connection.
 *
 * Needs brine_config_keep_peer, and answers from READABLE on, also after the end of the
 * connection, as brine_conn_session does. Of a resumed connection it is the path of the handshake
 * that made the session. BRINE_ERROR_NOT_AVAILABLE else, with the reason in error: the server is
 * not authenticated, nothing was kept, or the config skips the chain, and so there is no path.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_peer_path(const brine_conn *conn,
                                                           brine_bytes *path, size_t cap,
                                                           size_t *count, brine_error *error);

/*
 * The channel binding tls-server-end-point (RFC 5929 section 4), as SCRAM and GSS-API ask for it:
 * the hash of the server's certificate by the hash function of its signature, SHA-256 in the place
 * of MD5 and SHA-1. Writes *len bytes to out, 64 at most; BRINE_ERROR_BUFFER_TOO_SMALL when cap is
 * less.
 *
 * Needs what brine_conn_peer_path needs, but for the path. BRINE_ERROR_NOT_AVAILABLE, with the
 * reason in error, also when the signature has no hash function of its own (Ed25519) or one that
 * brine or the provider does not have. There is no tls-unique: without extended_master_secret it
 * binds to nothing (RFC 7627 section 1), and with it brine_conn_export serves.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_tls_server_end_point(const brine_conn *conn,
                                                                      uint8_t *out, size_t cap,
                                                                      size_t *len,
                                                                      brine_error *error);

/* A copy of the sticky error; code BRINE_OK when there is none. */
BRINE_API void brine_conn_error(const brine_conn *conn, brine_error *out);

/*
 * The session that this connection made, renewed or resumed, for saving; a hold of the caller's.
 * From the server's Finished on (on a stream brine_stream_authenticate waits for it), also after
 * the end of the connection, if that was close_notify, ours or the server's, or
 * BRINE_ERROR_TRUNCATED: an end without close_notify makes no session unusable (RFC 5246
 * section 7.2.1). After any other error, before Finished, or when the server gave none
 * BRINE_ERROR_NOT_AVAILABLE, with the reason in error (or NULL): the connection goes on.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_session(const brine_conn *conn,
                                                         brine_session **out, brine_error *error);

/*
 * Exported keying material (RFC 5705): len bytes for a label; context NULL = none, which
 * differs from an empty one. Once READABLE: with False Start that is later than WRITABLE, see
 * brine_stream_authenticate. Without extended_master_secret it is refused
 * with BRINE_ERROR_NOT_AVAILABLE, since the result would not be bound to this connection
 * (RFC 7627 section 5.4), and so it is before READABLE and after an error. A context of more than
 * 65,535 bytes is BRINE_ERROR_INVALID_ARGUMENT. error (or NULL) has the reason: the connection
 * goes on.
 */
BRINE_MUST_USE BRINE_API brine_result brine_conn_export(const brine_conn *conn, const char *label,
                                                        const brine_bytes *context, uint8_t *out,
                                                        size_t len, brine_error *error);

#ifdef __cplusplus
}
#endif

#endif
