#include "fake_engine.h"

#include "base/error.h"
#include "base/memory.h"
#include "config/config.h"
#include "conn/cause.h"
#include "conn/copy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER 5

fake_settings fake;

struct brine_conn {
    bool started, hello_due; /* H is to be made */
    bool hello_received;     /* S has come */
    bool asks_signature, asks_verdict;
    bool key_due;    /* K is to be made */
    bool flight_due; /* F is to be made */
    bool answer_due; /* N is to be made */
    bool writable, readable;
    bool close_wanted, close_sent, close_received;
    brine_result failure;
    brine_alert alert_wanted; /* about the failure; BRINE_ALERT_none = nothing */
    brine_error error;
};

static void *count_allocate(void *context, size_t size)
{
    (void)context;
    if (fake.no_memory || (fake.fail_at > 0 && --fake.fail_at == 0))
        return NULL;
    fake.allocations++;
    fake.allocated += size;
    if (fake.allocated > fake.allocated_peak)
        fake.allocated_peak = fake.allocated;
    return malloc(size);
}

static void count_release(void *context, void *block, size_t size)
{
    (void)context;
    fake.allocated -= size;
    free(block);
}

static const brine_allocator counting = {NULL, count_allocate, count_release};

const brine_config *fake_config(void)
{
    static const char nothing[8];

    return (const brine_config *)(const void *)nothing;
}

const brine_allocator *brn_config_allocator(const brine_config *config)
{
    (void)config;
    return &counting;
}

size_t fake_record(uint8_t *out, uint8_t type, const void *data, size_t n)
{
    const uint8_t header[HEADER] = {type, 3, 3, (uint8_t)(n >> 8), (uint8_t)n};

    memcpy(out, header, HEADER);
    if (n > 0)
        memcpy(out + HEADER, data, n);
    return HEADER + n;
}

brine_result brine_conn_new(const brine_config *config, const char *server_name, brine_conn **out,
                            brine_error *error)
{
    (void)config;
    if (server_name != NULL && strcmp(server_name, "not valid") == 0)
        return brine_server_name_check(server_name, error);
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "connection", NULL);
    (*out)->alert_wanted = BRINE_ALERT_none;
    return BRINE_OK;
}

void brine_conn_free(brine_conn *conn)
{
    free(conn);
}

brine_result brine_conn_set_port(brine_conn *conn, uint16_t port)
{
    (void)conn;
    (void)port;
    return BRINE_OK;
}

brine_result brine_conn_set_context(brine_conn *conn, void *context)
{
    (void)conn;
    (void)context;
    return BRINE_OK;
}

brine_result brine_conn_set_session(brine_conn *conn, brine_session *session)
{
    (void)conn;
    (void)session;
    return BRINE_OK;
}

/* The alert is the real engine's for that error, unless the server was already told goodbye. */
static brine_result fail(brine_conn *conn, brine_result code, const char *what)
{
    conn->failure = brn_fail(&conn->error, code, "fake", "%s", what);
    conn->alert_wanted = conn->close_sent ? BRINE_ALERT_none : brine_result_alert(code);
    conn->readable = conn->writable = false;
    return code;
}

brine_result brine_conn_abort(brine_conn *conn, brine_alert alert)
{
    if (conn->failure != BRINE_OK)
        return conn->failure;
    fail(conn, BRINE_ERROR_ABORTED, "aborted");
    conn->alert_wanted = conn->started && !conn->close_sent ? alert : BRINE_ALERT_none;
    return BRINE_OK;
}

static void start(brine_conn *conn)
{
    if (conn->started)
        return;
    conn->started = true;
    conn->hello_due = true;
}

static void finish_flight(brine_conn *conn)
{
    conn->flight_due = true;
    conn->writable = fake.false_start || fake.resume;
}

static void take_hello(brine_conn *conn)
{
    conn->hello_received = true;
    conn->asks_signature = fake.ask_signature;
    conn->key_due = fake.ask_signature;
    conn->asks_verdict = fake.ask_verdict;
    if (!fake.ask_signature && !fake.ask_verdict && !fake.resume)
        finish_flight(conn);
}

static void take_finished(brine_conn *conn)
{
    conn->readable = conn->writable = true;
    if (fake.resume)
        finish_flight(conn);
}

static brine_result take_handshake(brine_conn *conn, uint8_t message)
{
    if (message == 'R') /* in the handshake it is ignored */
        conn->answer_due = conn->answer_due || conn->readable;
    else if (message == 'S' && !conn->hello_received)
        take_hello(conn);
    else if (message == 'F' && conn->hello_received && !conn->readable)
        take_finished(conn);
    else
        return fail(conn, BRINE_ERROR_UNEXPECTED_MESSAGE, "what a message");
    return BRINE_OK;
}

