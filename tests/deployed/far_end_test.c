/*
 * What may stand at the other end, or in the way there: other protocols, older versions, a peer
 * that sends byte by byte, one that never reads, a descriptor that the program has closed.
 */
#include "far_end.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- Other protocols and older versions ---- */

/* 32 bytes that are not all alike. */
#define RANDOM "0123456789abcdef0123456789abcdef"
/* ServerHello in a record, both of this version, with AES256-SHA. */
#define SERVER_HELLO(version)                                                                      \
    "\x16\x03" version "\x00\x2a\x02\x00\x00\x26\x03" version RANDOM "\x00\x00\x35\x00"

static const struct {
    const char *title;
    peer_slice says;
    brine_result result;
    const char *words;
} answers[] = {
    {"a captive portal", PEER_LITERAL("HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n"),
     BRINE_ERROR_NOT_TLS,
     "they are HTTP, in which a server, a proxy or a captive portal answered in the clear; check "
     "the port and the proxy; where a network wants a log-in first, do that in a browser"},
    {"a proxy's refusal", PEER_LITERAL("HTTP/1.0 403 Forbidden\r\n\r\nno"), BRINE_ERROR_NOT_TLS,
     "they are HTTP, in which"},
    {"a server of HTTP", PEER_LITERAL("HTTP/1.1 400 Bad Request\r\n\r\n"), BRINE_ERROR_NOT_TLS,
     "its first bytes, 0x485454502f, begin no TLS record: they are HTTP, in which"},
    {"SSH", PEER_LITERAL("SSH-2.0-OpenSSH_9.2\r\n"), BRINE_ERROR_NOT_TLS,
     "begin no TLS record: they are SSH's; check the port"},
    {"SMTP", PEER_LITERAL("220 mail.example ESMTP\r\n"), BRINE_ERROR_NOT_TLS,
     "they greet as SMTP and FTP do, where TLS begins only when the client has asked for it"},
    {"a long greeting of SMTP", PEER_LITERAL("220-mail.example\r\n220 x\r\n"), BRINE_ERROR_NOT_TLS,
     "or ask for TLS first, as STARTTLS or AUTH TLS"},
    {"IMAP", PEER_LITERAL("* OK ready\r\n"), BRINE_ERROR_NOT_TLS, "they greet as IMAP does"},
    {"POP3", PEER_LITERAL("+OK ready\r\n"), BRINE_ERROR_NOT_TLS, "they greet as POP3 does"},
    {"plain text", PEER_LITERAL("Access denied.\r\n"), BRINE_ERROR_NOT_TLS,
     "its first bytes, 0x4163636573, begin no TLS record; check the port"},
    {"SSL 2.0", PEER_LITERAL("\x80\x2e\x04\x00\x01\x00\x02"), BRINE_ERROR_NOT_TLS,
     "begin no TLS record; check the port"},
    {"SSL 3.0", PEER_LITERAL(SERVER_HELLO("\x00")), BRINE_ERROR_VERSION,
     "the server chose version 0x0300, brine speaks TLS 1.2 (0x0303)"},
    {"TLS 1.0", PEER_LITERAL(SERVER_HELLO("\x01")), BRINE_ERROR_VERSION,
     "the server chose version 0x0301, brine speaks TLS 1.2 (0x0303)"},
    {"SSL 3.0 with an alert", PEER_LITERAL("\x15\x03\x00\x00\x02\x02\x28"), BRINE_ERROR_ALERT,
     "the server accepts nothing of what ClientHello offered: TLS 1.2 with TLS_ECDHE_"},
    {"TLS 1.0 with an alert", PEER_LITERAL("\x15\x03\x01\x00\x02\x02\x46"), BRINE_ERROR_ALERT,
     "the server does not speak TLS 1.2, the only version that brine"},
};

static void what_is_no_tls_1_2_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        far_end far;
        brine_result result;

        far_end_open(&far, test_pki, test_frozen, true, 0);
        assert_int_equal(brine_stream_handshake(far.stream), BRINE_WANT_READ);
        assert_int_equal(send(far.socket, answers[i].says.data, answers[i].says.len, 0),
                         answers[i].says.len);
        result = brine_stream_handshake(far.stream);
        if (result != answers[i].result || strstr(far_end_told(&far), answers[i].words) == NULL)
            fail_msg("%s: %s, \"%s\"", answers[i].title, brine_result_name(result),
                     far_end_told(&far));
        far_end_close(&far);
    }
}

