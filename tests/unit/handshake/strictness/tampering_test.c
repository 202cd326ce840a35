/*
 * What an attacker on the wire could do: no byte of the server's can be changed, no record
 * left out, repeated or moved, and no connection cut short, without the handshake's
 * ending in an error. These are properties, not rules: whatever is tried, the client never
 * takes the connection for a good one.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#include <string.h>

/* What is done to the server's flights; returns false when there is nothing left to try. */
typedef bool (*meddler)(peer_bytes *wire, size_t attempt);

typedef struct trial {
    const char *title;
    deviation row;
    size_t flight; /* which of the server's: 0 is the first */
    meddler meddle;
} trial;

/* The server's next flight, or what there is. */
static void take_flight(peer *p, peer_bytes *wire)
{
    uint8_t buf[4096];
    size_t n;

    wire->len = 0;
    while ((n = peer_take(p, buf, sizeof buf)) > 0)
        peer_put(wire, buf, n);
}

static void send_client_flight(brine_conn *conn, peer *p)
{
    uint8_t out[8192];
    size_t made = 0;
    brine_result ignored = brine_conn_send(conn, out, sizeof out, NULL, 0, &made, NULL);

    (void)ignored;
    if (made)
        peer_feed(p, out, made);
}

static void receive_all(brine_conn *conn, peer_bytes *wire)
{
    brine_received received;
    size_t done = 0;

    do {
        brine_result ignored =
            brine_conn_receive(conn, wire->data + done, wire->len - done, &received);

        (void)ignored;
        done += received.consumed;
    } while (received.consumed > 0);
}

/*
 * One handshake with one attempt. True when there was something to try. The server's word
 * counts, too: it refuses a client whose transcript is not its own.
 */
static bool attempt_once(const trial *what, size_t attempt)
{
    connection c = connection_prepare(&what->row);
    peer_bytes wire = {0};
    bool tried = true;
    bool good;

    for (size_t flight = 0; flight < 3; flight++) {
        send_client_flight(c.conn, c.server);
        take_flight(c.server, &wire);
        if (flight == what->flight)
            tried = what->meddle(&wire, attempt);
        if (wire.len)
            receive_all(c.conn, &wire);
    }
    send_client_flight(c.conn, c.server);
    good = (brine_conn_state(c.conn) & BRINE_CONN_READABLE) && c.server->phase == PEER_OPEN;
    if (tried && good)
        fail_msg("attempt %zu went unnoticed", attempt);
    if (!tried)
        assert_true(good);
    peer_bytes_free(&wire);
    connection_end(&c);
    return tried;
}

static void try_all(void **state)
{
    const trial *what = *state;
    size_t attempt = 0;

    while (attempt_once(what, attempt))
        attempt++;
    assert_true(attempt > 0);
}

/* ---- Meddlers ---- */

/* Where record number `index` starts and how long it is; false beyond the last. */
static bool find_record(const peer_bytes *wire, size_t index, size_t *start, size_t *len)
{
    size_t at = 0;

    for (;; index--) {
        if (wire->len - at < 5)
            return false;
        *start = at;
        *len = 5 + (size_t)(wire->data[at + 3] << 8 | wire->data[at + 4]);
        if (index == 0)
            return true;
        at += *len;
    }
}

/* The low byte of the first record's version is not authenticated and may be anything. */
static bool flip_a_byte(peer_bytes *wire, size_t attempt)
{
    size_t at = attempt >= 2 ? attempt + 1 : attempt;

    if (at >= wire->len)
        return false;
    wire->data[at] ^= 0x01;
    return true;
}

static bool flip_a_high_bit(peer_bytes *wire, size_t attempt)
{
    size_t at = attempt >= 2 ? attempt + 1 : attempt;

    if (at >= wire->len)
        return false;
    wire->data[at] ^= 0x80;
    return true;
}

static bool cut_the_end(peer_bytes *wire, size_t attempt)
{
    if (attempt >= wire->len)
        return false;
    wire->len = attempt;
    return true;
}

