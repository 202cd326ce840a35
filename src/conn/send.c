/*
 * A byte's way out: first what the protocol has to say, then the application's data,
 * sealed straight into the caller's buffer.
 */
#include "conn/conn.h"
#include "conn/copy.h"
#include "crypto/registers.h"

/* The caller's buffer as it fills. */
typedef struct output {
    uint8_t *out;
    size_t cap;
    size_t made;
    bool full; /* something did not fit */
} output;

static uint16_t record_version(const brine_conn *conn)
{
    return conn->settled_version ? BRN_VERSION_TLS12 : BRN_VERSION_TLS10;
}

/* Plaintext that the next record can take of n bytes; 0 when not even one fits. */
static size_t record_room(const brine_conn *conn, output *o, size_t n)
{
    size_t cost = BRINE_RECORD_HEADER_SIZE + brn_protection_overhead(&conn->write);
    size_t left = o->cap - o->made;
    size_t room = left > cost ? left - cost : 0;

    if (room > conn->plaintext_max)
        room = conn->plaintext_max;
    if (room < n && room < conn->plaintext_max)
        o->full = true;
    return room < n ? room : n;
}

static brine_result make_record(brine_conn *conn, output *o, brn_content_type type,
                                const uint8_t *data, size_t len)
{
    brine_result result =
        brn_protection_seal(&conn->write, record_version(conn), type, data, len, o->out + o->made);

    if (result == BRINE_OK)
        o->made += BRINE_RECORD_HEADER_SIZE + brn_protection_overhead(&conn->write) + len;
    return result;
}

/* ---- Handshake ---- */

static brine_result make_flight(brine_conn *conn, output *o)
{
    brn_output next;

    while (conn->hs != NULL && brn_handshake_next_output(conn->hs, &next)) {
        size_t take = record_room(conn, o, next.bytes.len);
        brine_result result;

        if (take == 0)
            return BRINE_OK;
        result = make_record(conn, o, next.type, next.bytes.data, take);
        if (result != BRINE_OK)
            return brn_conn_fail(conn, result);
        /* The one place where the keys for writing change. */
        if (next.type == BRN_CONTENT_CHANGE_CIPHER_SPEC)
            brn_handshake_take_write_keys(conn->hs, &conn->write);
        brn_handshake_output_sent(conn->hs, take);
    }
    brn_conn_release_handshake(conn);
    return BRINE_OK;
}

/* ---- Alerts ---- */

/* False when it did not fit; then it stays wanted. */
static bool make_alert(brine_conn *conn, output *o, brn_alert_level level, brine_alert description)
{
    brn_alert alert = {(uint8_t)level, (uint8_t)description};
    uint8_t bytes[BRN_ALERT_SIZE];

    if (record_room(conn, o, sizeof bytes) < sizeof bytes)
        return false;
    brn_alert_encode(alert, bytes);
    /* An alert that can't be sealed counts as sent: there is no other way to tell the server. */
    if (make_record(conn, o, BRN_CONTENT_ALERT, bytes, sizeof bytes) == BRINE_OK) {
        conn->alert_sent = description;
        brn_conn_trace_alert(conn, true, alert);
    }
    return true;
}

/* After a failure: the one alert that tells why, and then silence. A copy's is not sent at all. */
static void make_last_alert(brine_conn *conn, output *o)
{
    brn_alert_level level =
        conn->alert_wanted == BRINE_ALERT_close_notify ? BRN_ALERT_WARNING : BRN_ALERT_FATAL;

    if (conn->alert_wanted == BRINE_ALERT_none)
        return;
    if (!brn_conn_is_a_copy(conn) && !make_alert(conn, o, level, conn->alert_wanted))
        return;
    conn->alert_wanted = BRINE_ALERT_none;
    brn_protection_clear(&conn->write, &conn->config->allocator);
}

