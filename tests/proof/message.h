/*
 * Contracts of handshake/codec/message.h and handshake/codec/, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_MESSAGE_H
#define BRINE_TESTS_PROOF_MESSAGE_H

#include "handshake/codec/bad_field.h"
#include "handshake/codec/message.h"
#include "proof/reader.h"
#include "proof/writer.h"

/*@ requires \valid(field);
    assigns *field;
    ensures \result == BRINE_ERROR_DECODE; */
static inline brine_result brn_bad_field(const char **field, const char *name);

/*@ assigns \nothing; */
static const char *find_name(unsigned type);

/*@ assigns \nothing; */
bool brn_message_is_known(unsigned type);

/*@ assigns \nothing;
    ensures \result != \null; */
const char *brn_message_name(unsigned type);

/*@ requires readable(body.at, body.left) && \valid(out) && \valid(field);
    requires \separated(out, field);
    assigns *out, *field; */
brine_result brn_decode_server_hello(brn_reader body, brn_server_hello *out, const char **field);

/*@ requires readable(body.at, body.left) && \valid(certificate_list);
    requires \valid(count) && \valid(field);
    requires \separated(certificate_list, count, field);
    assigns *certificate_list, *count, *field;
    ensures \result == BRINE_OK ==>
      readable(certificate_list->data, certificate_list->len) &&
      certificate_list->len < body.left; */
brine_result brn_decode_certificate(brn_reader body, brine_bytes *certificate_list, size_t *count,
                                    const char **field);

/*@ predicate foreign(brn_writer *w, brine_bytes bytes) =
      readable(bytes.data, bytes.len) &&
      (bytes.len > 0 && w->cap > 0 ==>
       \separated(bytes.data + (0 .. bytes.len - 1), w->start + (0 .. w->cap - 1))); */

/*@ requires writes(w) && foreign(w, certificate_list);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w); */
void brn_encode_certificate(brn_writer *w, brine_bytes certificate_list);

/*@ requires readable(body.at, body.left) && \valid(out) && \valid(field);
    requires \separated(out, field);
    assigns *out, *field;
    ensures \result == BRINE_OK ==>
      out->response.len > 0 && readable(out->response.data, out->response.len); */
brine_result brn_decode_certificate_status(brn_reader body, brn_certificate_status *out,
                                           const char **field);

/*@ requires readable(body.at, body.left) && \valid(out) && \valid(field);
    requires \separated(out, field);
    assigns *out, *field;
    ensures \result == BRINE_OK && out->curve_type == 3 ==>
      out->point.len > 0 && readable(out->point.data, out->point.len) &&
      readable(out->params.data, out->params.len) &&
      readable(out->signature.data, out->signature.len); */
brine_result brn_decode_server_key_exchange(brn_reader body, brn_server_key_exchange *out,
                                            const char **field);

/*@ requires readable(body.at, body.left) && \valid(out) && \valid(field);
    requires \separated(out, field);
    assigns *out, *field; */
brine_result brn_decode_certificate_request(brn_reader body, brn_certificate_request *out,
                                            const char **field);

/*@ requires readable(body.at, body.left) && \valid(out) && \valid(field);
    requires \separated(out, field);
    assigns *out, *field;
    ensures \result == BRINE_OK ==> readable(out->ticket.data, out->ticket.len); */
brine_result brn_decode_new_session_ticket(brn_reader body, brn_new_session_ticket *out,
                                           const char **field);

/*@ requires writes(w) && foreign(w, encrypted_premaster);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w); */
void brn_encode_client_key_exchange_rsa(brn_writer *w, brine_bytes encrypted_premaster);

/*@ requires writes(w) && foreign(w, point);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w); */
void brn_encode_client_key_exchange_ecdh(brn_writer *w, brine_bytes point);

/*@ requires writes(w) && foreign(w, signature);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w); */
void brn_encode_certificate_verify(brn_writer *w, uint16_t scheme, brine_bytes signature);

#endif