static brine_result take_alert(brine_conn *conn, uint8_t description)
{
    if (description != 0)
        return fail(conn, BRINE_ERROR_ALERT, "the server sent an alert");
    if (!conn->readable) {
        fail(conn, BRINE_ERROR_ENDED_IN_HANDSHAKE, "goodbye in the handshake");
        if (!conn->close_sent)
            conn->alert_wanted = BRINE_ALERT_close_notify;
        return conn->failure;
    }
    conn->close_received = true;
    conn->close_wanted = true;
    return BRINE_CLOSED;
}

static brine_result take_record(brine_conn *conn, uint8_t *record, size_t n,
                                brine_received *received)
{
    if (record[0] == 22)
        return take_handshake(conn, record[HEADER]);
    if (record[0] == 21)
        return take_alert(conn, record[HEADER]);
    if (!conn->readable)
        return fail(conn, BRINE_ERROR_UNEXPECTED_MESSAGE, "what data");
    received->data = record + HEADER;
    received->data_len = n;
    return BRINE_OK;
}

static brine_result waiting_for(const brine_conn *conn)
{
    if (conn->asks_verdict)
        return BRINE_WANT_VERDICT;
    return conn->asks_signature ? BRINE_WANT_SIGNATURE : BRINE_OK;
}

/* Like the real one: as many records as there are, until one holds data. */
static brine_result receive_records(brine_conn *conn, uint8_t *buf, size_t len,
                                    brine_received *received)
{
    while (received->data_len == 0) {
        uint8_t *record;
        size_t left = len - received->consumed, n;
        brine_result result = waiting_for(conn);

        received->missing = left < HEADER ? HEADER - left : 0;
        if (left < HEADER)
            return BRINE_OK; /* buf may be NULL: nothing is added to it */
        record = buf + received->consumed;
        if (record[0] < 21 || record[0] > 23)
            return fail(conn, BRINE_ERROR_RECORD_TYPE, "what a record");
        n = (size_t)record[3] << 8 | record[4];
        received->missing = left < HEADER + n ? HEADER + n - left : 0;
        if (received->missing > 0)
            return BRINE_OK;
        if (result != BRINE_OK && record[0] != 21)
            return received->consumed > 0 ? BRINE_OK : result;
        received->consumed += HEADER + n;
        result = take_record(conn, record, n, received);
        if (result != BRINE_OK)
            return result;
    }
    return BRINE_OK;
}

brine_result brine_conn_receive(brine_conn *conn, uint8_t *buf, size_t len,
                                brine_received *received)
{
    brine_result result;

    memset(received, 0, sizeof *received);
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (conn->close_received) {
        received->consumed = len;
        return BRINE_CLOSED;
    }
    if (conn->close_wanted && !conn->started)
        return BRINE_ERROR_WRONG_STATE;
    start(conn);
    result = receive_records(conn, buf, len, received);
    if (result == BRINE_CLOSED)
        received->consumed = len;
    return result;
}

brine_result brine_conn_receive_end(brine_conn *conn)
{
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (conn->close_received)
        return BRINE_OK;
    if (!conn->readable)
        return fail(conn, BRINE_ERROR_ENDED_IN_HANDSHAKE, "ended early");
    return fail(conn, BRINE_ERROR_TRUNCATED, "truncated");
}

/* The caller's buffer as it fills. */
typedef struct output {
    uint8_t *out;
    size_t cap;
    size_t made;
} output;

/* One record of the protocol's own: true when there was room for it. */
static bool make(output *o, uint8_t type, uint8_t byte, size_t n)
{
    static uint8_t body[16384];

    if (o->cap - o->made < HEADER + n)
        return false;
    memset(body, byte, n);
    o->made += fake_record(o->out + o->made, type, body, n);
    return true;
}

static void make_last_alert(brine_conn *conn, output *o)
{
    bool polite = conn->alert_wanted == BRINE_ALERT_close_notify;

    if (conn->alert_wanted != BRINE_ALERT_none && make(o, 21, polite ? 0 : 1, 1))
        conn->alert_wanted = BRINE_ALERT_none;
}

/* What goes before F. */
static bool flight_begins(const brine_conn *conn)
{
    return conn->hello_due || conn->key_due;
}

static void make_flight(brine_conn *conn, output *o)
{
    size_t length = fake.flight_length > 0 ? fake.flight_length : 1;

    if (conn->hello_due && make(o, 22, 'H', 1))
        conn->hello_due = false;
    if (conn->key_due && !conn->hello_due && make(o, 22, 'K', 1))
        conn->key_due = false;
    if (conn->flight_due && !flight_begins(conn) && make(o, 22, 'F', length))
        conn->flight_due = false;
}

