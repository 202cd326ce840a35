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
#include "pool.h"

#include <string.h>

/* Constants of a device that knows its server. The time would come from a clock chip or the
 * network: certificates are judged by it. */
#define SERVER_NAME "device.example"
#define TIME_NOW    FIRMWARE_TIME
#define FRAGMENT    FIRMWARE_FRAGMENT /* bytes in a record that the server is asked for */

static const char request[] = "GET / HTTP/1.0\r\n\r\n";

typedef struct link {
    unsigned uart;
    brine_conn *conn;
    uint8_t in[FRAGMENT + BRINE_RECORD_MAX - BRINE_RECORD_PLAINTEXT_MAX];
    size_t in_len;
    uint8_t out[sizeof request + BRINE_RECORD_MAX - BRINE_RECORD_PLAINTEXT_MAX + 128];
    size_t asked;    /* bytes of the request that are sent */
    uint32_t answer; /* bytes that came */
    uint32_t ticks;  /* that brine worked until the connection could carry data */
    uint32_t idle;   /* bytes of memory that the connection had then */
    bool ready;
} link;

static int64_t now(void *context)
{
    (void)context;
    return TIME_NOW;
}

static void count(link *l, uint32_t begin)
{
    unsigned state = brine_conn_state(l->conn);

    if (l->ready)
        return;
    l->ticks += (board_ticks() - begin) & 0xffffff;
    l->ready = (state & BRINE_CONN_READABLE) != 0 && (state & BRINE_CONN_OUTPUT_PENDING) == 0;
    l->idle = pool.used;
}

/* Sends what the handshake has to say, then the request. */
static brine_result talk(link *l)
{
    brine_result result;
    size_t made = 0, taken = 0;

    do {
        uint32_t begin = board_ticks();

        result = brine_conn_send(l->conn, l->out, sizeof l->out, request + l->asked,
                                 sizeof request - 1 - l->asked, &made, &taken);
        count(l, begin);
        l->asked += taken;
        uart_write(l->uart, l->out, made);
    } while (result == BRINE_OK && made > 0);
    return result;
}

/* Takes what came; data would be read at received.data, before the next call. */
static brine_result listen(link *l)
{
    brine_received received = BRINE_NOTHING_RECEIVED;
    uint32_t begin = board_ticks();
    brine_result result = brine_conn_receive(l->conn, l->in, l->in_len, &received);

    count(l, begin);
    l->answer += (uint32_t)received.data_len;
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

static void report(const link *l, brine_result result)
{
    brine_facts facts;
    brine_error error = BRINE_NO_ERROR;

    brine_conn_facts(l->conn, &facts, sizeof facts);
    brine_conn_error(l->conn, &error);
    say_number("result", (uint32_t)result);
    say_number("suite", facts.suite_id);
    say_number("resumed", facts.resumed);
    say_number("ticks", l->ticks);
    say_number("idle", l->idle);
    say_number("answer", l->answer);
    say(error.text);
    say("\n");
}

/* One connection; *session is resumed if there is one, and is the new one afterwards. */
static brine_result connect(const brine_config *config, unsigned uart, brine_session **session)
{
    static link l;
    brine_result result;
    brine_session *old = *session;
    uint32_t before = pool.used;

    l = (link){.uart = uart};
    result = brine_conn_new(config, SERVER_NAME, &l.conn, NULL);
    if (result == BRINE_OK && old != NULL)
        result = brine_conn_set_session(l.conn, old);
    while (result == BRINE_OK) {
        result = talk(&l);
        if (result == BRINE_OK)
            result = listen(&l);
    }
    if (l.conn == NULL) {
        say_number("result", (uint32_t)result);
        return result;
    }
    if (result == BRINE_CLOSED && brine_conn_session(l.conn, session, NULL) == BRINE_OK)
        brine_session_free(old);
    if (brine_conn_close(l.conn) == BRINE_OK || result != BRINE_CLOSED)
        (void)!talk(&l); /* the last word: close_notify, or the alert that says what was wrong */
    l.idle -= before;
    report(&l, result);
    brine_conn_free(l.conn);
    return result;
}

static brine_result prepare(brine_config **config)
{
    brine_bytes anchor = {device_anchor, device_anchor_size};
    brine_trust *trust = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new_with(&device_provider, &pool_allocator, config, &error);

    if (result == BRINE_OK)
        result = brine_trust_new(&pool_allocator, &trust, &error);
    if (result == BRINE_OK)
        result = brine_trust_add_borrowed(trust, anchor, &error);
    if (result == BRINE_OK)
        result = brine_trust_freeze(trust, &error);
    if (result == BRINE_OK)
        result = brine_config_set_trust(*config, trust);
    if (result == BRINE_OK)
        result = brine_config_set_clock(*config, now, NULL);
    if (result == BRINE_OK && FRAGMENT < BRINE_RECORD_PLAINTEXT_MAX)
        result = brine_config_set_max_fragment_length(*config, FRAGMENT);
    if (result == BRINE_OK)
        result = brine_config_freeze(*config, &error);
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
    say_number("set-up", pool.used);
    say_number("result", (uint32_t)result);
    say("\n");
    if (result == BRINE_OK)
        result = connect(config, UART_SERVER, &session);
    if (result == BRINE_CLOSED)
        result = connect(config, UART_SERVER_AGAIN, &session);
    brine_session_free(session);
    brine_config_free(config);
    say_number("peak", pool.most);
    say_number("left", pool.used);
    say_number("stack", board_stack());
    say("\n");
    return result == BRINE_CLOSED ? 0 : 1;
}
