/*
 * Each bit, each byte, each cut.
 */
#include "attack/plan.h"

#include <brine/limits.h>

/* Between the first record of the payload and the last one, one place in so many is tried. */
#define STRIDE 499u

/* The version stands at byte 1 and 2 of a header; its first half says TLS or SSL 3.0. */
#define MINOR_VERSION 2

/* What ServerHello has not settled yet (RFC 5246 appendix E.1), and what libssl lets pass. */
static change_excuse excuse_at(const plan *p, bool to_server, size_t at)
{
    if (to_server)
        return EXCUSE_SERVER;
    return at == MINOR_VERSION && p->from_server.count > 0 ? EXCUSE_VERSION : EXCUSE_NONE;
}

static void flip(plan *p, const plan_stream *s, bool to_server, size_t at, unsigned bit)
{
    uint8_t flipped = (uint8_t)(s->bytes.data[at] ^ 1u << bit);
    change c = {.kind = CHANGE_BIT,
                .excuse = excuse_at(p, to_server, at),
                .to_server = to_server,
                .at = at,
                .removed = 1,
                .put = {&flipped, 1},
                .detail = bit};

    plan_try(p, &c);
}

/* The short form flips one bit of each byte on the way to the server, which costs a libssl. */
static void flip_all(plan *p, const plan_stream *s, bool to_server, size_t at)
{
    if (!plan_is_dense(s, at) || (p->brief && to_server)) {
        flip(p, s, to_server, at, (unsigned)(at % 8));
        return;
    }
    for (unsigned bit = 0; bit < 8; bit++)
        flip(p, s, to_server, at, bit);
}

/* Deleted, doubled, another one before it. */
static void edit(plan *p, const plan_stream *s, bool to_server, size_t at)
{
    uint8_t twice[2] = {s->bytes.data[at], s->bytes.data[at]};
    uint8_t other = (uint8_t)(s->bytes.data[at] + 1 + at % 255);
    change c = {.kind = CHANGE_BYTE_DELETED,
                .excuse = to_server ? EXCUSE_SERVER : EXCUSE_NONE,
                .to_server = to_server,
                .at = at,
                .removed = 1};

    plan_try(p, &c);
    c.kind = CHANGE_BYTE_DOUBLED;
    c.put = (peer_slice){twice, 2};
    if (!to_server && at + 1 == s->bytes.len)
        c.excuse = EXCUSE_BEHIND;
    plan_try(p, &c);
    c.kind = CHANGE_BYTE_INSERTED;
    c.removed = 0;
    c.put = (peer_slice){&other, 1};
    c.excuse = to_server ? EXCUSE_SERVER : EXCUSE_NONE;
    plan_try(p, &c);
}

static void cut(plan *p, bool to_server, size_t at)
{
    change c = {.kind = CHANGE_CUT,
                .excuse = to_server ? EXCUSE_SERVER : EXCUSE_NONE,
                .to_server = to_server,
                .at = at,
                .removed = CHANGE_TO_THE_END};

    plan_try(p, &c);
}

static void each_byte(plan *p, const plan_stream *s, bool to_server)
{
    size_t step = 1;

    for (size_t at = 0; at < s->bytes.len; at += step) {
        step = plan_is_dense(s, at) ? 1 : STRIDE;
        flip_all(p, s, to_server, at);
        edit(p, s, to_server, at);
        cut(p, to_server, at);
    }
}

void plan_bytes(plan *p)
{
    each_byte(p, &p->from_server, false);
    each_byte(p, &p->from_client, true);
}
