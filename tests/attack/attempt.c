#include "attack/attempt.h"

#include "attack/judge.h"
#include "attack/payload.h"

#include <stdlib.h>
#include <string.h>

#define PLENTY    ((size_t)20000)
#define STEPS_MAX 400000u

static bool is_error(brine_result result)
{
    return brine_result_category(result) != BRINE_CATEGORY_STATUS;
}

static bool is_over(const attempt *a)
{
    return a->fault != NULL || a->result != BRINE_OK;
}

static void note(attempt *a, brine_result result)
{
    if (result != BRINE_OK && result != BRINE_CLOSED && !is_error(result))
        judge_fault(a, "waits for what was never asked for");
    if (a->result == BRINE_OK || (a->result == BRINE_CLOSED && is_error(result)))
        a->result = result;
}

/* ---- From the client to the server ---- */

/* The next bytes of the payload, as many as one record has. */
static size_t payload_ready(const attempt *a)
{
    if (a->written == a->client->payload || a->result != BRINE_OK)
        return 0;
    return payload_record(a->written, a->client->payload);
}

/* One call; false when the client has nothing more to say. */
static bool send_once(attempt *a, peer_bytes *flight)
{
    static uint8_t out[PLENTY];
    size_t made = 0, taken = 0, room = a->capacity != 0 ? a->capacity : sizeof out;
    size_t ready = payload_ready(a);
    brine_result before = a->result;

    note(a, brine_conn_send(a->conn, out, room == CAPACITY_NOTHING ? 0 : room,
                            payload_of(PAYLOAD_CLIENT) + a->written, ready, &made, &taken));
    if (made > room || taken > ready)
        judge_fault(a, "makes or takes more than it was given");
    if (is_error(before))
        judge_last_words(a, out, made);
    a->written += taken;
    peer_put(flight, out, made);
    return a->fault == NULL && (made > 0 || taken > 0);
}

static bool send_all(attempt *a)
{
    peer_bytes flight = {.len = 0}, passed = {.len = 0}, answer = {.len = 0};
    unsigned steps = 0;
    bool moved;

    while (send_once(a, &flight))
        if (++steps > STEPS_MAX)
            judge_fault(a, "sends without end");
    moved = flight.len > 0;
    changer_pass(&a->to_server, flight.data, flight.len, &passed);
    if (passed.len > 0 && (!is_error(a->result) || a->far.live))
        far_side_hear(&a->far, passed.data, passed.len, &answer);
    if (answer.len > 0)
        changer_pass(&a->to_client, answer.data, answer.len, &a->wire);
    peer_bytes_free(&flight);
    peer_bytes_free(&passed);
    peer_bytes_free(&answer);
    return moved;
}

/* ---- From the server to the client ---- */

static size_t next_portion(attempt *a)
{
    size_t n = a->portion != 0 ? a->portion : a->wire.len;

    if (a->chance != 0) {
        a->chance = a->chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        n = 1 + (size_t)(a->chance >> 40) % 97;
    }
    return n < a->wire.len ? n : a->wire.len;
}

/* One call; false when it consumed nothing, or was the last. */
static bool receive_once(attempt *a)
{
    brine_received got = {.consumed = 0};

    note(a, brine_conn_receive(a->conn, a->window.data, a->window.len, &got));
    judge_received(a, &got);
    if (a->fault != NULL)
        return false;
    peer_remove(&a->window, 0, got.consumed);
    a->consumed += got.consumed;
    return got.consumed > 0 && !is_over(a);
}

static bool deliver(attempt *a)
{
    size_t n = next_portion(a);

    peer_put(&a->window, a->wire.data, n);
    peer_remove(&a->wire, 0, n);
    while (n > 0 && a->window.len > 0 && receive_once(a))
        continue;
    return n > 0;
}

/* ---- Both ---- */

static void exchange(attempt *a)
{
    unsigned steps = 0;
    bool moved = true;

    while (moved && !is_over(a)) {
        moved = send_all(a);
        if (!is_over(a) && deliver(a))
            moved = true;
        if (++steps > STEPS_MAX)
            judge_fault(a, "goes on without end");
    }
    if (!is_over(a))
        note(a, brine_conn_receive_end(a->conn));
    if (a->result == BRINE_OK)
        judge_fault(a, "calls an end clean without close_notify");
}

/* Says the last words: close_notify, or the alert. */
static void part(attempt *a, bool wake)
{
    if (a->result == BRINE_CLOSED)
        note(a, brine_conn_close(a->conn));
    if (is_error(a->result) && wake)
        far_side_wake(&a->far);
    send_all(a);
}

void attempt_run(attempt *a, const subject *client, const libssl_server *server,
                 const recording *played, recording *made, const change *c, bool wake)
{
    static const change none = {.kind = CHANGE_NONE, .at = SIZE_MAX};

    *a = (attempt){.client = client,
                   .far = {.server = server, .played = played, .made = made},
                   .to_client = {.change = c->to_server ? &none : c},
                   .to_server = {.change = c->to_server ? c : &none},
                   .portion = c->portion,
                   .capacity = c->capacity,
                   .chance = c->chance};
    a->conn = subject_connect(client);
    exchange(a);
    if (a->fault == NULL)
        part(a, wake);
    brine_conn_error(a->conn, &a->error);
    judge_end(a);
}

void attempt_finish(attempt *a)
{
    brine_conn_free(a->conn);
    far_side_close(&a->far);
    peer_bytes_free(&a->wire);
    peer_bytes_free(&a->window);
}
