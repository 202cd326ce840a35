/*
 * Walking the table. This is the one place that accepts or refuses a message type, and
 * the one that adds to the transcript.
 *
 * The server's messages arrive at the end of the block; `parsed` says how far they have
 * been handled. Our own are made only when everything before is handled, so the block
 * always reads as the transcript does.
 */
#include "handshake/flow.h"
#include "handshake/incoming.h"
#include "handshake/outgoing.h"
#include "handshake/trace.h"

/* The first row from `row` on that the server may be meant to send now. */
static const brn_flow_row *expected_row(const brn_handshake *hs)
{
    const brn_flow_row *row = hs->row;

    while (row->actor == BRN_SERVER_SENDS && row->presence != BRN_ALWAYS && row->when != NULL &&
           !row->when(hs))
        row++;
    return row;
}

static brine_result refuse(brn_handshake *hs, unsigned type)
{
    const brn_flow_row *row = expected_row(hs);
    const char *expected;

    while (row->presence == BRN_MAY_IF)
        row++;
    hs->failure.step = brn_message_name(type);
    expected = row->actor == BRN_SERVER_SENDS ? brn_message_name(row->message) : NULL;
    return brn_message_is_known(type)
               ? brn_note_name(&hs->failure, BRINE_ERROR_UNEXPECTED_MESSAGE, expected)
               : brn_note_numbers(&hs->failure, BRINE_ERROR_UNEXPECTED_MESSAGE, expected, type, 0);
}

/* What a step on the table came to. */
typedef enum step {
    STEP_DONE,
    STEP_SKIP,  /* the row is not taken */
    STEP_MOVED, /* hs->row is another row already */
    STEP_STOP,  /* bytes are missing */
    STEP_FAIL,
} step;

/* It is the client's turn: the server has to wait, so nothing it sent may be left unread. */
static brine_result check_nothing_unread(brn_handshake *hs)
{
    brn_incoming in;
    brine_result result = brn_incoming_find(hs, &in);

    if (result == BRINE_OK && in.there)
        result = refuse(hs, in.type);
    return result;
}

/* The type is judged before the length: what does not belong here may be of any size. */
static step handle_message(brn_handshake *hs, const brn_flow_row *row, brine_result *result)
{
    brn_incoming in;

    *result = brn_incoming_find(hs, &in);
    if (*result != BRINE_OK)
        return STEP_FAIL;
    if (!in.there || in.type == BRN_HELLO_REQUEST)
        return STEP_STOP;
    if (in.type != (unsigned)row->message) {
        if (row->presence == BRN_MAY_IF)
            return STEP_SKIP;
        *result = refuse(hs, in.type);
        return STEP_FAIL;
    }
    *result = brn_incoming_check_length(hs, &in);
    if (*result != BRINE_OK)
        return STEP_FAIL;
    if (!in.whole)
        return STEP_STOP;
    hs->failure.step = brn_message_name(in.type);
    *result = row->handle(hs, in.body);
    brn_trace_message(hs, false, in.type, (brine_bytes){in.body.at, in.body.left});
    hs->parsed += in.size;
    return *result == BRINE_OK ? STEP_DONE : STEP_FAIL;
}

/*
 * A handler may look at the transcript: it then ends with the message before the one at
 * hand, at `parsed`.
 */
static step take_step(brn_handshake *hs, const brn_flow_row *row, brine_result *result)
{
    *result = BRINE_OK;
    if (row->presence != BRN_ALWAYS && row->when != NULL && !row->when(hs))
        return STEP_SKIP;
    switch (row->actor) {
    case BRN_SERVER_SENDS:
        if (row->message == BRN_CHANGE_CIPHER_SPEC && hs->parsed == hs->transcript.len)
            return STEP_STOP; /* it comes as a record of its own */
        return handle_message(hs, row, result);
    case BRN_CLIENT_SENDS:
        *result = check_nothing_unread(hs);
        if (*result != BRINE_OK)
            return STEP_FAIL;
        hs->failure.step = brn_message_name(row->message);
        *result =
            row->message == BRN_CHANGE_CIPHER_SPEC ? row->act(hs) : brn_outgoing_make(hs, row);
        break;
    case BRN_CLIENT_DOES:
        *result = row->act(hs);
        break;
    case BRN_FLOW_CONTINUES:
        hs->row = row->next;
        return STEP_MOVED;
    case BRN_FLOW_ENDS:
        return STEP_STOP;
    }
    return *result == BRINE_OK ? STEP_DONE : STEP_FAIL;
}

brine_result brn_handshake_advance(brn_handshake *hs)
{
    for (;;) {
        brine_result result;

        switch (take_step(hs, hs->row, &result)) {
        case STEP_DONE:
        case STEP_SKIP:
            hs->row++;
            break;
        case STEP_MOVED:
            break;
        case STEP_STOP:
            return BRINE_OK;
        case STEP_FAIL:
            if (result != hs->failure.code &&
                brine_result_category(result) != BRINE_CATEGORY_STATUS)
                brn_note(&hs->failure, result); /* the code is all that is known */
            return result;
        }
    }
}

brine_result brn_handshake_receive(brn_handshake *hs, const uint8_t *data, size_t len)
{
    brine_result result = brn_transcript_append(&hs->transcript, data, len);

    if (result == BRINE_ERROR_HANDSHAKE_TOO_LONG) {
        hs->failure.step = brn_message_name(brn_incoming_type(hs, data));
        return brn_note_numbers(&hs->failure, result, NULL, hs->transcript.len + len,
                                BRINE_HANDSHAKE_MAX); /* at least */
    }
    if (result != BRINE_OK)
        return brn_note(&hs->failure, result);
    return brn_handshake_advance(hs);
}

/*
 * RFC 5246 section 7.1. No message may straddle the change of keys, so nothing may be left
 * unread before it.
 */
brine_result brn_handshake_change_cipher_spec(brn_handshake *hs, brn_reader fragment)
{
    const brn_flow_row *row = expected_row(hs);
    brine_result result;

    if (row->actor != BRN_SERVER_SENDS || row->message != BRN_CHANGE_CIPHER_SPEC ||
        hs->parsed != hs->transcript.len)
        return refuse(hs, BRN_CHANGE_CIPHER_SPEC);
    hs->failure.step = brn_message_name(BRN_CHANGE_CIPHER_SPEC);
    brn_trace_message(hs, false, BRN_CHANGE_CIPHER_SPEC, (brine_bytes){fragment.at, fragment.left});
    hs->row = row;
    result = row->handle(hs, fragment);
    if (result == BRINE_OK)
        hs->row = row + 1;
    return result;
}
