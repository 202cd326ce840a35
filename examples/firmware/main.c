/*
 * A device without an operating system that speaks TLS over a serial line: asks the server at its
 * other end for a page, and then again on another line, where the session is resumed.
 *
 * brine needs four things of a device: memory (pool.c), random bytes (random.c), the time, and
 * whom to trust. What goes over the line is bytes that brine_conn_send makes and
 * brine_conn_receive takes; board.c carries them.
 */
#include "board.h"
#include "device.h"

#include <string.h>

/* Constants of a device that knows its server. The time would come from a clock chip or the
 * network: certificates are judged by it. */
#define SERVER_NAME "device.example"
#define TIME_NOW    FIRMWARE_TIME
#define FRAGMENT    FIRMWARE_FRAGMENT /* bytes in a record that the server is asked for */
#define OVERHEAD    (BRINE_RECORD_MAX - BRINE_RECORD_PLAINTEXT_MAX)

static const char request[] = "GET / HTTP/1.0\r\n\r\n";

typedef struct link {
    unsigned uart;
    brine_conn *conn;
    uint8_t in[FRAGMENT + OVERHEAD], out[sizeof request + OVERHEAD + 128];
    size_t in_len, asked; /* bytes of the request that are sent */
} link;

static int64_t now(void *context)
{
    (void)context;
    return TIME_NOW;
}

/* Sends what the handshake has to say, then the request. */
static brine_result talk(link *l)
{
    brine_result result;
    size_t made = 0, taken = 0;

    do {
        result = brine_conn_send(l->conn, l->out, sizeof l->out, request + l->asked,
                                 sizeof request - 1 - l->asked, &made, &taken);
        l->asked += taken;
        uart_write(l->uart, l->out, made);
    } while (result == BRINE_OK && made > 0);
    return result;
}

/* Takes what came; the page would be read at received.data, before the next call. */
static brine_result listen(link *l)
{
    brine_received received = BRINE_NOTHING_RECEIVED;
    brine_result result = brine_conn_receive(l->conn, l->in, l->in_len, &received);

    l->in_len -= received.consumed;
    memmove(l->in, l->in + received.consumed, l->in_len);
    if (received.consumed > 0) /* brine may have an answer to it */
        return result;
    if (received.missing > sizeof l->in - l->in_len) /* the server did not agree to FRAGMENT */
        return BRINE_ERROR_BUFFER_TOO_SMALL;
    while (result == BRINE_OK && received.missing > 0) { /* no more than the record lacks */
        size_t n = uart_read(l->uart, l->in + l->in_len, received.missing);

        if (n == 0)
            return BRINE_ERROR_TIMED_OUT;
        l->in_len += n;
        received.missing -= n;
    }
    return result;
}

/* One connection; *session is resumed if there is one, and is the new one afterwards. */
static brine_result connect(const brine_config *config, unsigned uart, brine_session **session)
{
    static link l;
    brine_session *old = *session;
    brine_result result;

    l = (link){.uart = uart};
    result = brine_conn_new(config, SERVER_NAME, &l.conn, NULL);
    if (result != BRINE_OK)
        return result;
    if (old != NULL)
        result = brine_conn_set_session(l.conn, old);
    while (result == BRINE_OK) {
        result = talk(&l);
        if (result == BRINE_OK)
            result = listen(&l);
    }
    if (result == BRINE_CLOSED && brine_conn_session(l.conn, session, NULL) == BRINE_OK)
        brine_session_free(old);
    if (brine_conn_close(l.conn) == BRINE_OK || result != BRINE_CLOSED)
        (void)!talk(&l); /* the last word: close_notify, or the alert that says what was wrong */
    brine_conn_free(l.conn);
    return result;
}

static brine_result prepare(brine_config **config)
{
    brine_bytes anchor = {device_anchor, device_anchor_size};
    brine_trust *trust = NULL;
    brine_result result = brine_config_new_with(&device_provider, &pool_allocator, config, NULL);

    if (result == BRINE_OK)
        result = brine_trust_new(&pool_allocator, &trust, NULL);
    if (result == BRINE_OK)
        result = brine_trust_add_borrowed(trust, anchor, NULL);
    if (result == BRINE_OK)
        result = brine_trust_freeze(trust, NULL);
    if (result == BRINE_OK)
        result = brine_config_set_trust(*config, trust);
    if (result == BRINE_OK)
        result = brine_config_set_clock(*config, now, NULL);
    if (result == BRINE_OK && FRAGMENT < BRINE_RECORD_PLAINTEXT_MAX)
        result = brine_config_set_max_fragment_length(*config, FRAGMENT);
    if (result == BRINE_OK)
        result = brine_config_freeze(*config, NULL);
    brine_trust_free(trust);
    return result;
}

int main(void)
{
    brine_config *config = NULL;
    brine_session *session = NULL;
    brine_result result;

    random_begin();
    result = prepare(&config);
    for (unsigned uart = UART_SERVER; result == BRINE_OK && uart <= UART_SERVER_AGAIN; uart++) {
        result = connect(config, uart, &session);
        if (result == BRINE_CLOSED) /* by the server, and in good order: the page is whole */
            result = BRINE_OK;
    }
    say_number("result", (uint32_t)result); /* as brine/error_list.h counts */
    brine_session_free(session);
    brine_config_free(config);
    return result == BRINE_OK ? 0 : 1;
}
