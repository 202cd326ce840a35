/* How the files of the scripted server call each other; tests need none of it. */
#ifndef BRN_PEER_SERVER_H
#define BRN_PEER_SERVER_H

#include "support/peer/peer.h"

/* ---- output.c: records ---- */

/* One record; version 0 = TLS 1.2. */
void peer_output_record(peer *p, uint8_t type, uint16_t version, bool in_plaintext,
                        peer_slice plaintext);
/* A handshake message, fragmented and packed as config and script want it. */
void peer_output_message(peer *p, peer_target target, peer_slice message);
/* ChangeCipherSpec; the keys stay as they are. */
void peer_output_change_cipher_spec(peer *p);
/* Sends what was packed. */
void peer_output_flush(peer *p);
void peer_output_insertion(peer *p, const peer_rule *rule);
/* Adds a message of the server's to the transcript, unless its flight is over. */
void peer_hash_message(peer *p, peer_slice message);
/* Deterministic bytes. */
void peer_random(peer *p, uint8_t *out, size_t len);

/* ---- messages.c: what the server says ---- */

void peer_build(peer *p, peer_target target, peer_bytes *message);
/* verify_data of RFC 5246 section 7.4.9 over the transcript as it is now. */
void peer_verify_data(const peer *p, const char *label, uint8_t out[12]);

/* ---- flight.c: in which order ---- */

void peer_emit(peer *p, peer_target target);
void peer_first_flight(peer *p);
void peer_last_flight(peer *p);

/* ---- negotiate.c: what the two agree on ---- */

/* Chooses everything after a ClientHello; says what stands in the way, or NULL. */
const char *peer_negotiate(peer *p, uint8_t *alert);
void peer_remember_session(peer *p, bool is_ticket, peer_slice key);
void peer_derive_master(peer *p, peer_slice premaster);
void peer_derive_keys(peer *p);

/* ---- server.c ---- */

/* Notes the client's fault and sends a fatal alert. */
void peer_refuse(peer *p, uint8_t alert, const char *fault);
/* Says what is left to say once the client's Finished is in. */
void peer_finish(peer *p);
/* One handshake message of the client's, header included. */
void peer_take_message(peer *p, peer_slice message);

#endif
