/*
 * The server's next message, as far as it has come: its bytes lie at the end of the block.
 */
#ifndef BRN_HANDSHAKE_INCOMING_H
#define BRN_HANDSHAKE_INCOMING_H

#include "handshake/state.h"

typedef struct brn_incoming {
    bool there;  /* its type has come */
    bool headed; /* its length too */
    bool whole;
    unsigned type;
    uint32_t length; /* of the body, in bytes */
    brn_reader body; /* once it is whole */
    size_t size;     /* header included */
} brn_incoming;

/*
 * The first message behind hs->parsed that is no HelloRequest. Whole HelloRequests before it
 * are taken out of the block; one that is not empty or one too many is an error.
 */
BRINE_MUST_USE brine_result brn_incoming_find(brn_handshake *hs, brn_incoming *out);

/*
 * Judges the length as soon as the header has come: what is too long is not waited for, and for
 * the rest there will be room.
 */
BRINE_MUST_USE brine_result brn_incoming_check_length(brn_handshake *hs, const brn_incoming *in);

/*
 * The type of the message to which the first byte of data belongs, bytes that would come behind
 * the block: the one that has begun, or the one that begins there.
 */
unsigned brn_incoming_type(const brn_handshake *hs, const uint8_t *data);

#endif
