#include "support/peer/drive.h"

#include <stdlib.h>
#include <string.h>

#define PLENTY ((size_t)40000)

drive drive_start(brine_conn *conn, peer *server, const drive_options *options)
{
    drive made;

    memset(&made, 0, sizeof made);
    made.conn = conn;
    made.server = server;
    if (options)
        made.options = *options;
    return made;
}

void drive_stop(drive *d)
{
    peer_bytes_free(&d->wire);
    peer_bytes_free(&d->window);
    peer_bytes_free(&d->received);
}

static void broken(drive *d, const char *promise)
{
    if (!d->broken_promise)
        d->broken_promise = promise;
}

static void note(drive *d, brine_result result)
{
    if (brine_result_category(result) == BRINE_CATEGORY_STATUS && result != BRINE_CLOSED)
        return;
    if (d->result == BRINE_OK || d->result == BRINE_CLOSED)
        d->result = result;
}

static bool failed(const drive *d)
{
    return d->broken_promise || brine_result_category(d->result) != BRINE_CATEGORY_STATUS;
}

/* ---- From client to server ---- */

/* Sends all that the engine makes, and up to len bytes of data; returns how many of those. */
static size_t send_all(drive *d, const uint8_t *data, size_t len)
{
    size_t room = d->options.send_room ? d->options.send_room : PLENTY, sent = 0;
    peer_bytes flight = {0};
    uint8_t *out = malloc(room);

    if (!out)
        abort();
    for (;;) {
        size_t made = 0, taken = 0;
        brine_result result = brine_conn_send(d->conn, out, room, len > sent ? data + sent : NULL,
                                              len - sent, &made, &taken);

        note(d, result);
        if (made > room || taken > len - sent)
            broken(d, "send: made or took more than it was given");
        peer_put(&flight, out, made);
        sent += taken;
        if (!made && !taken)
            break;
    }
    if (brine_conn_state(d->conn) & BRINE_CONN_OUTPUT_PENDING)
        broken(d, "send: output is pending after everything was drained");
    if (flight.len) {
        d->writes++;
        peer_feed(d->server, flight.data, flight.len);
    }
    peer_bytes_free(&flight);
    free(out);
    return sent;
}

/* ---- From server to client ---- */

static size_t next_chunk(drive *d)
{
    size_t n = d->options.chunk ? d->options.chunk : d->wire.len;

    if (d->options.split) {
        d->options.split = d->options.split * UINT64_C(6364136223846793005) + 1442695040888963407U;
        n = 1 + (size_t)(d->options.split >> 40) % 97;
    }
    return n < d->wire.len ? n : d->wire.len;
}

static void check_promises(drive *d, const uint8_t *before, const brine_received *received)
{
    size_t consumed = received->consumed;

    if (consumed > d->window.len) {
        broken(d, "receive: consumed more than there was");
        return;
    }
    if (memcmp(before + consumed, d->window.data + consumed, d->window.len - consumed) != 0)
        broken(d, "receive: changed bytes that it did not consume");
    if (received->data_len && (received->data < d->window.data ||
                               received->data + received->data_len > d->window.data + consumed))
        broken(d, "receive: plaintext lies outside the consumed part");
    if (received->data_len && !(brine_conn_state(d->conn) & BRINE_CONN_READABLE))
        broken(d, "receive: plaintext before the connection was readable");
}

/* BRINE_CLOSED says that an authenticated server was done, not that anyone hung up. */
static void check_closed(drive *d, brine_result result)
{
    brine_facts facts;

    brine_conn_facts(d->conn, &facts, sizeof facts);
    if (result == BRINE_CLOSED && !facts.finished_verified)
        broken(d, "receive: BRINE_CLOSED though the server's Finished was not verified");
}

/* One call; true when it consumed something. */
static bool receive_once(drive *d)
{
    brine_received received = {0};
    peer_bytes before = {0};
    brine_result result;
    bool moved;

    peer_put(&before, d->window.data, d->window.len);
    result = brine_conn_receive(d->conn, d->window.data, d->window.len, &received);
    note(d, result);
    check_promises(d, before.data, &received);
    check_closed(d, result);
    peer_bytes_free(&before);
    if (d->broken_promise)
        return false;
    peer_put(&d->received, received.data, received.data_len);
    moved = received.consumed > 0;
    peer_remove(&d->window, 0, received.consumed);
    return moved && brine_result_category(result) == BRINE_CATEGORY_STATUS;
}

/* Moves one chunk from the server to the client; false when there was nothing to move. */
static bool deliver(drive *d)
{
    uint8_t buf[4096];
    bool moved;
    size_t n;

    while ((n = peer_take(d->server, buf, sizeof buf)) > 0)
        peer_put(&d->wire, buf, n);
    n = next_chunk(d);
    peer_put(&d->window, d->wire.data, n);
    peer_remove(&d->wire, 0, n);
    /* What waited for an answer from outside may go on now, though nothing new has come. */
    for (moved = n > 0; d->window.len && receive_once(d); moved = true)
        send_all(d, NULL, 0);
    return moved;
}

brine_result drive_run(drive *d)
{
    do
        send_all(d, NULL, 0);
    while (!failed(d) && deliver(d));
    if (d->server->ended && !d->ended)
        drive_end(d);
    return d->result;
}

size_t drive_write(drive *d, const void *data, size_t len)
{
    size_t taken = send_all(d, data, len);

    drive_run(d);
    return taken;
}

brine_result drive_end(drive *d)
{
    d->ended = true;
    note(d, brine_conn_receive_end(d->conn));
    send_all(d, NULL, 0);
    return d->result;
}
