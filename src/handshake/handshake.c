/*
 * Walking the table. This is the one place that accepts or refuses a message type, and
 * the one that adds to the transcript.
 *
 * The server's messages arrive at the end of the block; `parsed` says how far they have
 * been handled. Our own are made only when everything before is handled, so the block
 * always reads as the transcript does.
 */
#include "handshake/handshake.h"

#include "base/error.h"
#include "base/memory.h"
#include "handshake/flow.h"
#include "handshake/trace.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

brine_result brn_handshake_new(const brine_config *config, const char *server_name,
                               brn_handshake **out)
{
    const brine_allocator *allocator = &config->allocator;
    brn_handshake *hs = brn_allocate_aligned(allocator, sizeof *hs, alignof(brn_handshake));

    if (hs == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    hs->config = config;
    hs->row = brn_full_flow;
    hs->step = brn_message_name(BRN_CLIENT_HELLO);
    hs->refusal = BRINE_ALERT_none;
    brn_error_clear(&hs->error);
    brn_transcript_init(&hs->transcript, allocator, config->provider);
    if (server_name != NULL) {
        hs->server_name = brn_copy_text(allocator, server_name, strlen(server_name));
        if (hs->server_name == NULL) {
            brn_handshake_free(hs);
            return BRINE_ERROR_OUT_OF_MEMORY;
        }
    }
    *out = hs;
    return BRINE_OK;
}

void brn_handshake_free(brn_handshake *hs)
{
    const brine_allocator *allocator;

    if (hs == NULL)
        return;
    allocator = &hs->config->allocator;
    if (hs->server_name != NULL)
        brn_release(allocator, hs->server_name, strlen(hs->server_name) + 1);
    brine_session_free(hs->offered);
    brine_session_free(hs->session);
    brn_peer_free(hs->peer);
    brn_protection_clear(&hs->read_keys, allocator);
    brn_protection_clear(&hs->write_keys, allocator);
    brn_release(allocator, hs->signature, BRINE_SIGNATURE_MAX);
    brn_transcript_free(&hs->transcript);
    brn_release_aligned(allocator, hs, sizeof *hs, alignof(brn_handshake));
}

brine_result brn_handshake_fail(brn_handshake *hs, brine_result code, const char *format, ...)
{
    char text[BRINE_ERROR_TEXT_SIZE];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return brn_fail(&hs->error, code, hs->step, "%s", text);
}

brine_result brn_handshake_malformed(brn_handshake *hs, const char *field)
{
    return brn_handshake_fail(hs, BRINE_ERROR_DECODE, "%s is malformed at its %s", hs->step, field);
}

bool brn_handshake_is_waiting(const brn_handshake *hs)
{
    return hs->verdict == BRN_ASKED || hs->signature_answer == BRN_ASKED;
}

/* ---- Our messages ---- */

static brn_output *output_of(brn_handshake *hs, brn_content_type type)
{
    brn_output *last = hs->output_count > 0 ? &hs->outputs[hs->output_count - 1] : NULL;

    /* Messages of one flight share records; the server's lie between two flights. */
    if (last != NULL && last->type == type &&
        last->bytes.offset + last->bytes.len == hs->transcript.len)
        return last;
    if (hs->output_count == BRN_OUTPUTS_MAX)
        return NULL;
    last = &hs->outputs[hs->output_count++];
    *last = (brn_output){type, {hs->transcript.len, 0}};
    return last;
}

static brine_result make_message(brn_handshake *hs, const brn_flow_row *row)
{
    brn_transcript *t = &hs->transcript;
    size_t room = row->room == NULL ? BRN_MESSAGE_ROOM : row->room(hs);
    brine_result result = brn_transcript_reserve(t, BRN_MESSAGE_HEADER_SIZE + room);
    brn_output *output;
    brn_prefix length;
    brn_writer w;

    if (result != BRINE_OK)
        return result;
    w = brn_writer_to(t->block + t->len, t->cap - t->len);
    brn_write_u8(&w, (uint8_t)row->message);
    length = brn_write_vector24(&w);
    result = row->make(hs, &w);
    if (result != BRINE_OK)
        return result;
    brn_write_close(&w, length);
    output = output_of(hs, BRN_CONTENT_HANDSHAKE);
    if (!brn_writer_done(&w) || output == NULL)
        return BRINE_ERROR_INTERNAL;
    output->bytes.len += w.len;
    t->len += w.len;
    hs->parsed = t->len;
    brn_trace_message(hs, true, row->message, w.len - BRN_MESSAGE_HEADER_SIZE);
    return BRINE_OK;
}

static brine_result make_change_cipher_spec(brn_handshake *hs)
{
    brn_output *output = output_of(hs, BRN_CONTENT_CHANGE_CIPHER_SPEC);

    if (output == NULL)
        return BRINE_ERROR_INTERNAL;
    output->bytes.len = 1;
    brn_trace_message(hs, true, BRN_CHANGE_CIPHER_SPEC, 1);
    return BRINE_OK;
}

/* ---- The server's messages ---- */

/* As much of the server's next message as has come. */
typedef struct incoming {
    bool there;  /* its type has come */
    bool headed; /* its length too */
    bool whole;
    unsigned type;
    uint32_t length;
    brn_reader body; /* once it is whole */
    size_t size;     /* header included */
} incoming;

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

static incoming peek(const brn_handshake *hs)
{
    const brn_transcript *t = &hs->transcript;
    incoming in = {.there = false};
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

/* As soon as the header is there: nobody waits for what can't be accepted. */
static brine_result check_length(brn_handshake *hs, const incoming *in)
{
    if (!in->headed || in->length <= longest(in->type))
        return BRINE_OK;
    return brn_handshake_fail(
        hs, BRINE_ERROR_MESSAGE_TOO_LONG, "the server's %s has %lu bytes, brine accepts %lu",
        brn_message_name(in->type), (unsigned long)in->length, (unsigned long)longest(in->type));
}

/*
 * "This message will be ignored by the client if the client is currently negotiating a
 * session" (RFC 5246 section 7.4.1.1), and it is no part of the transcript.
 */
static brine_result ignore_hello_request(brn_handshake *hs, const incoming *in)
{
    if (in->length != 0)
        return brn_handshake_fail(hs, BRINE_ERROR_DECODE, "HelloRequest is not empty");
    if (++hs->hello_requests > BRINE_HELLO_REQUESTS_MAX)
        return brn_handshake_fail(hs, BRINE_ERROR_TOO_MANY_HELLO_REQUESTS,
                                  "the server sent more than %d HelloRequests in the handshake",
                                  BRINE_HELLO_REQUESTS_MAX);
    brn_trace_message(hs, false, BRN_HELLO_REQUEST, 0);
    brn_transcript_remove(&hs->transcript, hs->parsed, in->size);
    return BRINE_OK;
}

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

    while (row->presence == BRN_MAY_IF)
        row++;
    hs->step = brn_message_name(type);
    return brn_handshake_fail(hs, BRINE_ERROR_UNEXPECTED_MESSAGE,
                              "the server sent %s where %s belongs", brn_message_name(type),
                              row->actor == BRN_SERVER_SENDS ? brn_message_name(row->message)
                                                             : "nothing");
}

/* What a step on the table came to. */
typedef enum step {
    STEP_DONE,
    STEP_SKIP, /* the row is not taken */
    STEP_STOP, /* bytes are missing */
    STEP_FAIL,
} step;

/* Looks at the next message that is no HelloRequest; drops those before it. */
static brine_result peek_beyond_hello_requests(brn_handshake *hs, incoming *in)
{
    for (;;) {
        brine_result result;

        *in = peek(hs);
        if (!in->headed || in->type != BRN_HELLO_REQUEST)
            return BRINE_OK;
        result = ignore_hello_request(hs, in);
        if (result != BRINE_OK)
            return result;
    }
}

/* It is our turn: the server has to wait, so nothing of his may be left unread. */
static brine_result check_nothing_unread(brn_handshake *hs)
{
    incoming in;
    brine_result result = peek_beyond_hello_requests(hs, &in);

    if (result == BRINE_OK && in.there)
        result = refuse(hs, in.type);
    return result;
}

/* The type is judged before the length: what does not belong here may be of any size. */
static step handle_message(brn_handshake *hs, const brn_flow_row *row, brine_result *result)
{
    incoming in;

    *result = peek_beyond_hello_requests(hs, &in);
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
    *result = check_length(hs, &in);
    if (*result != BRINE_OK)
        return STEP_FAIL;
    if (!in.whole)
        return STEP_STOP;
    hs->step = brn_message_name(in.type);
    *result = row->handle(hs, in.body);
    brn_trace_message(hs, false, in.type, in.size - BRN_MESSAGE_HEADER_SIZE);
    hs->parsed += in.size;
    return *result == BRINE_OK ? STEP_DONE : STEP_FAIL;
}

/*
 * A handler may look at the transcript: it then ends with the message before the one at
 * hand, at `parsed`. What the handler of ServerHello does to `row` it does to the next.
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
        hs->step = brn_message_name(row->message);
        *result = row->message == BRN_CHANGE_CIPHER_SPEC ? make_change_cipher_spec(hs)
                                                         : make_message(hs, row);
        break;
    case BRN_CLIENT_DOES:
        *result = row->act(hs);
        break;
    case BRN_FLOW_ENDS:
        return STEP_STOP;
    }
    return *result == BRINE_OK ? STEP_DONE : STEP_FAIL;
}

brine_result brn_handshake_advance(brn_handshake *hs)
{
    for (;;) {
        const brn_flow_row *row = hs->row;
        brine_result result;

        switch (take_step(hs, row, &result)) {
        case STEP_DONE:
            if (hs->row == row) /* unless ServerHello switched to the other table */
                hs->row++;
            break;
        case STEP_SKIP:
            hs->row++;
            break;
        case STEP_STOP:
            return BRINE_OK;
        case STEP_FAIL:
            /* Not every failure has a sentence of its own: the list's words do then. */
            if (brine_result_category(result) != BRINE_CATEGORY_STATUS && hs->error.code != result)
                brn_fail(&hs->error, result, hs->step, NULL);
            return result;
        }
    }
}

brine_result brn_handshake_receive(brn_handshake *hs, const uint8_t *data, size_t len)
{
    brine_result result = brn_transcript_append(&hs->transcript, data, len);

    if (result != BRINE_OK)
        return brn_fail(&hs->error, result, hs->step, NULL);
    return brn_handshake_advance(hs);
}

/*
 * RFC 5246 section 7.1. No message may straddle the change of keys, so nothing may be left
 * unread before it.
 */
brine_result brn_handshake_change_cipher_spec(brn_handshake *hs, brn_reader fragment)
{
    const brn_flow_row *row = expected_row(hs);

    if (row->actor != BRN_SERVER_SENDS || row->message != BRN_CHANGE_CIPHER_SPEC ||
        hs->parsed != hs->transcript.len)
        return refuse(hs, BRN_CHANGE_CIPHER_SPEC);
    hs->step = brn_message_name(BRN_CHANGE_CIPHER_SPEC);
    brn_trace_message(hs, false, BRN_CHANGE_CIPHER_SPEC, fragment.left);
    hs->row = row;
    if (row->handle(hs, fragment) != BRINE_OK)
        return hs->error.code;
    hs->row = row + 1;
    return BRINE_OK;
}
