#include "handshake/incoming.h"

#include "handshake/trace.h"

/* Longest body that a message of the server may have here. */
static size_t longest(unsigned type)
{
    switch (type) {
    case BRN_CERTIFICATE:
    case BRN_CERTIFICATE_STATUS:
    case BRN_CERTIFICATE_REQUEST:
    case BRN_NEW_SESSION_TICKET:
        return BRINE_HANDSHAKE_MESSAGE_MAX;
    default:
        return BRINE_HANDSHAKE_SMALL_MESSAGE_MAX;
    }
}

static brn_incoming peek(const brn_handshake *hs)
{
    const brn_transcript *t = &hs->transcript;
    brn_incoming in = {.there = false};
    brine_bytes body;
    brn_reader r;
    uint8_t type;

    if (hs->parsed == t->len)
        return in; /* before ClientHello there is not even a block */
    r = brn_reader_at(t->block + hs->parsed, t->len - hs->parsed);
    in.there = brn_read_u8(&r, &type);
    in.type = in.there ? type : 0;
    in.headed = in.there && brn_read_u24(&r, &in.length);
    in.whole = in.headed && brn_read_bytes(&r, in.length, &body);
    if (in.whole) {
        in.body = brn_reader_of(body);
        in.size = BRN_MESSAGE_HEADER_SIZE + in.length;
    }
    return in;
}

brine_result brn_incoming_check_length(brn_handshake *hs, const brn_incoming *in)
{
    if (!in->headed)
        return BRINE_OK;
    if (in->length <= longest(in->type)) {
        brn_transcript_expect(&hs->transcript, hs->parsed + BRN_MESSAGE_HEADER_SIZE + in->length);
        return BRINE_OK;
    }
    hs->failure.step = brn_message_name(in->type);
    return brn_note_numbers(&hs->failure, BRINE_ERROR_MESSAGE_TOO_LONG, hs->failure.step,
                            in->length, longest(in->type));
}

/*
 * "This message will be ignored by the client if the client is currently negotiating a
 * session" (RFC 5246 section 7.4.1.1), and it is no part of the transcript.
 */
static brine_result ignore_hello_request(brn_handshake *hs, const brn_incoming *in)
{
    if (in->length != 0) {
        hs->failure.step = brn_message_name(BRN_HELLO_REQUEST);
        return brn_note_numbers(&hs->failure, BRINE_ERROR_DECODE, NULL, in->length, 0);
    }
    if (++hs->hello_requests > BRINE_HELLO_REQUESTS_MAX)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_TOO_MANY_HELLO_REQUESTS, NULL,
                                hs->hello_requests, BRINE_HELLO_REQUESTS_MAX);
    brn_trace_message(hs, false, BRN_HELLO_REQUEST, (brine_bytes){NULL, 0});
    brn_transcript_remove(&hs->transcript, hs->parsed, in->size);
    return BRINE_OK;
}

brine_result brn_incoming_find(brn_handshake *hs, brn_incoming *out)
{
    for (;;) {
        brine_result result;

        *out = peek(hs);
        if (!out->headed || out->type != BRN_HELLO_REQUEST)
            return BRINE_OK;
        result = ignore_hello_request(hs, out);
        if (result != BRINE_OK)
            return result;
    }
}

unsigned brn_incoming_type(const brn_handshake *hs, const uint8_t *data)
{
    brn_incoming in = peek(hs);

    return in.there ? in.type : data[0];
}
