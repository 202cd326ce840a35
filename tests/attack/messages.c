/*
 * Messages of the server's plaintext flights: dropped, doubled, swapped, renamed, emptied; and the
 * same messages in other records, which is legal (RFC 5246 section 6.2.1).
 */
#include "attack/plan.h"

#include <stdlib.h>

#define MESSAGES_MAX   16
#define TYPE_HANDSHAKE 22

/* What one flight says before ChangeCipherSpec: its bytes without headers, and its messages. */
typedef struct flight {
    size_t at, len; /* in the stream, headers included */
    peer_bytes bytes;
    peer_slice messages[MESSAGES_MAX];
    size_t count;
} flight;

/* Whether the server's next turn begins at this record. */
static bool begins_turn(const plan *p, size_t at)
{
    for (size_t i = 0; i < p->recording.turn_count; i++)
        if (p->recording.turns[i].server == at)
            return true;
    return false;
}

static void find_messages(flight *f)
{
    peer_cursor from = peer_cursor_at(peer_slice_of(&f->bytes));

    while (from.left > 0) {
        const uint8_t *begin = from.data;

        if (f->count == MESSAGES_MAX)
            abort();
        peer_get_number(&from, 1);
        peer_get_vector(&from, 3);
        f->messages[f->count++] = (peer_slice){begin, (size_t)(from.data - begin)};
    }
}

/* The flight that begins at record i; returns the record behind it. */
static size_t read_flight(const plan *p, size_t i, flight *f)
{
    const plan_stream *s = &p->from_server;

    *f = (flight){.at = s->records[i].at};
    do {
        const plan_record *r = &s->records[i++];

        peer_put(&f->bytes, s->bytes.data + r->at + 5, r->len - 5);
        f->len += r->len;
    } while (i < s->count && s->records[i].in_plaintext && s->records[i].type == TYPE_HANDSHAKE &&
             !begins_turn(p, s->records[i].at));
    find_messages(f);
    return i;
}

/* In records of at most `most` bytes. */
static void put_records(peer_bytes *to, peer_slice bytes, size_t most)
{
    for (size_t done = 0, n; done < bytes.len; done += n) {
        n = bytes.len - done < most ? bytes.len - done : most;
        peer_put_number(to, TYPE_HANDSHAKE, 1);
        peer_put_number(to, 0x0303, 2);
        peer_put_number(to, n, 2);
        peer_put(to, bytes.data + done, n);
    }
}

static void try_instead(plan *p, const flight *f, change_kind kind, peer_bytes *put, size_t detail)
{
    change c = {.kind = kind,
                .excuse = kind == CHANGE_REFRAGMENTED ? EXCUSE_REQUIRED : EXCUSE_NONE,
                .at = f->at,
                .removed = f->len,
                .put = peer_slice_of(put),
                .detail = detail};

    plan_try(p, &c);
    peer_bytes_free(put);
}

/* The flight with message i left out (times 0) or said more than once. */
static void say_times(plan *p, const flight *f, size_t i, unsigned times)
{
    peer_bytes put = {.len = 0};

    for (size_t k = 0; k < f->count; k++)
        for (unsigned n = 0; n < (k == i ? times : 1); n++)
            put_records(&put, f->messages[k], SIZE_MAX);
    try_instead(p, f, times == 0 ? CHANGE_MESSAGE_DROPPED : CHANGE_MESSAGE_DOUBLED, &put, i);
}

static void swap(plan *p, const flight *f, size_t i, size_t j)
{
    peer_bytes put = {.len = 0};

    for (size_t k = 0; k < f->count; k++)
        put_records(&put, f->messages[k == i ? j : k == j ? i : k], SIZE_MAX);
    try_instead(p, f, CHANGE_MESSAGES_SWAPPED, &put, i * MESSAGES_MAX + j);
}

/* Message i with another type, or with nothing behind its header. */
static void disguise(plan *p, const flight *f, size_t i, uint8_t type, bool emptied)
{
    peer_bytes put = {.len = 0};
    size_t at;

    for (size_t k = 0; k < i; k++)
        put_records(&put, f->messages[k], SIZE_MAX);
    at = put.len + 5;
    if (emptied)
        put_records(&put, (peer_slice){(const uint8_t *)"\0\0\0", 4}, SIZE_MAX);
    else
        put_records(&put, f->messages[i], SIZE_MAX);
    put.data[at] = type;
    for (size_t k = i + 1; k < f->count; k++)
        put_records(&put, f->messages[k], SIZE_MAX);
    try_instead(p, f, emptied ? CHANGE_MESSAGE_EMPTIED : CHANGE_MESSAGE_RETYPED, &put, type);
}

static void disguise_all(plan *p, const flight *f, size_t i)
{
    uint8_t own = f->messages[i].data[0];

    for (unsigned type = 0; type < 256; type++)
        if (type != own && (type <= 24 || type % 37 == 0 || type == 255))
            disguise(p, f, i, (uint8_t)type, false);
    if (f->messages[i].len > 4)
        disguise(p, f, i, own, true);
}

/* All in one record, in records of one size, and in two records. */
static void refragment(plan *p, const flight *f)
{
    peer_slice all = peer_slice_of(&f->bytes);
    size_t step = p->brief ? 7 : 1;

    for (size_t most = 1; most < all.len; most = most * 2 + 1) {
        peer_bytes put = {.len = 0};

        put_records(&put, all, most);
        try_instead(p, f, CHANGE_REFRAGMENTED, &put, most);
    }
    for (size_t at = 0; at < all.len; at += step) {
        peer_bytes put = {.len = 0};

        put_records(&put, (peer_slice){all.data, at}, SIZE_MAX);
        put_records(&put, (peer_slice){all.data + at, all.len - at}, SIZE_MAX);
        try_instead(p, f, CHANGE_REFRAGMENTED, &put, at);
    }
}

void plan_messages(plan *p)
{
    for (size_t i = 0; i < p->from_server.count;) {
        flight f;

        if (p->from_server.records[i].type != TYPE_HANDSHAKE ||
            !p->from_server.records[i].in_plaintext) {
            i++;
            continue;
        }
        i = read_flight(p, i, &f);
        for (size_t k = 0; k < f.count; k++) {
            say_times(p, &f, k, 0);
            say_times(p, &f, k, 2);
            for (size_t j = k + 1; j < f.count; j++)
                swap(p, &f, k, j);
            disguise_all(p, &f, k);
        }
        refragment(p, &f);
        peer_bytes_free(&f.bytes);
    }
}
