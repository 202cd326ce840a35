#include "attack/judge.h"

#include "attack/payload.h"

#include <string.h>

#define TYPE_ALERT 21

void judge_fault(attempt *a, const char *fault)
{
    if (a->fault == NULL)
        a->fault = fault;
}

void judge_received(attempt *a, const brine_received *got)
{
    const uint8_t *end = a->window.data + a->window.len;

    if (got->consumed > a->window.len)
        judge_fault(a, "consumes more than there is");
    if (got->data_len == 0 || a->fault != NULL)
        return;
    if ((brine_conn_state(a->conn) & BRINE_CONN_READABLE) == 0)
        judge_fault(a, "gives data before the server is authenticated");
    if (a->result != BRINE_OK)
        judge_fault(a, "gives data with an error or an end");
    if (got->data < a->window.data || got->data_len > (size_t)(end - got->data))
        judge_fault(a, "gives data outside the buffer");
    else if (got->data_len > a->client->payload - a->received ||
             memcmp(got->data, payload_of(PAYLOAD_SERVER) + a->received, got->data_len) != 0)
        judge_fault(a, "gives plaintext that the server never said");
    else
        a->received += got->data_len;
}

void judge_last_words(attempt *a, const uint8_t *out, size_t len)
{
    if (len == 0)
        return;
    if (len < BRINE_RECORD_HEADER_SIZE || out[0] != TYPE_ALERT ||
        (size_t)(out[3] << 8 | out[4]) != len - BRINE_RECORD_HEADER_SIZE)
        judge_fault(a, "says something else than one alert after an error");
    if (++a->records_after_error > 1)
        judge_fault(a, "says more than one record after an error");
}

/* The first error is final: each call tells it again, and there is no more plaintext. */
static void judge_stickiness(attempt *a)
{
    uint8_t out[BRINE_SEND_CAP_MIN + 64],
        late[] = "\x17\x03\x03\x00\x20 a record that comes late ....";
    brine_received got = {.consumed = 0};
    brine_session *session = NULL;
    size_t made = 0, taken = 0;

    if (brine_conn_receive(a->conn, late, sizeof late - 1, &got) != a->result || got.data_len != 0)
        judge_fault(a, "receives after an error");
    if (brine_conn_receive_end(a->conn) != a->result)
        judge_fault(a, "forgets its error when the transport ends");
    if (brine_conn_send(a->conn, out, sizeof out, "late", 4, &made, &taken) != a->result ||
        made != 0 || taken != 0)
        judge_fault(a, "sends after an error and its alert");
    if (a->error.code != a->result || a->error.text[0] == '\0')
        judge_fault(a, "has no words for its error");
    if ((brine_conn_state(a->conn) & (BRINE_CONN_READABLE | BRINE_CONN_WRITABLE)) != 0)
        judge_fault(a, "is readable or writable after an error");
    if (brine_conn_session(a->conn, &session, NULL) == BRINE_OK &&
        a->result != BRINE_ERROR_TRUNCATED)
        judge_fault(a, "gives a session away after an error");
    brine_session_free(session);
}

/* A client that was not deceived says the same in its last alert as in its error. */
static void judge_alert(attempt *a)
{
    const libssl_side *side = &a->far.side;

    if (!a->far.live || side->failed)
        return;
    if (a->records_after_error > 0 && side->alert_received == -1 && side->handshaken)
        judge_fault(a, "sends an alert that the server can't read");
    if (side->alert_received != -1 && side->alert_received != (int)a->error.alert_sent)
        judge_fault(a, "sends another alert than its error says");
}

static attempt_end end_of(const attempt *a)
{
    brine_facts facts;

    brine_conn_facts(a->conn, &facts, sizeof facts);
    switch ((int)a->result) {
    case BRINE_CLOSED:
        return END_CLEAN;
    case BRINE_ERROR_ALERT:
        return END_ALERT;
    case BRINE_ERROR_TRUNCATED:
        return END_TRUNCATED;
    case BRINE_ERROR_ENDED_IN_HANDSHAKE:
        return END_CUT_HANDSHAKE;
    case BRINE_ERROR_BUFFER_TOO_SMALL:
        return END_NO_ROOM;
    default:
        return facts.finished_verified ? END_RECORD : END_HANDSHAKE;
    }
}

void judge_end(attempt *a)
{
    a->end = end_of(a);
    if (a->end == END_CLEAN) {
        if (a->received != a->client->payload || a->written != a->client->payload)
            judge_fault(a, "calls an end clean before all was said");
        if (brine_conn_receive_end(a->conn) != BRINE_OK)
            judge_fault(a, "calls a clean end truncated");
        return;
    }
    if (a->end == END_NO_ROOM)
        return;
    judge_stickiness(a);
    judge_alert(a);
}

/*
 * Whether brine found no fault of its own: what libssl says before its alert may not fit what
 * the client said, and its answer to another version of TLS is in a record of that.
 */
static bool only_heard(const attempt *a)
{
    return a->end == END_ALERT || a->end == END_TRUNCATED || a->end == END_CUT_HANDSHAKE;
}

/* What libssl knows of a connection whose client's bytes were changed. */
static void judge_server(attempt *a)
{
    const libssl_side *side = &a->far.side;

    if (!a->far.live)
        return;
    if (side->wrong)
        judge_fault(a, "lets the server read what the client never said");
    if (a->end == END_CLEAN && !side->answered)
        judge_fault(a, "calls an end clean though the server did not");
    if (side->alert_sent != -1 && only_heard(a) &&
        (a->end != END_ALERT || (int)a->error.alert_received != side->alert_sent))
        judge_fault(a, "does not tell the server's alert");
}

/* What libssl takes is libssl's affair, and less room than brine asks for may suffice or not. */
static bool must_be_clean(change_excuse excuse)
{
    return excuse != EXCUSE_NONE && excuse != EXCUSE_SERVER && excuse != EXCUSE_CAPACITY;
}

void judge_change(attempt *a, const change *c)
{
    if (c->to_server)
        judge_server(a);
    if (a->end == END_CLEAN && c->excuse == EXCUSE_NONE)
        judge_fault(a, "calls an end clean that is not");
    if (c->refused != 0 && a->consumed > c->refused)
        judge_fault(a, "goes on behind a record that it has to refuse");
    if (a->end != END_CLEAN && must_be_clean(c->excuse))
        judge_fault(a, "refuses what is legal");
    if (a->end == END_NO_ROOM && (c->capacity == 0 || (c->capacity >= BRINE_SEND_CAP_MIN &&
                                                       c->capacity != CAPACITY_NOTHING)))
        judge_fault(a, "wants more room than it says");
}
