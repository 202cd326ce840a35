#include "fake_engine.h"

#include "base/error.h"
#include "base/memory.h"
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#define HEADER 5

fake_settings fake;

struct brine_conn {
    unsigned state;
    bool hello_due, finished_due, answer_due, alert_due, close_due;
    bool server_is_done;
    brine_result failed;
    brine_error error;
};

static void *count_allocate(void *context, size_t size)
{
    (void)context;
    if (fake.no_memory || (fake.fail_at > 0 && --fake.fail_at == 0))
        return NULL;
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

brine_result brine_conn_new(const brine_config *config, const char *server_name, brine_conn **out)
{
    (void)config;
    if (server_name != NULL && strcmp(server_name, "not valid") == 0)
        return BRINE_ERROR_SERVER_NAME_INVALID;
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    (*out)->hello_due = true;
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

brine_result brine_conn_set_session(brine_conn *conn, brine_session *session)
{
    (void)conn;
    (void)session;
    return BRINE_OK;
}

static brine_result fail(brine_conn *conn, brine_result code, const char *what)
{
    conn->failed = brn_fail(&conn->error, code, "fake", "%s", what);
    conn->alert_due = code != BRINE_ERROR_ALERT;
    conn->state |= BRINE_CONN_CLOSED;
    return code;
}

static void finish_flight(brine_conn *conn)
{
    conn->finished_due = true;
    if (fake.false_start || fake.resume)
        conn->state |= BRINE_CONN_WRITABLE;
}

static brine_result take_handshake(brine_conn *conn, uint8_t message)
{
    if (message == 'S' && fake.ask_signature)
        conn->state |= BRINE_CONN_WAIT_SIGNATURE;
    else if (message == 'S' && fake.ask_verdict)
        conn->state |= BRINE_CONN_WAIT_VERDICT;
    else if (message == 'S' && !fake.resume)
        finish_flight(conn);
    else if (message == 'F') {
        conn->state |= BRINE_CONN_READABLE | BRINE_CONN_WRITABLE;
        if (fake.resume)
            finish_flight(conn);
    } else if (message != 'S')
        return fail(conn, BRINE_ERROR_UNEXPECTED_MESSAGE, "what a message");
    return BRINE_OK;
}

brine_result brine_conn_receive(brine_conn *conn, uint8_t *buf, size_t len,
                                brine_received *received)
{
    size_t n;

    memset(received, 0, sizeof *received);
    if (conn->failed != BRINE_OK)
        return conn->failed;
    if ((conn->state & BRINE_CONN_WAIT_SIGNATURE) != 0)
        return BRINE_WANT_SIGNATURE;
    if ((conn->state & BRINE_CONN_WAIT_VERDICT) != 0)
        return BRINE_WANT_VERDICT;
    if (conn->server_is_done)
        return BRINE_CLOSED;
    received->missing = len < HEADER ? HEADER - len : 0;
    if (len < HEADER)
        return BRINE_OK;
    n = (size_t)buf[3] << 8 | buf[4];
    received->missing = len < HEADER + n ? HEADER + n - len : 0;
    if (received->missing > 0)
        return BRINE_OK;
    received->consumed = HEADER + n;
    if (buf[0] == 22 && buf[HEADER] == 'R') {
        brine_result result;

        conn->answer_due = true;
        result = brine_conn_receive(conn, buf + HEADER + n, len - HEADER - n, received);
        received->consumed += HEADER + n;
        return result;
    }
    if (buf[0] == 22)
        return take_handshake(conn, buf[HEADER]);
    if (buf[0] == 23) {
        received->data = buf + HEADER;
        received->data_len = n;
        return BRINE_OK;
    }
    if (buf[0] != 21)
        return fail(conn, BRINE_ERROR_RECORD_TYPE, "what a record");
    if (buf[HEADER] != 0)
        return fail(conn, BRINE_ERROR_ALERT, "the server sent an alert");
    conn->server_is_done = true;
    conn->close_due = true;
    conn->state |= BRINE_CONN_CLOSED;
    return BRINE_CLOSED;
}

brine_result brine_conn_receive_end(brine_conn *conn)
{
    if (conn->server_is_done)
        return BRINE_OK;
    if ((conn->state & BRINE_CONN_READABLE) == 0)
        return fail(conn, BRINE_ERROR_ENDED_IN_HANDSHAKE, "ended early");
    return fail(conn, BRINE_ERROR_TRUNCATED, "truncated");
}

/* One record of the protocol's own, if it is due and there is room. */
static void make(bool *due, uint8_t type, uint8_t byte, size_t n, uint8_t *out, size_t cap,
                 size_t *made)
{
    static uint8_t body[16384];

    if (!*due || cap - *made < HEADER + n)
        return;
    memset(body, byte, n);
    *made += fake_record(out + *made, type, body, n);
    *due = false;
}

brine_result brine_conn_send(brine_conn *conn, uint8_t *out, size_t cap, const void *data, size_t n,
                             size_t *made, size_t *taken)
{
    *made = 0;
    *taken = 0;
    make(&conn->alert_due, 21, 1, 1, out, cap, made);
    if (conn->failed != BRINE_OK)
        return conn->failed;
    make(&conn->hello_due, 22, 'H', 1, out, cap, made);
    make(&conn->finished_due, 22, 'F', fake.flight_length > 0 ? fake.flight_length : 1, out, cap,
         made);
    make(&conn->answer_due, 22, 'N', 1, out, cap, made);
    make(&conn->close_due, 21, 0, 1, out, cap, made);
    if (n > 0 && (conn->state & BRINE_CONN_CLOSED) != 0)
        return BRINE_CLOSED;
    while ((conn->state & BRINE_CONN_WRITABLE) != 0 && *taken < n && cap - *made > HEADER) {
        size_t piece = n - *taken < 16384 ? n - *taken : 16384;

        if (piece > cap - *made - HEADER)
            piece = cap - *made - HEADER;
        *made += fake_record(out + *made, 23, (const uint8_t *)data + *taken, piece);
        *taken += piece;
    }
    return BRINE_OK;
}

size_t brine_conn_sealed_size(const brine_conn *conn, size_t n)
{
    (void)conn;
    return n + (n + 16383) / 16384 * HEADER;
}

unsigned brine_conn_state(const brine_conn *conn)
{
    bool pending = conn->hello_due || conn->finished_due || conn->answer_due || conn->alert_due ||
                   conn->close_due;

    return conn->state | (pending ? BRINE_CONN_OUTPUT_PENDING : 0);
}

brine_result brine_conn_close(brine_conn *conn)
{
    if ((conn->state & BRINE_CONN_CLOSED) == 0)
        conn->close_due = true;
    conn->state |= BRINE_CONN_CLOSED;
    return BRINE_OK;
}

brine_result brine_conn_signature(brine_conn *conn, const uint8_t *signature, size_t len)
{
    (void)signature;
    (void)len;
    conn->state &= ~(unsigned)BRINE_CONN_WAIT_SIGNATURE;
    finish_flight(conn);
    return BRINE_OK;
}

brine_result brine_conn_verdict(brine_conn *conn, brine_verdict verdict, brine_alert alert)
{
    (void)verdict;
    (void)alert;
    conn->state &= ~(unsigned)BRINE_CONN_WAIT_VERDICT;
    finish_flight(conn);
    return BRINE_OK;
}

void brine_conn_error(const brine_conn *conn, brine_error *out)
{
    *out = conn->error;
}
