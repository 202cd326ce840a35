/*
 * Whole records: dropped, doubled, swapped, and others put between them.
 */
#include "attack/plan.h"

#define TYPE_HANDSHAKE 22

/* A record that an attacker writes, without keys. */
typedef struct injection {
    const char *name;
    peer_slice bytes;
    change_excuse excuse; /* before ChangeCipherSpec */
} injection;

/* clang-format off */
static const injection injections[] = {
    {"warning: user_canceled", PEER_LITERAL("\x15\x03\x03\0\x02\x01\x5a"), EXCUSE_WARNING},
    {"warning: unrecognized_name", PEER_LITERAL("\x15\x03\x03\0\x02\x01\x70"), EXCUSE_WARNING},
    {"close_notify", PEER_LITERAL("\x15\x03\x03\0\x02\x01\0"), EXCUSE_NONE},
    {"fatal alert", PEER_LITERAL("\x15\x03\x03\0\x02\x02\x28"), EXCUSE_NONE},
    {"fatal close_notify", PEER_LITERAL("\x15\x03\x03\0\x02\x02\0"), EXCUSE_NONE},
    {"alert of a third level", PEER_LITERAL("\x15\x03\x03\0\x02\x03\x28"), EXCUSE_NONE},
    {"half an alert", PEER_LITERAL("\x15\x03\x03\0\x01\x01"), EXCUSE_NONE},
    {"two alerts", PEER_LITERAL("\x15\x03\x03\0\x04\x01\x5a\x01\x5a"), EXCUSE_NONE},
    {"HelloRequest", PEER_LITERAL("\x16\x03\x03\0\x04\0\0\0\0"), EXCUSE_REQUEST},
    {"HelloRequest with a body", PEER_LITERAL("\x16\x03\x03\0\x05\0\0\0\x01\0"), EXCUSE_NONE},
    {"ServerHelloDone", PEER_LITERAL("\x16\x03\x03\0\x04\x0e\0\0\0"), EXCUSE_NONE},
    {"ClientHello", PEER_LITERAL("\x16\x03\x03\0\x04\x01\0\0\0"), EXCUSE_NONE},
    {"Finished", PEER_LITERAL("\x16\x03\x03\0\x10\x14\0\0\x0c............"), EXCUSE_NONE},
    {"empty handshake record", PEER_LITERAL("\x16\x03\x03\0\0"), EXCUSE_NONE},
    {"ChangeCipherSpec", PEER_LITERAL("\x14\x03\x03\0\x01\x01"), EXCUSE_NONE},
    {"ChangeCipherSpec of 2", PEER_LITERAL("\x14\x03\x03\0\x01\x02"), EXCUSE_NONE},
    {"ChangeCipherSpec twice", PEER_LITERAL("\x14\x03\x03\0\x02\x01\x01"), EXCUSE_NONE},
    {"empty ChangeCipherSpec", PEER_LITERAL("\x14\x03\x03\0\0"), EXCUSE_NONE},
    {"application data", PEER_LITERAL("\x17\x03\x03\0\x04" "evil"), EXCUSE_NONE},
    {"empty application data", PEER_LITERAL("\x17\x03\x03\0\0"), EXCUSE_NONE},
    {"application data as long as a tag",
     PEER_LITERAL("\x17\x03\x03\0\x18........................"), EXCUSE_NONE},
    {"heartbeat", PEER_LITERAL("\x18\x03\x03\0\x03\x01\0\x10"), EXCUSE_NONE},
    {"a type of 0", PEER_LITERAL("\0\x03\x03\0\x01\0"), EXCUSE_NONE},
    {"TLS 1.3's version", PEER_LITERAL("\x17\x03\x04\0\x01\0"), EXCUSE_NONE},
    {"SSL 3.0's version", PEER_LITERAL("\x15\x03\0\0\x02\x02\x28"), EXCUSE_NONE},
    {"the longest record", PEER_LITERAL("\x17\x03\x03\xff\xff...."), EXCUSE_NONE},
    {"HTTP", PEER_LITERAL("HTTP/1.1 400 Bad Request\r\n\r\n"), EXCUSE_NONE},
    {"SSL 2.0", PEER_LITERAL("\x80\x2e\x04\0\x01\0\x02"), EXCUSE_NONE},
};
/* clang-format on */
#define INJECTIONS (sizeof injections / sizeof *injections)