static bool leave_a_record_out(peer_bytes *wire, size_t attempt)
{
    size_t start, len;

    if (!find_record(wire, attempt, &start, &len))
        return false;
    peer_remove(wire, start, len);
    return true;
}

static bool repeat_a_record(peer_bytes *wire, size_t attempt)
{
    peer_bytes copy = {0};
    size_t start, len;

    if (!find_record(wire, attempt, &start, &len))
        return false;
    peer_put(&copy, wire->data + start, len);
    peer_insert(wire, start, peer_slice_of(&copy));
    peer_bytes_free(&copy);
    return true;
}

static bool swap_two_records(peer_bytes *wire, size_t attempt)
{
    peer_bytes copy = {0};
    size_t start, len, next, next_len;

    if (!find_record(wire, attempt, &start, &len) ||
        !find_record(wire, attempt + 1, &next, &next_len))
        return false;
    peer_put(&copy, wire->data + start, len);
    peer_remove(wire, start, len);
    peer_insert(wire, start + next_len, peer_slice_of(&copy));
    peer_bytes_free(&copy);
    return true;
}

#define FULL                                                                                       \
    {                                                                                              \
        .title = "full", .result = BRINE_OK, .alert = -1, .with = WITH_TICKET | WITH_STAPLE        \
    }
#define RESUMES                                                                                    \
    {                                                                                              \
        .title = "resumed", .result = BRINE_OK, .alert = -1, .with = WITH_SESSION_ID | RESUMED     \
    }
#define NO_EXTRAS                                                                                  \
    {                                                                                              \
        .title = "old", .result = BRINE_OK, .alert = -1,                                           \
        .with = NO_EMS | NO_RENEGOTIATION_INFO | LEGACY_RENEGOTIATION                              \
    }

static trial trials[] = {
    {"full, first flight: every byte", FULL, 0, flip_a_byte},
    {"full, first flight: every byte's high bit", FULL, 0, flip_a_high_bit},
    {"full, first flight: cut anywhere", FULL, 0, cut_the_end},
    {"full, first flight: a record left out", FULL, 0, leave_a_record_out},
    {"full, first flight: a record repeated", FULL, 0, repeat_a_record},
    {"full, first flight: two records swapped", FULL, 0, swap_two_records},
    {"full, last flight: every byte", FULL, 1, flip_a_byte},
    {"full, last flight: every byte's high bit", FULL, 1, flip_a_high_bit},
    {"full, last flight: cut anywhere", FULL, 1, cut_the_end},
    {"full, last flight: a record left out", FULL, 1, leave_a_record_out},
    {"full, last flight: a record repeated", FULL, 1, repeat_a_record},
    {"full, last flight: two records swapped", FULL, 1, swap_two_records},
    {"resumed: every byte", RESUMES, 0, flip_a_byte},
    {"resumed: every byte's high bit", RESUMES, 0, flip_a_high_bit},
    {"resumed: cut anywhere", RESUMES, 0, cut_the_end},
    {"resumed: a record left out", RESUMES, 0, leave_a_record_out},
    {"resumed: a record repeated", RESUMES, 0, repeat_a_record},
    {"resumed: two records swapped", RESUMES, 0, swap_two_records},
    {"without extended_master_secret: every byte", NO_EXTRAS, 0, flip_a_byte},
    {"without extended_master_secret: two records swapped", NO_EXTRAS, 0, swap_two_records},
};

int main(void)
{
    struct CMUnitTest tests[COUNT(trials)];
    int failed;

    memset(tests, 0, sizeof tests);
    for (size_t i = 0; i < COUNT(trials); i++) {
        tests[i].name = trials[i].title;
        tests[i].test_func = try_all;
        tests[i].initial_state = &trials[i];
    }
    strictness_begin();
    failed = cmocka_run_group_tests_name("tampering", tests, NULL, NULL);
    strictness_end();
    return failed;
}