static void make_warnings(brine_conn *conn, output *o)
{
    if (conn->answer_due && make(o, 22, 'N', 1))
        conn->answer_due = false;
    if (conn->close_wanted && !conn->answer_due && make(o, 21, 0, 1))
        conn->close_sent = true;
}

static void make_data(output *o, const uint8_t *data, size_t n, size_t *taken)
{
    while (*taken < n && o->cap - o->made > HEADER) {
        size_t room = o->cap - o->made - HEADER, piece = n - *taken;

        if (piece > 16384)
            piece = 16384;
        if (piece > room)
            piece = room;
        o->made += fake_record(o->out + o->made, 23, data + *taken, piece);
        *taken += piece;
    }
}

static brine_result send_all(brine_conn *conn, output *o, const uint8_t *data, size_t n,
                             size_t *taken)
{
    if (conn->close_wanted && !conn->started)
        return BRINE_CLOSED;
    if (conn->close_sent)
        return n == 0 ? BRINE_OK : BRINE_CLOSED;
    start(conn);
    make_flight(conn, o);
    if (flight_begins(conn) || conn->flight_due)
        return BRINE_OK;
    make_warnings(conn, o);
    if (n > 0 && conn->close_wanted)
        return BRINE_CLOSED;
    if (n > 0 && conn->writable && fake.key_is_spent)
        return fail(conn, BRINE_ERROR_KEY_SPENT, "too much data");
    if (conn->writable)
        make_data(o, data, n, taken);
    return BRINE_OK;
}

brine_result brine_conn_send(brine_conn *conn, uint8_t *out, size_t cap, const void *data, size_t n,
                             size_t *made, size_t *taken)
{
    output o = {out, cap, 0};
    brine_result result = conn->failure;

    *taken = 0;
    if (result == BRINE_OK)
        result = send_all(conn, &o, data, n, taken);
    if (conn->failure != BRINE_OK)
        make_last_alert(conn, &o);
    *made = o.made;
    return result;
}

size_t brine_conn_sealed_size(const brine_conn *conn, size_t n)
{
    (void)conn;
    return n + (n + 16383) / 16384 * HEADER;
}

static bool output_is_pending(const brine_conn *conn)
{
    if (conn->failure != BRINE_OK)
        return conn->alert_wanted != BRINE_ALERT_none;
    if (conn->close_sent)
        return false;
    return !conn->started || flight_begins(conn) || conn->flight_due || conn->answer_due ||
           conn->close_wanted;
}

unsigned brine_conn_state(const brine_conn *conn)
{
    unsigned state = output_is_pending(conn) ? BRINE_CONN_OUTPUT_PENDING : 0;

    if (conn->failure != BRINE_OK)
        return state | BRINE_CONN_CLOSED;
    if (conn->readable && !conn->close_received)
        state |= BRINE_CONN_READABLE;
    if (conn->writable && !conn->close_wanted)
        state |= BRINE_CONN_WRITABLE;
    if (conn->asks_signature)
        state |= BRINE_CONN_WAIT_SIGNATURE;
    if (conn->asks_verdict)
        state |= BRINE_CONN_WAIT_VERDICT;
    if (conn->close_sent || conn->close_received)
        state |= BRINE_CONN_CLOSED;
    return state;
}

brine_result brine_conn_close(brine_conn *conn)
{
    if (conn->failure != BRINE_OK)
        return conn->failure;
    conn->close_wanted = true;
    if (!conn->started)
        conn->close_sent = true;
    return BRINE_OK;
}

brine_result brine_conn_signature(brine_conn *conn, const uint8_t *signature, size_t len)
{
    (void)len;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (!conn->asks_signature)
        return BRINE_ERROR_WRONG_STATE;
    conn->asks_signature = false;
    if (signature == NULL)
        return fail(conn, BRINE_ERROR_SIGNER, "not signed");
    finish_flight(conn);
    return BRINE_OK;
}

brine_result brine_conn_verdict(brine_conn *conn, brine_verdict verdict, brine_alert alert)
{
    (void)alert;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (!conn->asks_verdict)
        return BRINE_ERROR_WRONG_STATE;
    conn->asks_verdict = false;
    if (verdict == BRINE_VERDICT_REFUSE)
        return fail(conn, BRINE_ERROR_CERT_REFUSED, "refused");
    finish_flight(conn);
    return BRINE_OK;
}

void brine_conn_error(const brine_conn *conn, brine_error *out)
{
    *out = conn->error;
}

bool brn_conn_is_a_copy(const brine_conn *conn)
{
    (void)conn;
    return false;
}

bool brn_conn_cause(const brine_conn *conn, brn_ending ending, brn_cause *out)
{
    (void)conn;
    if (fake.cause == NULL)
        return false;
    snprintf(out->words, sizeof out->words, "%s %d", fake.cause, (int)ending);
    out->advice = "do this";
    return true;
}
