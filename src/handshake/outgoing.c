#include "handshake/outgoing.h"

#include "handshake/flow.h"
#include "handshake/trace.h"

#include <string.h>

static brn_queued *output_of(brn_handshake *hs, brn_content_type type)
{
    brn_queued *last = hs->output_count > 0 ? &hs->outputs[hs->output_count - 1] : NULL;

    /* Messages of one flight share records; the server's lie between two flights. */
    if (last != NULL && last->type == type &&
        last->bytes.offset + last->bytes.len == hs->transcript.len)
        return last;
    if (hs->output_count == BRN_OUTPUTS_MAX)
        return NULL;
    last = &hs->outputs[hs->output_count++];
    *last = (brn_queued){type, {hs->transcript.len, 0}};
    return last;
}

brine_result brn_outgoing_add(brn_handshake *hs, brn_content_type type, size_t len)
{
    brn_queued *output = output_of(hs, type);

    if (output == NULL)
        return BRINE_ERROR_INTERNAL;
    output->bytes.len += len;
    return BRINE_OK;
}

brine_result brn_outgoing_make(brn_handshake *hs, const brn_flow_row *row)
{
    brn_transcript *t = &hs->transcript;
    size_t room = row->room == NULL ? BRN_MESSAGE_ROOM : row->room(hs);
    brine_result result = brn_transcript_reserve(t, BRN_MESSAGE_HEADER_SIZE + room);
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
    result = brn_writer_done(&w) ? brn_outgoing_add(hs, BRN_CONTENT_HANDSHAKE, w.len)
                                 : BRINE_ERROR_INTERNAL;
    if (result != BRINE_OK)
        return result;
    brn_trace_message(hs, true, row->message,
                      (brine_bytes){t->block + t->len + BRN_MESSAGE_HEADER_SIZE,
                                    w.len - BRN_MESSAGE_HEADER_SIZE});
    t->len += w.len;
    hs->parsed = t->len;
    return BRINE_OK;
}

bool brn_handshake_next_output(const brn_handshake *hs, brn_output *out)
{
    static const uint8_t change_cipher_spec = 1;
    const brn_queued *first = &hs->outputs[0];

    if (hs->output_count == 0)
        return false;
    out->type = first->type;
    out->bytes = first->type == BRN_CONTENT_CHANGE_CIPHER_SPEC
                     ? (brine_bytes){&change_cipher_spec, 1}
                     : brn_span_bytes(hs, first->bytes);
    return true;
}

void brn_handshake_output_sent(brn_handshake *hs, size_t len)
{
    brn_span *first = &hs->outputs[0].bytes;

    first->offset += len;
    first->len -= len;
    if (first->len > 0)
        return;
    hs->output_count--;
    memmove(hs->outputs, hs->outputs + 1, hs->output_count * sizeof *hs->outputs);
}