/* ---- A peer that is slow, or does not read ---- */

static void a_byte_at_a_time_makes_a_connection(void **state)
{
    far_end far;
    uint8_t byte = 0;
    brine_result result = BRINE_OK;
    size_t n = 0;

    (void)state;
    far_end_open(&far, test_pki, test_frozen, true, 0);
    far_end_handshake(&far, 1);
    assert_int_equal(brine_stream_flush(far.stream), BRINE_OK);
    far_end_listen(&far);
    far_end_say(&far, 1, &result);
    peer_say(far.server, "x", 1);
    far_end_say(&far, 1, &result);
    assert_int_equal(brine_stream_read(far.stream, &byte, 1, &n), BRINE_OK);
    assert_int_equal(byte, 'x');
    far_end_close(&far);
}

#define PORTION 10000

/* Until the system has no room for more: what was not taken is the application's to keep. */
static void a_peer_that_never_reads_fills_no_memory(void **state)
{
    static const uint8_t portion[PORTION];
    far_end far;
    size_t refused = 0;

    (void)state;
    far_end_open(&far, test_pki, test_frozen, true, 0);
    far_end_handshake(&far, 64);
    for (int i = 0; i < 2000; i++) {
        size_t taken = 0;
        brine_result result = brine_stream_write(far.stream, portion, sizeof portion, &taken);

        assert_true(result == BRINE_OK || result == BRINE_WANT_WRITE);
        if (result == BRINE_WANT_WRITE) {
            refused++;
            assert_true(refused == 1 || taken == 0);
        }
    }
    assert_true(refused > 1000);
    far_end_close(&far);
}

/* The server's half of the handshake, and not a byte more is read. */
static void *serve_handshake(void *context)
{
    far_end *far = context;
    struct pollfd heard = {.fd = far->socket, .events = POLLIN};
    uint8_t words[4096];

    while (far->server->phase != PEER_OPEN) {
        size_t len;

        (void)poll(&heard, 1, -1);
        far_end_listen(far);
        while ((len = peer_take(far->server, words, sizeof words)) > 0)
            if (send(far->socket, words, len, MSG_NOSIGNAL) != (ssize_t)len)
                return NULL;
    }
    return NULL;
}

static void a_peer_that_never_reads_is_told(void **state)
{
    static const uint8_t portion[PORTION];
    far_end far;
    brine_result result;
    pthread_t thread;

    (void)state;
    far_end_open(&far, test_pki, test_frozen, false, 20);
    assert_int_equal(pthread_create(&thread, NULL, serve_handshake, &far), 0);
    assert_int_equal(brine_stream_handshake(far.stream), BRINE_OK);
    assert_int_equal(brine_stream_authenticate(far.stream), BRINE_OK);
    assert_int_equal(pthread_join(thread, NULL), 0);
    do
        result = brine_stream_write(far.stream, portion, sizeof portion, NULL);
    while (result == BRINE_OK);
    assert_int_equal(result, BRINE_ERROR_TIMED_OUT);
    assert_non_null(
        strstr(far_end_told(&far), "sending to server.example port 443 took longer than 20 ms"));
    far_end_close(&far);
}

/* ---- A descriptor that the program has closed ---- */

static void a_closed_descriptor_is_told(void **state)
{
    far_end far;
    size_t taken;

    (void)state;
    far_end_open(&far, test_pki, test_frozen, true, 0);
    far_end_handshake(&far, 64);
    assert_int_equal(close(far.streams_socket), 0);
    assert_int_equal(brine_stream_write(far.stream, "x", 1, &taken), BRINE_ERROR_WRITE);
    if (strstr(far_end_told(&far), "can't send to server.example port 443: Bad file descriptor; "
                                   "the program closed the descriptor") == NULL)
        fail_msg("%s", far_end_told(&far));
    far_end_close(&far);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_tls_1_2_is_named),
        cmocka_unit_test(a_byte_at_a_time_makes_a_connection),
        cmocka_unit_test(a_peer_that_never_reads_fills_no_memory),
        cmocka_unit_test(a_peer_that_never_reads_is_told),
        cmocka_unit_test(a_closed_descriptor_is_told),
    };
    return cmocka_run_group_tests(tests, test_frozen_setup, test_frozen_teardown);
}
