#include "support/peer/server.h"

#include <string.h>

#define TLS12 0x0303

/* SHA-256 of seed and counters: as random as a deterministic test may be. */
void peer_random(peer *p, uint8_t *out, size_t len)
{
    uint8_t input[24] = {0}, block[PEER_HASH_MAX];

    while (len) {
        peer_slice slice = {input, sizeof input};
        size_t n = len < 32 ? len : 32;

        peer_set_number(input, p->config.seed, 8);
        peer_set_number(input + 8, p->config.store ? p->config.store->made : 0, 8);
        peer_set_number(input + 16, p->random_block++, 8);
        peer_hash("SHA256", slice, block);
        memcpy(out, block, n);
        out += n;
        len -= n;
    }
}

/* How a script wants the records of one message; all zero is as usual. */
typedef struct shape {
    const peer_rule *type;
    const peer_rule *version;
    const peer_rule *length;
    const peer_rule *flip;
    bool in_plaintext;
} shape;

static shape shape_of(const peer *p, peer_target target)
{
    shape made = {
        peer_script_find(&p->script, PEER_VERB_RECORD_TYPE, target),
        peer_script_find(&p->script, PEER_VERB_RECORD_VERSION, target),
        peer_script_find(&p->script, PEER_VERB_RECORD_LENGTH, target),
        peer_script_find(&p->script, PEER_VERB_RECORD_FLIP, target),
        peer_script_find(&p->script, PEER_VERB_PLAINTEXT, target) != NULL,
    };

    return made;
}

static void put_record(peer *p, uint8_t type, uint16_t version, const shape *how,
                       peer_slice plaintext)
{
    size_t start = p->out.len, fragment;
    uint8_t nonce[8];

    if (p->ended)
        return;
    if (how->type)
        type = (uint8_t)how->type->number;
    if (how->version)
        version = (uint16_t)how->version->number;
    peer_put_number(&p->out, type, 1);
    peer_put_number(&p->out, version, 2);
    fragment = peer_begin_vector(&p->out, 2);
    peer_set_number(nonce, p->writing.sequence, 8);
    if (p->config.random_nonces)
        peer_random(p, nonce, sizeof nonce);
    if (p->writing.suite && !how->in_plaintext)
        peer_seal(&p->writing, type, version, nonce, plaintext, &p->out);
    else
        peer_put_slice(&p->out, plaintext);
    peer_end_vector(&p->out, fragment, 2);
    if (how->length)
        peer_set_number(p->out.data + start + 3, (uint64_t)how->length->number, 2);
    if (how->flip) {
        int64_t at = how->flip->number;

        at += at < 0 ? (int64_t)p->out.len : (int64_t)fragment;
        if (at >= (int64_t)fragment && at < (int64_t)p->out.len)
            p->out.data[at] ^= 0xff;
    }
    p->client_spoke_last = false;
}

/* Sends handshake bytes in records of at most `limit`. */
static void put_handshake(peer *p, const shape *how, size_t limit, peer_slice bytes)
{
    size_t most = p->config.fragment ? p->config.fragment : p->record_limit;

    if (limit)
        most = limit;
    for (size_t done = 0, n; done < bytes.len; done += n) {
        peer_slice piece;

        n = bytes.len - done < most ? bytes.len - done : most;
        piece.data = bytes.data + done;
        piece.len = n;
        put_record(p, PEER_TYPE_HANDSHAKE, TLS12, how, piece);
    }
}

void peer_output_flush(peer *p)
{
    shape usual = {0};
    peer_bytes packed = p->handshake_out;

    memset(&p->handshake_out, 0, sizeof p->handshake_out);
    put_handshake(p, &usual, 0, peer_slice_of(&packed));
    peer_bytes_free(&packed);
}

void peer_output_record(peer *p, uint8_t type, uint16_t version, bool in_plaintext,
                        peer_slice plaintext)
{
    shape how = {.in_plaintext = in_plaintext};

    peer_output_flush(p);
    put_record(p, type, version ? version : TLS12, &how, plaintext);
}

