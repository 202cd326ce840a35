#include "support/peer/script.h"

#define HEADER 4 /* of a handshake message: type and length */

const peer_rule *peer_script_find(const peer_script *script, peer_verb verb, peer_target target)
{
    for (size_t i = 0; i < script->count; i++)
        if (script->rules[i].verb == verb && script->rules[i].target == target)
            return &script->rules[i];
    return NULL;
}

static void flip(peer_bytes *bytes, size_t start, int64_t offset)
{
    int64_t at = offset < 0 ? (int64_t)bytes->len + offset : (int64_t)start + offset;

    if (at >= (int64_t)start && at < (int64_t)bytes->len)
        bytes->data[at] ^= 0xff;
}

/* The edits that fields and bodies share, on what stands in `bytes` from `start`. */
static void edit(const peer_rule *rule, peer_bytes *bytes, size_t start)
{
    size_t len = bytes->len - start;
    size_t count = rule->number > 0 ? (size_t)rule->number : 0;

    if (rule->verb == PEER_VERB_SET)
        bytes->len = start;
    if (rule->verb == PEER_VERB_SET || rule->verb == PEER_VERB_APPEND)
        peer_put_slice(bytes, rule->bytes);
    if (rule->verb == PEER_VERB_CUT)
        bytes->len -= count < len ? count : len;
    if (rule->verb == PEER_VERB_FLIP)
        flip(bytes, start, rule->number);
}

void peer_script_field(const peer_script *script, peer_bytes *message, peer_target field,
                       unsigned width, peer_slice content)
{
    const peer_rule *length = peer_script_find(script, PEER_VERB_LENGTH, field);
    size_t start = peer_begin_vector(message, width);

    peer_put_slice(message, content);
    for (size_t i = 0; i < script->count; i++)
        if (script->rules[i].target == field)
            edit(&script->rules[i], message, start);
    peer_end_vector(message, start, width);
    if (length)
        peer_set_number(message->data + start - width, (uint64_t)length->number, width);
}

void peer_script_number(const peer_script *script, peer_bytes *message, peer_target field,
                        unsigned width, uint64_t value)
{
    uint8_t bytes[8];
    peer_slice content = {bytes, width};

    peer_set_number(bytes, value, width);
    peer_script_field(script, message, field, 0, content);
}

/* ---- Extensions ---- */

/* Where the extension of a code stands in the block; false when it does not. */
static bool find_extension(const peer_bytes *block, int64_t code, size_t *offset, size_t *len)
{
    peer_cursor at = peer_cursor_at(peer_slice_of(block));

    while (at.left && !at.bad) {
        *offset = block->len - at.left;
        if (peer_get_number(&at, 2) == code) {
            *len = 4 + peer_get_vector(&at, 2).len;
            return true;
        }
        peer_get_vector(&at, 2);
    }
    return false;
}

void peer_script_extensions(const peer_script *script, peer_bytes *block)
{
    for (size_t i = 0; i < script->count; i++) {
        const peer_rule *rule = &script->rules[i];
        bool add = rule->verb == PEER_VERB_EXTENSION_ADD;
        bool remove = rule->verb == PEER_VERB_EXTENSION_REMOVE;
        bool set = rule->verb == PEER_VERB_EXTENSION_SET;
        size_t offset = 0, len = 0;

        if ((remove || set) && find_extension(block, rule->number, &offset, &len))
            peer_remove(block, offset, len);
        if (add || set) {
            peer_put_number(block, (uint64_t)rule->number, 2);
            peer_put_vector(block, 2, rule->bytes);
        }
    }
}

/* ---- Messages ---- */

void peer_script_message(const peer_script *script, struct peer *peer, peer_target target,
                         bool after_hash, peer_bytes *message)
{
    for (size_t i = 0; i < script->count; i++) {
        const peer_rule *rule = &script->rules[i];

        if (rule->target != target || rule->after_hash != after_hash)
            continue;
        edit(rule, message, HEADER);
        if (rule->verb == PEER_VERB_SET || rule->verb == PEER_VERB_CUT ||
            rule->verb == PEER_VERB_APPEND)
            peer_set_number(message->data + 1, message->len - HEADER, 3);
        if (rule->verb == PEER_VERB_LENGTH)
            peer_set_number(message->data + 1, (uint64_t)rule->number, 3);
        if (rule->verb == PEER_VERB_TYPE)
            message->data[0] = (uint8_t)rule->number;
        if (rule->verb == PEER_VERB_CALL)
            rule->call(peer, message);
    }
}