static void make_warnings(brine_conn *conn, output *o)
{
    if (conn->no_renegotiation_wanted &&
        make_alert(conn, o, BRN_ALERT_WARNING, BRINE_ALERT_no_renegotiation))
        conn->no_renegotiation_wanted = false;
    if (conn->close_wanted && !conn->close_sent && !conn->no_renegotiation_wanted &&
        make_alert(conn, o, BRN_ALERT_WARNING, BRINE_ALERT_close_notify))
        conn->close_sent = true;
}

/* ---- Data ---- */

static brine_result seal_data(brine_conn *conn, output *o, const uint8_t *data, size_t n,
                              size_t *taken)
{
    while (*taken < n) {
        size_t take = record_room(conn, o, n - *taken);
        brine_result result;

        if (take == 0)
            return BRINE_OK;
        result = make_record(conn, o, BRN_CONTENT_APPLICATION_DATA, data + *taken, take);
        if (result != BRINE_OK)
            return brn_conn_fail(conn, result);
        *taken += take;
        conn->sent_early = conn->sent_early || !conn->readable;
    }
    return BRINE_OK;
}

static bool overlap(const uint8_t *a, size_t a_len, const uint8_t *b, size_t b_len)
{
    uintptr_t from_a = (uintptr_t)a, from_b = (uintptr_t)b;

    return a_len > 0 && b_len > 0 &&
           (from_a <= from_b ? from_b - from_a < a_len : from_a - from_b < b_len);
}

static brine_result send_all(brine_conn *conn, output *o, const uint8_t *data, size_t n,
                             size_t *taken)
{
    brine_result result;

    if (conn->close_wanted && !conn->started)
        return BRINE_CLOSED;
    /* RFC 5246 section 7.2.1: after close_notify "the sender will not send any more messages". */
    if (conn->close_sent)
        return n == 0 ? BRINE_OK : BRINE_CLOSED;
    result = brn_conn_start(conn);
    if (result == BRINE_OK)
        result = make_flight(conn, o);
    if (result != BRINE_OK)
        return result;
    if (brn_conn_flight_is_pending(conn))
        return BRINE_OK;
    make_warnings(conn, o);
    if (n == 0)
        return BRINE_OK;
    if (conn->close_wanted || conn->close_received)
        return BRINE_CLOSED;
    return conn->writable ? seal_data(conn, o, data, n, taken) : BRINE_OK;
}

brine_result brine_conn_send(brine_conn *conn, uint8_t *out, size_t cap, const void *data, size_t n,
                             size_t *made, size_t *taken)
{
    output o = {out, cap, 0, false};
    brine_result result;
    size_t took = 0;

    if (conn == NULL || made == NULL || (out == NULL && cap > 0) || (data == NULL && n > 0))
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (overlap(out, cap, data, n))
        return BRINE_ERROR_BUFFERS_OVERLAP;
    if (conn->failure == BRINE_OK && brn_conn_is_a_copy(conn))
        result = brn_conn_fail(conn, BRINE_ERROR_WRONG_STATE);
    else if (conn->failure == BRINE_OK)
        result = send_all(conn, &o, data, n, &took);
    else
        result = conn->failure;
    if (conn->failure != BRINE_OK)
        make_last_alert(conn, &o);
    else if (result == BRINE_OK && o.made == 0 && o.full)
        result = BRINE_ERROR_BUFFER_TOO_SMALL;
    brn_clear_registers();
    *made = o.made;
    if (taken != NULL)
        *taken = took;
    return result;
}

size_t brine_conn_sealed_size(const brine_conn *conn, size_t n)
{
    const size_t overhead = BRINE_RECORD_HEADER_SIZE + BRINE_RECORD_OVERHEAD_MAX;
    size_t max, records;

    if (conn == NULL)
        return 0;
    max = conn->plaintext_max;
    records = n / max + (n % max != 0);
    return records <= (SIZE_MAX - n) / overhead ? n + records * overhead : SIZE_MAX;
}
