/*
 * A server that breaks a rule after a False Start (RFC 7918): the client has written before
 * it saw the server's Finished, and must still refuse whatever comes in its place. Where
 * False Start is allowed at all has its tests in tests/unit/conn.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#define UNEXPECTED REFUSED(UNEXPECTED_MESSAGE, unexpected_message)
#define BAD_MAC    REFUSED(BAD_RECORD_MAC, bad_record_mac)

static const char request[] = "GET / HTTP/1.1\r\n\r\n";

static void wait_for_data(peer_config *server)
{
    server->wait_for_data = true;
}

/* clang-format off */
static deviation rows[] = {
    {"a good Finished", {{0}}, ACCEPTED},
    {"a good Finished after a ticket", {{0}}, ACCEPTED, .with = WITH_TICKET},
    {"a broken Finished", {PEER_FLIP(PEER_F_VERIFY_DATA, 3)}, REFUSED(FINISHED, decrypt_error)},
    {"a short Finished", {PEER_CUT(PEER_FINISHED, 1)}, REFUSED(FINISHED, decrypt_error)},
    {"a Finished that is not protected", {PEER_PLAINTEXT(PEER_FINISHED)}, BAD_MAC},
    {"no ChangeCipherSpec", {PEER_DROP(PEER_CHANGE_CIPHER_SPEC)}, UNEXPECTED},
    {"a malformed ChangeCipherSpec", {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\2")}, REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"data before ChangeCipherSpec", {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 23, "HTTP/1.1 200 OK")}, UNEXPECTED},
    {"data before Finished", {PEER_INSERT_BEFORE(PEER_FINISHED, 23, "HTTP/1.1 200 OK")}, UNEXPECTED},
    {"data instead of Finished", {PEER_DROP(PEER_FINISHED), PEER_INSERT_AFTER(PEER_FINISHED, 23, "HTTP/1.1 200 OK")}, UNEXPECTED},
    {"a second ServerHelloDone", {PEER_SEND_BEFORE(PEER_CHANGE_CIPHER_SPEC, PEER_SERVER_HELLO_DONE)}, UNEXPECTED},
    {"a CertificateRequest", {PEER_SEND_BEFORE(PEER_CHANGE_CIPHER_SPEC, PEER_CERTIFICATE_REQUEST)}, UNEXPECTED},
    {"a ticket that was not promised", {PEER_SEND_BEFORE(PEER_CHANGE_CIPHER_SPEC, PEER_NEW_SESSION_TICKET)}, UNEXPECTED},
    {"a HelloRequest", {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 22, "\0\0\0\0")}, ACCEPTED},
    {"a warning", {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 21, "\1\x5a")}, ACCEPTED},
    {"a fatal alert", {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 21, "\2\x28")}, FAILS(ALERT)},
    {"a close_notify", {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 21, "\1\0")}, FAILS(ENDED_IN_HANDSHAKE)},
    {"the end of the transport", {PEER_STOP(PEER_CHANGE_CIPHER_SPEC)}, FAILS(ENDED_IN_HANDSHAKE)},
};
/* clang-format on */

static void check(void **state)
{
    const deviation *row = *state;
    connection c = connection_prepare(row);
    brine_error error;

    assert_int_equal(drive_run(&c.drive), BRINE_OK);
    assert_int_equal(brine_conn_state(c.conn) & (BRINE_CONN_WRITABLE | BRINE_CONN_READABLE),
                     BRINE_CONN_WRITABLE);
    assert_int_equal(drive_write(&c.drive, request, sizeof request), sizeof request);
    assert_int_equal(c.server->application.len, sizeof request);
    brine_conn_error(c.conn, &error);
    if (c.drive.broken_promise)
        fail_msg("%s", c.drive.broken_promise);
    assert_int_equal(c.drive.result, row->result);
    assert_int_equal(peer_fatal_alert(c.server), row->alert);
    assert_int_equal(c.drive.received.len, 0);
    if (row->result == BRINE_OK) {
        peer_say(c.server, request, sizeof request);
        assert_int_equal(drive_run(&c.drive), BRINE_OK);
        assert_int_equal(c.drive.received.len, sizeof request);
    }
    connection_end(&c);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(rows)] = {{0}};
    int failed;

    strictness_begin();
    for (size_t i = 0; i < COUNT(rows); i++) {
        rows[i].prepare = wait_for_data;
        rows[i].with |= WITH_ALPN;
        tests[i].name = rows[i].title;
        tests[i].test_func = check;
        tests[i].initial_state = &rows[i];
    }
    failed = cmocka_run_group_tests_name("after False Start", tests, NULL, NULL);
    strictness_end();
    return failed;
}