static change_excuse excuse_of(bool to_server, change_excuse otherwise)
{
    return to_server ? EXCUSE_SERVER : otherwise;
}

static bool is_last(const plan_stream *s, size_t i)
{
    return i + 1 == s->count;
}

static void drop(plan *p, const plan_stream *s, bool to_server, size_t i)
{
    change c = {.kind = CHANGE_RECORD_DROPPED,
                .excuse = excuse_of(to_server, EXCUSE_NONE),
                .to_server = to_server,
                .at = s->records[i].at,
                .removed = s->records[i].len};

    plan_try(p, &c);
}

static void repeat(plan *p, const plan_stream *s, bool to_server, size_t i)
{
    const plan_record *r = &s->records[i];
    change c = {.kind = CHANGE_RECORD_DOUBLED,
                .excuse = excuse_of(to_server, is_last(s, i) ? EXCUSE_BEHIND : EXCUSE_NONE),
                .to_server = to_server,
                .at = r->at + r->len,
                .put = {s->bytes.data + r->at, r->len}};

    if (c.excuse == EXCUSE_NONE)
        c.refused = c.at + r->len;
    plan_try(p, &c);
}

/* Record i and a later one change places. */
static void swap(plan *p, const plan_stream *s, bool to_server, size_t i, size_t j)
{
    const plan_record *a = &s->records[i], *b = &s->records[j];
    peer_bytes put = {.len = 0};
    change c = {.kind = CHANGE_RECORDS_SWAPPED,
                .excuse = excuse_of(to_server, EXCUSE_NONE),
                .to_server = to_server,
                .at = a->at,
                .removed = b->at + b->len - a->at,
                .detail = j};

    peer_put(&put, s->bytes.data + b->at, b->len);
    peer_put(&put, s->bytes.data + a->at + a->len, b->at - a->at - a->len);
    peer_put(&put, s->bytes.data + a->at, a->len);
    c.put = peer_slice_of(&put);
    plan_try(p, &c);
    peer_bytes_free(&put);
}

static bool is_record(const plan_stream *s, size_t i, peer_slice record)
{
    peer_slice there = {s->bytes.data + s->records[i].at, s->records[i].len};

    return peer_equal(record, there);
}

/* Whether the record comes next by itself, or could, as CertificateRequest may be left out. */
static bool is_timely(const plan_stream *s, size_t i, peer_slice record)
{
    return is_record(s, i, record) ||
           (i + 1 < s->count && record.data[0] == TYPE_HANDSHAKE && is_record(s, i + 1, record));
}

/* Before record i; behind the last one when i is the count. */
static void inject(plan *p, const plan_stream *s, bool to_server, size_t i, size_t which)
{
    bool behind = i == s->count, in_plaintext = !behind && s->records[i].in_plaintext;
    change_excuse excuse = in_plaintext ? injections[which].excuse : EXCUSE_NONE;
    change c = {.kind = CHANGE_RECORD_INJECTED,
                .excuse = excuse_of(to_server, behind ? EXCUSE_BEHIND : excuse),
                .to_server = to_server,
                .at = behind ? s->bytes.len : s->records[i].at,
                .put = injections[which].bytes,
                .detail = which};

    if (c.excuse == EXCUSE_NONE && !is_timely(s, i, c.put))
        c.refused = c.at + c.put.len;
    plan_try(p, &c);
}

static void each_record(plan *p, const plan_stream *s, bool to_server)
{
    for (size_t i = 0; i < s->count; i++) {
        drop(p, s, to_server, i);
        repeat(p, s, to_server, i);
        for (size_t j = i + 1; j < s->count && j <= i + 3; j++)
            swap(p, s, to_server, i, j);
    }
    for (size_t i = 0; i <= s->count; i++)
        for (size_t which = 0; which < INJECTIONS; which++)
            inject(p, s, to_server, i, which);
}

void plan_records(plan *p)
{
    each_record(p, &p->from_server, false);
    each_record(p, &p->from_client, true);
}
