/*
 * The record layer, RFC 5246 section 6, RFC 5288, RFC 7905 and RFC 6066 section 4: headers,
 * lengths, protection, empty records and fragmentation.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#include <stdlib.h>

#define BAD_MAC     REFUSED(BAD_RECORD_MAC, bad_record_mac)
#define BAD_VERSION REFUSED(RECORD_VERSION, protocol_version)
#define BAD_TYPE    REFUSED(RECORD_TYPE, unexpected_message)
#define TOO_LONG    REFUSED(RECORD_OVERFLOW, record_overflow)
#define NOT_TLS     REFUSED(NOT_TLS, protocol_version)

static const deviation headers[] = {
    /* RFC 5246 appendix E.1: the first record's version says nothing yet. */
    {"a ServerHello in a record of SSL 3.0",
     {PEER_RECORD_VERSION(PEER_SERVER_HELLO, 0x0300)},
     ACCEPTED},
    {"a ServerHello in a record of TLS 1.0",
     {PEER_RECORD_VERSION(PEER_SERVER_HELLO, 0x0301)},
     ACCEPTED},
    {"a ServerHello in a record of TLS 1.3",
     {PEER_RECORD_VERSION(PEER_SERVER_HELLO, 0x0304)},
     ACCEPTED},
    {"a ServerHello in a record of version 2.0",
     {PEER_RECORD_VERSION(PEER_SERVER_HELLO, 0x0200)},
     NOT_TLS},
    {"a ServerHello in a record of version 4.3",
     {PEER_RECORD_VERSION(PEER_SERVER_HELLO, 0x0403)},
     NOT_TLS},
    {"a ServerHello in a record of DTLS 1.2",
     {PEER_RECORD_VERSION(PEER_SERVER_HELLO, 0xfefd)},
     NOT_TLS},
    {"a ServerHello in a record of version 0.0",
     {PEER_RECORD_VERSION(PEER_SERVER_HELLO, 0x0000)},
     NOT_TLS},
    {"a Certificate in a record of SSL 3.0",
     {PEER_RECORD_VERSION(PEER_CERTIFICATE, 0x0300)},
     BAD_VERSION},
    {"a Certificate in a record of TLS 1.0",
     {PEER_RECORD_VERSION(PEER_CERTIFICATE, 0x0301)},
     BAD_VERSION},
    {"a Certificate in a record of TLS 1.1",
     {PEER_RECORD_VERSION(PEER_CERTIFICATE, 0x0302)},
     BAD_VERSION},
    {"a Certificate in a record of TLS 1.3",
     {PEER_RECORD_VERSION(PEER_CERTIFICATE, 0x0304)},
     BAD_VERSION},
    {"a Certificate in a record of version 4.3",
     {PEER_RECORD_VERSION(PEER_CERTIFICATE, 0x0403)},
     BAD_VERSION},
    {"a Certificate in a record of DTLS 1.2",
     {PEER_RECORD_VERSION(PEER_CERTIFICATE, 0xfefd)},
     BAD_VERSION},
    {"a ServerHelloDone in a record of TLS 1.1",
     {PEER_RECORD_VERSION(PEER_SERVER_HELLO_DONE, 0x0302)},
     BAD_VERSION},
    {"a ChangeCipherSpec in a record of TLS 1.1",
     {PEER_RECORD_VERSION(PEER_CHANGE_CIPHER_SPEC, 0x0302)},
     BAD_VERSION},
    {"a Finished in a record of TLS 1.1",
     {PEER_RECORD_VERSION(PEER_FINISHED, 0x0302)},
     BAD_VERSION},
    {"a Finished in a record of TLS 1.3",
     {PEER_RECORD_VERSION(PEER_FINISHED, 0x0304)},
     BAD_VERSION},
    {"a ServerHello in a record of type 0", {PEER_RECORD_TYPE(PEER_SERVER_HELLO, 0)}, BAD_TYPE},
    {"a ServerHello in a heartbeat", {PEER_RECORD_TYPE(PEER_SERVER_HELLO, 24)}, BAD_TYPE},
    {"a ServerHello in an ACK of DTLS", {PEER_RECORD_TYPE(PEER_SERVER_HELLO, 26)}, BAD_TYPE},
    {"a ServerHello in a record of type 128", {PEER_RECORD_TYPE(PEER_SERVER_HELLO, 128)}, BAD_TYPE},
    {"a ServerHello in a record of application data",
     {PEER_RECORD_TYPE(PEER_SERVER_HELLO, 23)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message)},
    {"a Certificate in a record of type 0", {PEER_RECORD_TYPE(PEER_CERTIFICATE, 0)}, BAD_TYPE},
    {"a Certificate in a record of type 19", {PEER_RECORD_TYPE(PEER_CERTIFICATE, 19)}, BAD_TYPE},
    {"a Certificate in a heartbeat", {PEER_RECORD_TYPE(PEER_CERTIFICATE, 24)}, BAD_TYPE},
    {"a Certificate in a record of type 25", {PEER_RECORD_TYPE(PEER_CERTIFICATE, 25)}, BAD_TYPE},
    {"a Certificate in a record of type 255", {PEER_RECORD_TYPE(PEER_CERTIFICATE, 255)}, BAD_TYPE},
    {"a Certificate in a record of application data",
     {PEER_RECORD_TYPE(PEER_CERTIFICATE, 23)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message)},
    {"a Finished in a record of an unknown type", {PEER_RECORD_TYPE(PEER_FINISHED, 42)}, BAD_TYPE},
    {"a Finished in a record of application data",
     {PEER_RECORD_TYPE(PEER_FINISHED, 23)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message)},
    {"a heartbeat after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 24, "\1\x40\0")},
     BAD_TYPE},
    {"a record of type 0 after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 0, "x")},
     BAD_TYPE},
    {"a record of type 255 after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 255, "x")},
     BAD_TYPE},
};

