/*
 * The handshake as a table: RFC 5246 figures 1 and 2, one row per message.
 */
#ifndef BRN_HANDSHAKE_FLOW_H
#define BRN_HANDSHAKE_FLOW_H

#include "handshake/state.h"

typedef enum brn_actor {
    BRN_CLIENT_SENDS,
    BRN_SERVER_SENDS,
    BRN_CLIENT_DOES,    /* no message: something that happens between two */
    BRN_FLOW_CONTINUES, /* in another table */
    BRN_FLOW_ENDS,
} brn_actor;

typedef enum brn_presence {
    BRN_ALWAYS,
    BRN_IF,     /* exactly when `when` says so */
    BRN_MAY_IF, /* when `when` says so it may come, or not */
} brn_presence;

typedef struct brn_flow_row {
    brn_actor actor;
    brn_message_type message;
    brn_presence presence;
    bool (*when)(const brn_handshake *hs); /* NULL = true */
    /* One of them, by actor. A client's ChangeCipherSpec, which is no handshake message, has act.
     */
    union {
        brine_result (*make)(brn_handshake *hs, brn_writer *body);
        brine_result (*handle)(brn_handshake *hs, brn_reader body);
        brine_result (*act)(brn_handshake *hs);
        const struct brn_flow_row *next;
    };
    /* Room that make needs, in bytes; NULL = BRN_MESSAGE_ROOM. */
    size_t (*room)(const brn_handshake *hs);
} brn_flow_row;

/* Enough for CertificateVerify; messages that are seldom so long say what they need. */
#define BRN_MESSAGE_ROOM (BRINE_SIGNATURE_MAX + 16)

extern const brn_flow_row brn_full_flow[];
/* What follows a ServerHello that resumes a session. */
extern const brn_flow_row brn_resumed_flow[];

/* ---- What the rows call, each in the file of its name ---- */

size_t brn_client_hello_room(const brn_handshake *hs);
brine_result brn_make_client_hello(brn_handshake *hs, brn_writer *w);
brine_result brn_handle_server_hello(brn_handshake *hs, brn_reader body);
brine_result brn_handle_certificate(brn_handshake *hs, brn_reader body);
brine_result brn_handle_certificate_status(brn_handshake *hs, brn_reader body);
brine_result brn_authenticate_server(brn_handshake *hs);
brine_result brn_judge_resumption(brn_handshake *hs);
brine_result brn_await_verdict(brn_handshake *hs);
brine_result brn_handle_server_key_exchange(brn_handshake *hs, brn_reader body);
brine_result brn_handle_certificate_request(brn_handshake *hs, brn_reader body);
brine_result brn_handle_server_hello_done(brn_handshake *hs, brn_reader body);
size_t brn_client_certificate_room(const brn_handshake *hs);
brine_result brn_make_client_certificate(brn_handshake *hs, brn_writer *w);
size_t brn_client_key_exchange_room(const brn_handshake *hs);
brine_result brn_make_client_key_exchange(brn_handshake *hs, brn_writer *w);
brine_result brn_derive_master_secret(brn_handshake *hs);
brine_result brn_derive_keys(brn_handshake *hs);
brine_result brn_make_certificate_verify(brn_handshake *hs, brn_writer *w);
brine_result brn_send_change_cipher_spec(brn_handshake *hs);
size_t brn_finished_room(const brn_handshake *hs);
brine_result brn_make_finished(brn_handshake *hs, brn_writer *w);
brine_result brn_allow_false_start(brn_handshake *hs);
brine_result brn_handle_new_session_ticket(brn_handshake *hs, brn_reader body);
brine_result brn_handle_change_cipher_spec(brn_handshake *hs, brn_reader body);
brine_result brn_handle_finished(brn_handshake *hs, brn_reader body);
brine_result brn_complete(brn_handshake *hs);

#endif
