/*
 * The inside of a brine_conn: where record layer and handshake are joined.
 *
 * Once the handshake is over, its block is gone and what stays here fits in 2 KiB with the
 * two AEAD states; nothing is allocated from then on.
 */
#ifndef BRN_CONN_CONN_H
#define BRN_CONN_CONN_H

#include "config/session.h"
#include "handshake/codec/message.h"
#include "handshake/handshake.h"
#include "record/alert.h"
#include "record/protection.h"

#include <brine/conn.h>

struct brine_conn {
    brine_config *config; /* held */
    brn_handshake *hs;    /* NULL once it is over and all of it is sent */
    brn_protection read, write;

    /* How it stands. */
    brine_result failure; /* the sticky one; BRINE_OK = none */
    brn_failure noted;    /* its facts, but for what the handshake noted itself */
    bool started;         /* ClientHello is made */
    unsigned forks;       /* brn_process_forks then */
    bool received_any;    /* the peer has sent something */
    bool settled_version; /* ServerHello has come */
    bool writable;
    bool readable;
    bool close_wanted, close_sent, close_received;

    /* What may be the cause of an end: see cause.c. */
    bool sent_early;            /* application data, before the server's Finished */
    bool answered;              /* the server has sent application data */
    bool renegotiation_refused; /* since then it asked for a new handshake */

    /* What is to be told, as bits: receive never needs room for output. */
    bool no_renegotiation_wanted;
    brine_alert alert_chosen; /* of brine_conn_abort */
    brine_alert alert_wanted; /* the last thing that is sent; BRINE_ALERT_none = nothing */
    brine_alert alert_sent, alert_received;

    /* Floods. */
    unsigned empty_records, warnings, hello_requests;
    uint8_t message_header[BRN_MESSAGE_HEADER_SIZE]; /* of a message after the handshake */
    size_t message_header_len;

    /* Facts. */
    brine_facts facts;
    const brn_offered_suite *suite; /* NULL until the handshake is complete */
    size_t plaintext_max;           /* in a record, either way */
    uint8_t master_secret[BRN_MASTER_SECRET_SIZE];
    brn_randoms randoms;
    brine_session *session; /* to offer, then what was made or resumed; NULL = none */
    brn_peer *peer;
    uint16_t port;
    void *context; /* the application's, for callbacks */
};

/* ---- fail.c ---- */

/*
 * The first error is final: decides what the peer is told, wipes. Returns code, but for a copy
 * (copy.h) BRINE_ERROR_WRONG_STATE. Its facts, if there are any, are in conn->noted already.
 */
brine_result brn_conn_fail(brine_conn *conn, brine_result code);
#define brn_conn_fail_name(conn, code, name) brn_conn_fail_named(conn, code, BRN_WORDS(name))
#define brn_conn_fail_numbers(conn, code, name, found, expected)                                   \
    brn_conn_fail_numbered(conn, code, BRN_WORDS(name), found, expected)
brine_result brn_conn_fail_named(brine_conn *conn, brine_result code, const char *name);
brine_result brn_conn_fail_numbered(brine_conn *conn, brine_result code, const char *name,
                                    uint64_t found, uint64_t expected);

/* ---- drive.c ---- */

/* Makes ClientHello if that has not happened yet. */
BRINE_MUST_USE brine_result brn_conn_start(brine_conn *conn);
/* After anything that may have moved the handshake; result is what it returned. */
BRINE_MUST_USE brine_result brn_conn_after_handshake(brine_conn *conn, brine_result result);
/* Frees the handshake once it is complete and all of it is sent. */
void brn_conn_release_handshake(brine_conn *conn);

/* ---- state.c ---- */

/* BRINE_WANT_SIGNATURE or BRINE_WANT_VERDICT while the application has to answer, else BRINE_OK. */
brine_result brn_conn_waiting_for(const brine_conn *conn);
/*
 * Whether the server is authenticated and nothing has failed since, but that the transport ended
 * without close_notify: since TLS 1.1 that alone makes a session no less resumable (RFC 5246
 * section 7.2.1).
 */
bool brn_conn_is_authenticated(const brine_conn *conn);
/* Whether handshake messages or a ChangeCipherSpec wait to be sent. */
bool brn_conn_flight_is_pending(const brine_conn *conn);

/* ---- alerts.c ---- */

/* One alert that came. BRINE_CLOSED after close_notify, an error after a fatal one. */
BRINE_MUST_USE brine_result brn_conn_handle_alert(brine_conn *conn, brn_reader fragment);
/* Tells the config's trace of an alert. */
void brn_conn_trace_alert(const brine_conn *conn, bool sent, brn_alert alert);

/* ---- late_message.c ---- */

/* Handshake messages after the handshake: only HelloRequest may come. */
BRINE_MUST_USE brine_result brn_conn_handle_late_message(brine_conn *conn, brn_reader fragment);

/* ---- not_available.c ---- */

/*
 * Fills the caller's error, which may be NULL, with a sentence of the call's own and advice for it
 * (the list's would lead to a header), and returns BRINE_ERROR_NOT_AVAILABLE.
 */
#define brn_conn_not_available(error, step, why, advice)                                           \
    brn_conn_not_available_because(error, step, BRN_WORDS(why), BRN_WORDS(advice))
brine_result brn_conn_not_available_because(brine_error *error, const char *step, const char *why,
                                            const char *advice);
/* Likewise where the connection is not readable: it is too early, or it failed. */
brine_result brn_conn_not_authenticated(const brine_conn *conn, brine_error *error,
                                        const char *step);

/* ---- facts.c ---- */

/* What brine_conn_facts says now, but for the size. */
brine_facts brn_conn_facts_now(const brine_conn *conn);
/* Reads that into conn->facts, before its sources are wiped. */
void brn_conn_note_facts(brine_conn *conn);

#endif