static const deviation lengths[] = {
    {"a record of the largest length in its header",
     {PEER_RECORD_LENGTH(PEER_CERTIFICATE, 65535)},
     TOO_LONG},
    {"a plaintext record of 16385 bytes in its header",
     {PEER_RECORD_LENGTH(PEER_CERTIFICATE, 16385)},
     TOO_LONG},
    {"a plaintext record of 2^14 + 2049 bytes in its header",
     {PEER_RECORD_LENGTH(PEER_CERTIFICATE, 16384 + 2049)},
     TOO_LONG},
    {"a first record of 16385 bytes in its header",
     {PEER_RECORD_LENGTH(PEER_SERVER_HELLO, 16385)},
     TOO_LONG},
    {"a protected record of 2^14 + 2049 bytes in its header",
     {PEER_RECORD_LENGTH(PEER_FINISHED, 16384 + 2049)},
     TOO_LONG},
    {"a protected record of 65535 bytes in its header",
     {PEER_RECORD_LENGTH(PEER_FINISHED, 65535)},
     TOO_LONG},
    {"an empty handshake record",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 22, "")},
     REFUSED(RECORD_LENGTH, decode_error)},
    {"an empty handshake record as the first thing",
     {PEER_INSERT_BEFORE(PEER_SERVER_HELLO, 22, "")},
     REFUSED(RECORD_LENGTH, decode_error)},
    {"an empty handshake record within a message",
     {PEER_INSERT_WITHIN(PEER_CERTIFICATE, 10, 22, "")},
     REFUSED(RECORD_LENGTH, decode_error)},
    {"an empty protected handshake record",
     {PEER_INSERT_BEFORE(PEER_FINISHED, 22, "")},
     REFUSED(RECORD_LENGTH, decode_error)},
    {"an empty handshake record after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "")},
     REFUSED(RECORD_LENGTH, decode_error)},
};

