/*
 * Reads a message of the handshake for its fields.
 */
#ifndef HTTPS_GET_TRACE_READ_H
#define HTTPS_GET_TRACE_READ_H

#include "fields.h"
#include "wire.h"

/* What earlier messages said, by which later ones are understood. */
struct seen {
    uint8_t session_id[32]; /* that ClientHello offered */
    size_t session_id_length;
    size_t ticket_length; /* likewise; 0 = none */
    uint32_t suite;       /* that ServerHello chose; 0 = none yet */
    bool resumed;
};

/*
 * Adds the fields of a message to *out; of a malformed one those that could be read, and a field
 * that says so.
 */
void read_message(const brine_trace_event *event, struct seen *seen, struct fields *out);

/* One for each message with fields of its own; return false when it is malformed. */
bool read_client_hello(struct wire body, struct seen *seen, struct fields *out);
bool read_server_hello(struct wire body, struct seen *seen, struct fields *out);
bool read_certificate(struct wire body, bool sent, struct fields *out);
bool read_certificate_request(struct wire body, struct fields *out);
bool read_server_key_exchange(struct wire body, struct fields *out);

/* Adds a list of 16-bit numbers by their names; false when half of one is left. */
bool read_names(struct wire list, const char *(*name_of)(uint32_t, char *), struct fields *out,
                const char *name);

#endif