void peer_hash_message(peer *p, peer_slice message)
{
    if (!p->flight_over)
        peer_put_slice(&p->transcript, message);
}

void peer_output_insertion(peer *p, const peer_rule *rule)
{
    unsigned times = rule->times ? rule->times : 1;

    for (unsigned i = 0; i < times; i++) {
        peer_output_record(p, rule->record_type, rule->version, rule->in_plaintext, rule->bytes);
        /* A client that took it for a message would hash it; HelloRequest is never hashed. */
        if (rule->record_type == PEER_TYPE_HANDSHAKE && rule->bytes.len &&
            rule->bytes.data[0] != PEER_MSG_HELLO_REQUEST)
            peer_hash_message(p, rule->bytes);
    }
}

void peer_output_message(peer *p, peer_target target, peer_slice message)
{
    shape how = shape_of(p, target);
    const peer_rule *fragment = peer_script_find(&p->script, PEER_VERB_FRAGMENT, target);
    bool special =
        how.type || how.version || how.length || how.flip || how.in_plaintext || fragment;
    bool pack = p->config.pack || peer_script_find(&p->script, PEER_VERB_PACK, target);
    size_t sent = 0;

    for (size_t i = 0; i < p->script.count; i++) {
        const peer_rule *rule = &p->script.rules[i];
        peer_slice part = {message.data + sent, 0};

        if (rule->verb != PEER_VERB_INSERT || rule->where != PEER_WITHIN || rule->target != target)
            continue;
        /* At the message's end when that is sooner, at once when more was sent already. */
        if (rule->number > (int64_t)sent)
            part.len = (size_t)rule->number - sent;
        if (part.len > message.len - sent)
            part.len = message.len - sent;
        sent += part.len;
        peer_put_slice(&p->handshake_out, part);
        peer_output_insertion(p, rule);
    }
    message.data += sent;
    message.len -= sent;
    if (special) {
        peer_output_flush(p);
        put_handshake(p, &how, fragment ? (size_t)fragment->number : 0, message);
        return;
    }
    peer_put_slice(&p->handshake_out, message);
    if (!pack)
        peer_output_flush(p);
}

void peer_output_change_cipher_spec(peer *p)
{
    shape how = shape_of(p, PEER_CHANGE_CIPHER_SPEC);
    peer_bytes body = {0};

    peer_script_number(&p->script, &body, PEER_CHANGE_CIPHER_SPEC, 1, 1);
    peer_output_flush(p);
    put_record(p, PEER_TYPE_CHANGE_CIPHER_SPEC, TLS12, &how, peer_slice_of(&body));
    peer_bytes_free(&body);
}

/* ---- Out of turn ---- */

void peer_say_record(peer *p, uint8_t type, const void *data, size_t len)
{
    peer_slice plaintext = {data, len};

    peer_output_record(p, type, 0, false, plaintext);
}

void peer_say(peer *p, const void *data, size_t len)
{
    const uint8_t *bytes = data;

    for (size_t done = 0, n; done < len; done += n) {
        n = len - done < p->record_limit ? len - done : p->record_limit;
        peer_say_record(p, PEER_TYPE_APPLICATION_DATA, bytes + done, n);
    }
}

void peer_say_raw(peer *p, const void *data, size_t len)
{
    peer_output_flush(p);
    peer_put(&p->out, data, len);
    p->client_spoke_last = false;
}

void peer_say_alert(peer *p, uint8_t level, uint8_t description)
{
    uint8_t alert[2];

    alert[0] = level;
    alert[1] = description;
    peer_say_record(p, PEER_TYPE_ALERT, alert, sizeof alert);
}

void peer_say_hello_request(peer *p)
{
    static const uint8_t hello_request[4];

    peer_say_record(p, PEER_TYPE_HANDSHAKE, hello_request, sizeof hello_request);
}

void peer_close(peer *p)
{
    peer_say_alert(p, 1, 0);
}