/* RFC 5246 section 6.2.1: handshake messages may be cut and joined in any way. */
static const deviation fragments[] = {
    {"ServerHello in records of one byte", {PEER_FRAGMENT(PEER_SERVER_HELLO, 1)}, ACCEPTED},
    {"Certificate in records of one byte", {PEER_FRAGMENT(PEER_CERTIFICATE, 1)}, ACCEPTED},
    {"ServerKeyExchange in records of three bytes",
     {PEER_FRAGMENT(PEER_SERVER_KEY_EXCHANGE, 3)},
     ACCEPTED},
    {"ServerHelloDone in records of one byte",
     {PEER_FRAGMENT(PEER_SERVER_HELLO_DONE, 1)},
     ACCEPTED},
    {"Finished in records of one byte", {PEER_FRAGMENT(PEER_FINISHED, 1)}, ACCEPTED},
    {"NewSessionTicket in records of five bytes",
     {PEER_FRAGMENT(PEER_NEW_SESSION_TICKET, 5)},
     ACCEPTED,
     .with = WITH_TICKET},
    {"a whole flight in one record", {{0}}, ACCEPTED, .with = PACKED},
    {"a whole flight with staple and request in one record",
     {{0}},
     ACCEPTED,
     .with = PACKED | WITH_STAPLE | WITH_CLIENT_AUTH | WITH_TICKET},
    {"a resumed flight, packed as far as it goes",
     {{0}},
     ACCEPTED,
     .with = PACKED | WITH_TICKET | RENEWED | RESUMED},
};

static void one_byte(peer_config *server)
{
    server->fragment = 1;
}

static void seven_bytes_packed(peer_config *server)
{
    server->fragment = 7;
    server->pack = true;
}

static void chance_nonces(peer_config *server)
{
    server->random_nonces = true;
}

static const deviation more_fragments[] = {
    {"everything in records of one byte",
     {{0}},
     ACCEPTED,
     .with = WITH_TICKET | WITH_STAPLE,
     .prepare = one_byte},
    {"everything in records of seven bytes across messages",
     {{0}},
     ACCEPTED,
     .with = WITH_STAPLE,
     .prepare = seven_bytes_packed},
    {"resumed, everything in records of one byte",
     {{0}},
     ACCEPTED,
     .with = WITH_TICKET | RESUMED,
     .prepare = one_byte},
    /* RFC 5288 section 3: the explicit part is the sender's to choose. */
    {"explicit nonces that are not the sequence number",
     {{0}},
     ACCEPTED,
     .suites = "ECDHE-ECDSA-AES128-GCM-SHA256",
     .prepare = chance_nonces},
};

/* ---- Protection ---- */

static deviation protection[] = {
    {"a Finished with another first byte", {PEER_RECORD_FLIP(PEER_FINISHED, 0)}, BAD_MAC},
    {"a Finished with another explicit nonce or first bytes",
     {PEER_RECORD_FLIP(PEER_FINISHED, 7)},
     BAD_MAC},
    {"a Finished with another ciphertext", {PEER_RECORD_FLIP(PEER_FINISHED, 12)}, BAD_MAC},
    {"a Finished with another tag", {PEER_RECORD_FLIP(PEER_FINISHED, -1)}, BAD_MAC},
    {"a Finished with another first byte of tag", {PEER_RECORD_FLIP(PEER_FINISHED, -16)}, BAD_MAC},
    {"a Finished in plaintext", {PEER_PLAINTEXT(PEER_FINISHED)}, BAD_MAC},
    {"a record that is too short for a tag",
     {{.verb = PEER_VERB_INSERT,
       .target = PEER_FINISHED,
       .where = PEER_BEFORE,
       .record_type = 22,
       .bytes = PEER_LITERAL("fifteen bytes !"),
       .in_plaintext = true}},
     BAD_MAC},
    {"a protected record of no bytes at all",
     {{.verb = PEER_VERB_INSERT,
       .target = PEER_FINISHED,
       .where = PEER_BEFORE,
       .record_type = 22,
       .in_plaintext = true}},
     BAD_MAC},
    {"application data in plaintext after the handshake",
     {{.verb = PEER_VERB_INSERT,
       .target = PEER_ESTABLISHED,
       .where = PEER_AFTER,
       .record_type = 23,
       .bytes = PEER_LITERAL("trust me, I am authentic, and long enough for a tag"),
       .in_plaintext = true}},
     BAD_MAC},
};

