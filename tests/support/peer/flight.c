/*
 * In which order the server speaks: RFC 5246 figures 1 and 2, RFC 5077 figures 1 and
 * 2, RFC 6066 section 8, and what the script makes of them.
 */
#include "support/peer/server.h"

/* One message as the script has it, without what stands before and after it. */
static void speak(peer *p, peer_target target)
{
    peer_bytes message = {0};
    peer_slice wire;

    peer_build(p, target, &message);
    peer_hash_message(p, peer_slice_of(&message));
    if (target == PEER_SERVER_HELLO_DONE)
        p->flight_over = true;
    peer_script_message(&p->script, p, target, true, &message);
    wire = peer_slice_of(&message);
    if (target == PEER_FINISHED && p->early) {
        wire.data += p->early;
        wire.len -= p->early;
        p->early = 0;
    }
    if (wire.len)
        peer_output_message(p, target, wire);
    peer_bytes_free(&message);
}

/* The part of Finished that a script sends under the old keys. */
static void speak_early(peer *p, const peer_rule *early)
{
    peer_bytes message = {0};
    peer_slice part;

    peer_build(p, PEER_FINISHED, &message);
    part = peer_slice_of(&message);
    p->early = (size_t)early->number < part.len ? (size_t)early->number : part.len;
    part.len = p->early;
    peer_put_slice(&p->handshake_out, part);
    peer_bytes_free(&message);
}

static void change_cipher_spec(peer *p)
{
    const peer_rule *early = peer_script_find(&p->script, PEER_VERB_EARLY, PEER_FINISHED);

    if (early)
        speak_early(p, early);
    peer_output_change_cipher_spec(p);
    p->writing = p->next_writing;
}

static void say(peer *p, peer_target target)
{
    if (target == PEER_CHANGE_CIPHER_SPEC)
        change_cipher_spec(p);
    else if (target != PEER_CONNECT && target != PEER_ESTABLISHED)
        speak(p, target);
}

static void around(peer *p, peer_target target, peer_where where)
{
    for (size_t i = 0; i < p->script.count; i++) {
        const peer_rule *rule = &p->script.rules[i];

        if (rule->target != target || rule->where != where)
            continue;
        if (rule->verb == PEER_VERB_INSERT)
            peer_output_insertion(p, rule);
        if (rule->verb == PEER_VERB_SEND)
            say(p, rule->other);
    }
}

void peer_emit(peer *p, peer_target target)
{
    if (p->ended)
        return;
    around(p, target, PEER_BEFORE);
    if (!peer_script_find(&p->script, PEER_VERB_DROP, target))
        say(p, target);
    around(p, target, PEER_AFTER);
    if (peer_script_find(&p->script, PEER_VERB_STOP, target)) {
        peer_output_flush(p);
        p->ended = true;
    }
}

void peer_last_flight(peer *p)
{
    p->flight_over = false;
    if (p->will_send_ticket)
        peer_emit(p, PEER_NEW_SESSION_TICKET);
    peer_emit(p, PEER_CHANGE_CIPHER_SPEC);
    peer_emit(p, PEER_FINISHED);
    peer_output_flush(p);
}

void peer_first_flight(peer *p)
{
    peer_emit(p, PEER_SERVER_HELLO);
    if (p->resumed) {
        peer_last_flight(p);
        return;
    }
    peer_emit(p, PEER_CERTIFICATE);
    if (p->will_staple)
        peer_emit(p, PEER_CERTIFICATE_STATUS);
    if (!p->suite->rsa_key_exchange)
        peer_emit(p, PEER_SERVER_KEY_EXCHANGE);
    if (p->config.request_certificate)
        peer_emit(p, PEER_CERTIFICATE_REQUEST);
    peer_emit(p, PEER_SERVER_HELLO_DONE);
    peer_output_flush(p);
}
