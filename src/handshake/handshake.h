/*
 * The handshake state machine, from ClientHello to Finished, as the engine sees it.
 *
 * It reads bytes of handshake messages, makes messages, and says which keys to use; it
 * knows nothing of records or of sockets. What is inside is in `state.h`, for this floor alone.
 */
#ifndef BRN_HANDSHAKE_HANDSHAKE_H
#define BRN_HANDSHAKE_HANDSHAKE_H

#include "config/config.h"
#include "config/peer.h"
#include "handshake/key_schedule.h"
#include "record/protection.h"
#include "x509/path/server_name.h"

#include <brine/conn.h>

typedef struct brn_handshake brn_handshake;

/* The server's name, or none, is copied; config must outlive the handshake. */
BRINE_MUST_USE brine_result brn_handshake_new(const brine_config *config,
                                              const brn_server_name *name, brn_handshake **out);
/* Wipes and frees; NULL is allowed. */
void brn_handshake_free(brn_handshake *hs);

/* What the engine knows of a connection when it begins. */
typedef struct brn_beginning {
    void *connection_context; /* for the config's callbacks */
    uint16_t port;
    brine_session *session; /* to offer, the handshake's from now on; NULL = none */
} brn_beginning;

/* Before the first advance. */
void brn_handshake_begin(brn_handshake *hs, const brn_beginning *beginning);

/*
 * Goes as far as it can: BRINE_OK when it needs bytes or is complete, WANT_SIGNATURE or
 * WANT_VERDICT when the application has to answer, else an error, told by brn_handshake_explain.
 * The first call makes ClientHello.
 */
BRINE_MUST_USE brine_result brn_handshake_advance(brn_handshake *hs);
/* Takes what a record of type handshake held, and goes on. len is not 0. */
BRINE_MUST_USE brine_result brn_handshake_receive(brn_handshake *hs, const uint8_t *data,
                                                  size_t len);
/* A ChangeCipherSpec record came. After BRINE_OK the caller reads with the keys it takes. */
BRINE_MUST_USE brine_result brn_handshake_change_cipher_spec(brn_handshake *hs,
                                                             brn_reader fragment);
/* After an error: wipes secrets and keys, and drops what waits to be sent. The facts stay. */
void brn_handshake_abandon(brn_handshake *hs);

/* ---- Keys: handed over once; *out is overwritten, and the caller's to clear ---- */

void brn_handshake_take_read_keys(brn_handshake *hs, brn_protection *out);
void brn_handshake_take_write_keys(brn_handshake *hs, brn_protection *out);

/* ---- What waits to be sent ---- */

/* Handshake messages that share a key, or a ChangeCipherSpec. */
typedef struct brn_output {
    brn_content_type type;
    brine_bytes bytes; /* until the next call that is not const */
} brn_output;

/* The first that waits; false when there is none. */
bool brn_handshake_next_output(const brn_handshake *hs, brn_output *out);
/* len bytes of the first are sent. */
void brn_handshake_output_sent(brn_handshake *hs, size_t len);

/* ---- Questions to the application ---- */

/* BRINE_WANT_SIGNATURE or BRINE_WANT_VERDICT while the handshake waits for it, else BRINE_OK. */
brine_result brn_handshake_waiting_for(const brn_handshake *hs);
/* While it waits for a signature; slices live until the answer. */
brine_signature_request brn_handshake_signature_request(const brn_handshake *hs);
/* While it waits. Goes on as brn_handshake_advance does. NULL data = the signer refuses. */
BRINE_MUST_USE brine_result brn_handshake_answer_signature(brn_handshake *hs,
                                                           brine_bytes signature);
/* While it waits. Goes on likewise. alert counts when the verdict is to refuse. */
BRINE_MUST_USE brine_result brn_handshake_answer_verdict(brn_handshake *hs, brine_verdict verdict,
                                                         brine_alert alert);

/* ---- How it stands ---- */

typedef struct brn_progress {
    bool version_settled;       /* ServerHello has come */
    bool writable;              /* the application may write */
    bool complete;              /* the server's Finished is verified */
    size_t max_fragment_length; /* agreed; 0 = not */
} brn_progress;

brn_progress brn_handshake_progress(const brn_handshake *hs);
/* What brine_conn_facts says of it; what it does not know is empty. */
brine_facts brn_handshake_facts(const brn_handshake *hs);
/* What the server showed so far, or showed when the resumed session was made. */
brn_peer_parts brn_handshake_peer(const brn_handshake *hs);

/* What a complete handshake leaves behind; everything is the handshake's own. */
typedef struct brn_outcome {
    const brn_offered_suite *suite;
    const brn_randoms *randoms;
    const uint8_t *master_secret; /* BRN_MASTER_SECRET_SIZE bytes */
    brine_session *session;       /* NULL = none */
    bool session_made;            /* it was not there before, or has a new ticket */
    brn_peer *peer;               /* NULL = not kept */
    unsigned hello_requests;      /* that came on the way */
    brn_reader rest;              /* bytes that followed Finished in its record */
} brn_outcome;

brn_outcome brn_handshake_outcome(const brn_handshake *hs);

/* ---- What connections ask on the way and after an error ---- */

const char *brn_handshake_server_name(const brn_handshake *hs);      /* NULL = none */
const brine_session *brn_handshake_offered(const brn_handshake *hs); /* NULL = none */
/* The alert of a verify hook that refused; BRINE_ALERT_none when none did. */
brine_alert brn_handshake_refusal(const brn_handshake *hs);
/* What failed; its step is the message at hand, also while nothing has failed. */
const brn_failure *brn_handshake_failure(const brn_handshake *hs);
/* Fills error with the sentence of that failure. */
void brn_handshake_explain(const brn_handshake *hs, brine_error *error);

#endif