static const char *const suites[] = {
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
};

/* ---- After the handshake ---- */

static connection established(const char *suite, uint32_t with)
{
    static deviation row;
    static const deviation plain = {.title = "established", ACCEPTED};

    row = plain;
    row.suites = suite;
    row.with = with;
    return connection_make(&row);
}

static void expect(connection *c, brine_result result, int alert)
{
    assert_int_equal(drive_run(&c->drive), result);
    assert_int_equal(peer_fatal_alert(c->server), alert);
    connection_end(c);
}

static void a_replayed_record_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(suites); i++) {
        connection c = established(suites[i], 0);
        peer_bytes copy = {0};

        peer_say(c.server, "once", 4);
        peer_put(&copy, c.server->out.data, c.server->out.len);
        peer_say_raw(c.server, copy.data, copy.len);
        peer_bytes_free(&copy);
        expect(&c, BRINE_ERROR_BAD_RECORD_MAC, BRINE_ALERT_bad_record_mac);
    }
}

static void a_missing_record_is_noticed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(suites); i++) {
        connection c = established(suites[i], 0);

        c.server->writing.sequence++;
        peer_say(c.server, "late", 4);
        expect(&c, BRINE_ERROR_BAD_RECORD_MAC, BRINE_ALERT_bad_record_mac);
    }
}

/* Every byte of a record but its length is authenticated; a changed length has its own end. */
static void every_byte_of_a_record_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(suites); i++)
        for (size_t at = 0;; at++) {
            connection c = established(suites[i], 0);
            size_t len;

            peer_say(c.server, "x", 1);
            len = c.server->out.len;
            if (at == len) {
                connection_end(&c);
                break;
            }
            if (at == 3 || at == 4) {
                connection_end(&c);
                continue;
            }
            c.server->out.data[at] ^= at == 0 ? 1 : 0x80; /* type 23 becomes 22 */
            assert_int_equal(drive_run(&c.drive), at == 1 || at == 2 ? BRINE_ERROR_RECORD_VERSION
                                                                     : BRINE_ERROR_BAD_RECORD_MAC);
            assert_int_equal(c.drive.received.len, 0);
            connection_end(&c);
        }
}

static void the_largest_record_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(suites); i++) {
        connection c = established(suites[i], 0);
        uint8_t *data = calloc(1, 16384);

        assert_non_null(data);
        peer_say_record(c.server, PEER_TYPE_APPLICATION_DATA, data, 16384);
        assert_int_equal(drive_run(&c.drive), BRINE_OK);
        assert_int_equal(c.drive.received.len, 16384);
        free(data);
        connection_end(&c);
    }
}

static void a_plaintext_beyond_the_largest_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(suites); i++)
        for (size_t more = 1; more <= 2001; more += 1000) {
            connection c = established(suites[i], 0);
            uint8_t *data = calloc(1, 16384 + more);

            assert_non_null(data);
            peer_say_record(c.server, PEER_TYPE_APPLICATION_DATA, data, 16384 + more);
            free(data);
            expect(&c, BRINE_ERROR_RECORD_OVERFLOW, BRINE_ALERT_record_overflow);
        }
}

/* RFC 6066 section 4: "the maximum ... plus the overhead"; more is record_overflow. */
static void the_agreed_fragment_length_is_a_limit(void **state)
{
    connection c = established(NULL, WITH_FRAGMENT);
    uint8_t data[1025] = {0};

    (void)state;
    peer_say_record(c.server, PEER_TYPE_APPLICATION_DATA, data, 1024);
    assert_int_equal(drive_run(&c.drive), BRINE_OK);
    assert_int_equal(c.drive.received.len, 1024);
    /* And the client keeps to it. */
    assert_int_equal(drive_write(&c.drive, data, 1025), 1025);
    assert_int_equal(c.server->application.len, 1025);
    peer_say_record(c.server, PEER_TYPE_APPLICATION_DATA, data, 1025);
    expect(&c, BRINE_ERROR_RECORD_OVERFLOW, BRINE_ALERT_record_overflow);
}

static void a_fragment_length_that_was_not_granted_is_no_limit(void **state)
{
    connection c = established(NULL, ASK_FRAGMENT);
    uint8_t data[2000] = {0};

    (void)state;
    peer_say_record(c.server, PEER_TYPE_APPLICATION_DATA, data, sizeof data);
    assert_int_equal(drive_run(&c.drive), BRINE_OK);
    assert_int_equal(c.drive.received.len, sizeof data);
    connection_end(&c);
}

static void empty_data_is_taken_within_limits(void **state)
{
    connection c = established(NULL, 0);

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < BRINE_EMPTY_RECORDS_MAX; i++)
            peer_say_record(c.server, PEER_TYPE_APPLICATION_DATA, NULL, 0);
        peer_say(c.server, "x", 1);
        assert_int_equal(drive_run(&c.drive), BRINE_OK);
    }
    assert_int_equal(c.drive.received.len, 3);
    for (int i = 0; i <= BRINE_EMPTY_RECORDS_MAX; i++)
        peer_say_record(c.server, PEER_TYPE_APPLICATION_DATA, NULL, 0);
    expect(&c, BRINE_ERROR_TOO_MANY_EMPTY_RECORDS, BRINE_ALERT_unexpected_message);
}

/* What stands where a record's type and version belong. */
#define GREETING(first, next_two)                                                                  \
    {                                                                                              \
        .verb = PEER_VERB_INSERT, .target = PEER_CONNECT, .where = PEER_AFTER,                     \
        .record_type = (first), .version = (next_two), .bytes = PEER_LITERAL("and so on\r\n"),     \
    }

static const deviation other_protocols[] = {
    {"HTTP", {GREETING('H', 0x5454)}, NOT_TLS}, {"SSH", {GREETING('S', 0x5348)}, NOT_TLS},
    {"SMTP", {GREETING('2', 0x3230)}, NOT_TLS}, {"SSL 2.0", {GREETING(0x80, 0x2e04)}, NOT_TLS},
    {"DTLS", {GREETING(22, 0xfeff)}, NOT_TLS},  {"noise", {GREETING(0, 0x0001)}, NOT_TLS},
};

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_replayed_record_is_refused),
        cmocka_unit_test(a_missing_record_is_noticed),
        cmocka_unit_test(every_byte_of_a_record_counts),
        cmocka_unit_test(the_largest_record_is_taken),
        cmocka_unit_test(a_plaintext_beyond_the_largest_is_refused),
        cmocka_unit_test(the_agreed_fragment_length_is_a_limit),
        cmocka_unit_test(a_fragment_length_that_was_not_granted_is_no_limit),
        cmocka_unit_test(empty_data_is_taken_within_limits),
    };
    int failed = 0;

    strictness_begin();
    failed += strictness_run("records: header", headers, COUNT(headers));
    failed += strictness_run("records: length", lengths, COUNT(lengths));
    failed += strictness_run("records: fragments", fragments, COUNT(fragments));
    failed += strictness_run("records: more fragments", more_fragments, COUNT(more_fragments));
    failed += strictness_run("records: other protocols", other_protocols, COUNT(other_protocols));
    for (size_t s = 0; s < COUNT(suites); s++) {
        for (size_t i = 0; i < COUNT(protection); i++)
            protection[i].suites = suites[s];
        failed += strictness_run(suites[s], protection, COUNT(protection));
    }
    failed += cmocka_run_group_tests_name("records: data", tests, NULL, NULL);
    strictness_end();
    return failed;
}
