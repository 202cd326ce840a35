/*
 * Resumption by session ID (RFC 5246 section 7.3) and by ticket (RFC 5077), and what must
 * not change on the way: suite, version, extended_master_secret (RFC 7627 section 5.3).
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#include <string.h>

#define BY_ID      (WITH_SESSION_ID | RESUMED)
#define BY_TICKET  (WITH_TICKET | RESUMED)
#define UNEXPECTED REFUSED(UNEXPECTED_MESSAGE, unexpected_message)
#define CHANGED    REFUSED(RESUMPTION_CHANGED, illegal_parameter)
#define EMS        REFUSED(EMS_CHANGED, handshake_failure)

#define AES_256 "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305"

static void prefer_chacha(peer_config *server)
{
    static const uint16_t suites[] = {0xCCA9, 0};

    server->suites = suites;
}

static void echo_the_id(peer_config *server)
{
    server->echo_session_id = true;
}

static void spoil_the_master_secret(peer_config *server)
{
    server->store->sessions[0].master[0] ^= 1;
}

static const deviation good[] = {
    {"by session ID", {{0}}, ACCEPTED, .with = BY_ID},
    {"by ticket", {{0}}, ACCEPTED, .with = BY_TICKET},
    {"by ticket that is renewed", {{0}}, ACCEPTED, .with = BY_TICKET | RENEWED},
    {"by session ID, without extended_master_secret",
     {{0}},
     ACCEPTED,
     .with = BY_ID | NO_EMS | FIRST_NO_EMS},
    {"with ALPN", {{0}}, ACCEPTED, .with = BY_ID | WITH_ALPN},
    {"with smaller records", {{0}}, ACCEPTED, .with = BY_TICKET | WITH_FRAGMENT},
    {"with client authentication the first time",
     {{0}},
     ACCEPTED,
     .with = BY_ID | WITH_CLIENT_AUTH},
    {"the server refuses a session ID", {{0}}, ACCEPTED, .with = BY_ID | REFUSE_RESUMPTION},
    {"the server refuses a ticket", {{0}}, ACCEPTED, .with = BY_TICKET | REFUSE_RESUMPTION},
    {"the server refuses a ticket and drops extended_master_secret",
     {{0}},
     ACCEPTED,
     .with = BY_TICKET | REFUSE_RESUMPTION | NO_EMS},
    {"the server refuses a ticket and chooses another suite",
     {{0}},
     ACCEPTED,
     .with = BY_TICKET | REFUSE_RESUMPTION,
     .suites = AES_256,
     .prepare = prefer_chacha},
    /* RFC 6066 and 6962: of no use on resumption, where no certificate is shown, and harmless. */
    {"status_request answered",
     {PEER_EXTENSION(PEER_EXT_STATUS_REQUEST, "")},
     ACCEPTED,
     .with = BY_ID | WITH_STAPLE},
    {"SCTs",
     {PEER_EXTENSION(PEER_EXT_SCT, "\0\5\0\3one")},
     ACCEPTED,
     .with = BY_TICKET | WITH_SCTS},
    {"ec_point_formats",
     {PEER_EXTENSION(PEER_EXT_EC_POINT_FORMATS, "\1\0")},
     ACCEPTED,
     .with = BY_ID},
    {"server_name answered", {PEER_EXTENSION(PEER_EXT_SERVER_NAME, "")}, ACCEPTED, .with = BY_ID},
    {"a renewed ticket of length 0",
     {PEER_SET(PEER_F_TICKET, "")},
     ACCEPTED,
     .with = BY_TICKET | RENEWED},
};

static const deviation changes[] = {
    {"another suite, by session ID",
     {PEER_SET(PEER_F_SUITE, "\xcc\xa9")},
     CHANGED,
     .with = BY_ID,
     .suites = AES_256},
    {"another suite, by ticket",
     {PEER_SET(PEER_F_SUITE, "\xcc\xa9")},
     CHANGED,
     .with = BY_TICKET,
     .suites = AES_256},
    {"a suite that was not offered",
     {PEER_SET(PEER_F_SUITE, "\xc0\x2b")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter),
     .with = BY_ID,
     .suites = AES_256},
    {"TLS 1.1",
     {PEER_SET(PEER_F_VERSION, "\3\2")},
     REFUSED(VERSION, protocol_version),
     .with = BY_ID},
    {"TLS 1.3",
     {PEER_SET(PEER_F_VERSION, "\3\4")},
     REFUSED(VERSION, protocol_version),
     .with = BY_TICKET},
    {"compression",
     {PEER_SET(PEER_F_COMPRESSION, "\1")},
     REFUSED(COMPRESSION, illegal_parameter),
     .with = BY_ID},
    {"extended_master_secret lost, by session ID",
     {PEER_NO_EXTENSION(PEER_EXT_EXTENDED_MASTER_SECRET)},
     EMS,
     .with = BY_ID},
    {"extended_master_secret lost, by ticket",
     {PEER_NO_EXTENSION(PEER_EXT_EXTENDED_MASTER_SECRET)},
     EMS,
     .with = BY_TICKET},
    {"extended_master_secret lost, though required",
     {PEER_NO_EXTENSION(PEER_EXT_EXTENDED_MASTER_SECRET)},
     EMS,
     .with = BY_ID | REQUIRE_EMS},
    {"extended_master_secret with content",
     {PEER_EXTENSION_IS(PEER_EXT_EXTENDED_MASTER_SECRET, "\0")},
     REFUSED(DECODE, decode_error),
     .with = BY_ID},
    {"another protocol than was offered",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\5\4spdy")},
     REFUSED(ALPN, illegal_parameter),
     .with = BY_ID | WITH_ALPN},
    {"another max_fragment_length",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "\4")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = BY_ID | WITH_FRAGMENT},
    {"malformed SCTs",
     {PEER_EXTENSION(PEER_EXT_SCT, "\0\0")},
     REFUSED(DECODE, decode_error),
     .with = BY_ID | WITH_SCTS},
    {"point formats without uncompressed",
     {PEER_EXTENSION(PEER_EXT_EC_POINT_FORMATS, "\1\1")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = BY_ID},
    {"a malformed answer to server_name",
     {PEER_EXTENSION(PEER_EXT_SERVER_NAME, "x")},
     REFUSED(DECODE, decode_error),
     .with = BY_ID},
    {"the ALPN answer missing though required",
     {PEER_NO_EXTENSION(PEER_EXT_ALPN)},
     REFUSED(ALPN_REQUIRED, no_application_protocol),
     .with = BY_ID | WITH_ALPN | REQUIRE_ALPN},
};

/* The session ID says that the session is resumed; what follows says something else. */
static const deviation halves[] = {
    {"the ID echoed, then a full handshake",
     {{0}},
     UNEXPECTED,
     .with = BY_ID | REFUSE_RESUMPTION,
     .prepare = echo_the_id},
    {"a ticket's ID echoed, then a full handshake",
     {{0}},
     UNEXPECTED,
     .with = BY_TICKET | REFUSE_RESUMPTION,
     .prepare = echo_the_id},
    {"the ID but for its last byte, then a resumed handshake",
     {PEER_FLIP(PEER_F_SESSION_ID, -1)},
     UNEXPECTED,
     .with = BY_ID},
    {"the ID but for its first byte, then a resumed handshake",
     {PEER_FLIP(PEER_F_SESSION_ID, 0)},
     UNEXPECTED,
     .with = BY_ID},
    {"the ID cut by a byte, then a resumed handshake",
     {PEER_CUT(PEER_F_SESSION_ID, 1)},
     UNEXPECTED,
     .with = BY_ID},
    {"no ID, then a resumed handshake",
     {PEER_SET(PEER_F_SESSION_ID, "")},
     UNEXPECTED,
     .with = BY_ID},
    {"no ID, then a handshake resumed by ticket",
     {PEER_SET(PEER_F_SESSION_ID, "")},
     UNEXPECTED,
     .with = BY_TICKET},
    {"an ID of 33 bytes",
     {PEER_APPEND(PEER_F_SESSION_ID, "x")},
     REFUSED(DECODE, decode_error),
     .with = BY_ID},
    {"a Certificate after ServerHello",
     {PEER_SEND_AFTER(PEER_SERVER_HELLO, PEER_CERTIFICATE)},
     UNEXPECTED,
     .with = BY_ID},
    {"a CertificateStatus after ServerHello",
     {PEER_EXTENSION(PEER_EXT_STATUS_REQUEST, ""),
      PEER_SEND_AFTER(PEER_SERVER_HELLO, PEER_CERTIFICATE_STATUS)},
     UNEXPECTED,
     .with = BY_ID | WITH_STAPLE},
    {"a ServerKeyExchange after ServerHello",
     {PEER_SEND_AFTER(PEER_SERVER_HELLO, PEER_SERVER_KEY_EXCHANGE)},
     UNEXPECTED,
     .with = BY_TICKET},
    {"a handshake that looks resumed though nothing was offered",
     {PEER_DROP(PEER_CERTIFICATE), PEER_DROP(PEER_SERVER_KEY_EXCHANGE),
      PEER_DROP(PEER_SERVER_HELLO_DONE), PEER_INSERT_AFTER(PEER_SERVER_HELLO, 20, "\1")},
     UNEXPECTED,
     .with = WITH_SESSION_ID},
};

static const deviation tickets[] = {
    {"a ticket that was not promised",
     {PEER_NO_EXTENSION(PEER_EXT_SESSION_TICKET)},
     UNEXPECTED,
     .with = BY_TICKET | RENEWED},
    {"a ticket that was promised and does not come",
     {PEER_DROP(PEER_NEW_SESSION_TICKET)},
     UNEXPECTED,
     .with = BY_TICKET | RENEWED},
    {"a promise of a ticket without one",
     {PEER_EXTENSION(PEER_EXT_SESSION_TICKET, "")},
     UNEXPECTED,
     .with = BY_TICKET},
    {"two tickets", {PEER_TWICE(PEER_NEW_SESSION_TICKET)}, UNEXPECTED, .with = BY_TICKET | RENEWED},
    {"a ticket after ChangeCipherSpec",
     {PEER_DROP(PEER_NEW_SESSION_TICKET),
      PEER_SEND_AFTER(PEER_CHANGE_CIPHER_SPEC, PEER_NEW_SESSION_TICKET)},
     UNEXPECTED,
     .with = BY_TICKET | RENEWED},
    {"a malformed ticket",
     {PEER_CUT(PEER_NEW_SESSION_TICKET, 1)},
     REFUSED(DECODE, decode_error),
     .with = BY_TICKET | RENEWED},
    {"a byte after the ticket",
     {PEER_APPEND(PEER_NEW_SESSION_TICKET, "x")},
     REFUSED(DECODE, decode_error),
     .with = BY_TICKET | RENEWED},
};

static const deviation finisheds[] = {
    {"a broken Finished, by ticket",
     {PEER_FLIP(PEER_F_VERIFY_DATA, 5)},
     REFUSED(FINISHED, decrypt_error),
     .with = BY_TICKET},
    {"a Finished that is too short",
     {PEER_CUT(PEER_FINISHED, 1)},
     REFUSED(FINISHED, decrypt_error),
     .with = BY_TICKET},
    {"a Finished that is too long",
     {PEER_APPEND(PEER_FINISHED, "x")},
     REFUSED(FINISHED, decrypt_error),
     .with = BY_TICKET},
    {"no Finished",
     {PEER_DROP(PEER_FINISHED), PEER_INSERT_AFTER(PEER_FINISHED, 23, "data")},
     UNEXPECTED,
     .with = BY_TICKET},
    {"a Finished with another tag",
     {PEER_RECORD_FLIP(PEER_FINISHED, -1)},
     REFUSED(BAD_RECORD_MAC, bad_record_mac),
     .with = BY_TICKET},
    {"another master secret",
     {{0}},
     REFUSED(BAD_RECORD_MAC, bad_record_mac),
     .with = BY_TICKET,
     .prepare = spoil_the_master_secret},
    {"data before the client's Finished",
     {PEER_INSERT_AFTER(PEER_FINISHED, 23, "early")},
     ACCEPTED,
     .with = BY_TICKET},
};

/* ---- What needs two connections of its own ---- */

/* One more connection of the row's config; what came of it. */
static connection again(const deviation *row, const brine_config *config, peer_store *store)
{
    peer_config server = strictness_server(row);
    connection c;

    memset(&c, 0, sizeof c);
    server.store = store;
    server.rules = row->rules;
    server.rule_count = row->rules[0].target == PEER_NOWHERE ? 0 : 1;
    c.server = peer_new(&server);
    assert_int_equal(brine_conn_new(config, PEER_SERVER_NAME, &c.conn, NULL), BRINE_OK);
    c.drive = drive_start(c.conn, c.server, NULL);
    drive_run(&c.drive);
    return c;
}

/* RFC 5246 section 7.2.2: "connection ... terminated with a fatal alert ... MUST NOT be resumed".
 */
static void a_fatal_alert_ends_the_session(void **state)
{
    static const struct {
        peer_rule rule;
        uint8_t type; /* of what the server says after the handshake; 0 = the rule is enough */
        peer_slice bytes;
    } ends[] = {
        {{0}, PEER_TYPE_ALERT, PEER_LITERAL("\2\x50")},
        {{0}, PEER_TYPE_CHANGE_CIPHER_SPEC, PEER_LITERAL("\1")},
        {PEER_FLIP(PEER_F_VERIFY_DATA, 0), 0, {NULL, 0}},
        {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\2\x28"), 0, {NULL, 0}},
        {PEER_SET(PEER_F_COMPRESSION, "\1"), 0, {NULL, 0}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(ends); i++) {
        deviation row = {.title = "a session", .with = WITH_SESSION_ID}, broken = row;
        brine_config *config = strictness_client(&row);
        peer_store sessions = {0};
        connection first = again(&row, config, &sessions), second, third;

        broken.rules[0] = ends[i].rule;
        assert_int_equal(first.drive.result, BRINE_OK);
        connection_end(&first);
        second = again(&broken, config, &sessions);
        assert_true(second.server->resumed);
        if (ends[i].type)
            peer_say_record(second.server, ends[i].type, ends[i].bytes.data, ends[i].bytes.len);
        assert_int_not_equal(drive_run(&second.drive), BRINE_OK);
        connection_end(&second);
        third = again(&row, config, &sessions);
        assert_int_equal(third.drive.result, BRINE_OK);
        assert_int_equal(third.server->hello.session_id.len, 0);
        connection_end(&third);
        brine_config_free(config);
        peer_store_clear(&sessions);
    }
}

/* RFC 7627 section 5.3: extended_master_secret in answer to a session that was made without. */
static void extended_master_secret_gained(void **state)
{
    deviation without = {.title = "without", .with = WITH_SESSION_ID | NO_EMS};
    deviation with = {.title = "with", .with = WITH_SESSION_ID};
    brine_config *config = strictness_client(&without);
    peer_store store = {0};
    connection first = again(&without, config, &store), second;

    (void)state;
    assert_int_equal(first.drive.result, BRINE_OK);
    connection_end(&first);
    /* A correct server would not resume it: this one is made to believe that EMS was there. */
    store.sessions[0].extended_master_secret = true;
    second = again(&with, config, &store);
    assert_true(second.server->resumed);
    assert_int_equal(second.drive.result, BRINE_ERROR_EMS_CHANGED);
    assert_int_equal(peer_fatal_alert(second.server), BRINE_ALERT_handshake_failure);
    connection_end(&second);
    brine_config_free(config);
    peer_store_clear(&store);
}

/* RFC 5077 section 3.4: with a ticket goes a session ID of the client's own making. */
static void a_ticket_goes_with_a_session_id(void **state)
{
    deviation row = {.title = "tickets", .with = WITH_TICKET};
    brine_config *config = strictness_client(&row);
    peer_store store = {0};
    connection first = again(&row, config, &store), second;

    (void)state;
    assert_true(first.server->hello.session_ticket);
    assert_int_equal(first.server->hello.ticket.len, 0);
    assert_int_equal(first.server->hello.session_id.len, 0);
    connection_end(&first);
    second = again(&row, config, &store);
    assert_int_equal(second.server->hello.ticket.len, 160);
    assert_true(second.server->hello.session_id.len > 0);
    assert_true(second.server->resumed);
    connection_end(&second);
    brine_config_free(config);
    peer_store_clear(&store);
}

/* RFC 5077 section 3.3: an empty ticket is the server's change of mind, and nothing to keep. */
static void an_empty_ticket_is_not_offered(void **state)
{
    deviation row = {
        .title = "tickets", .rules = {PEER_SET(PEER_F_TICKET, "")}, .with = WITH_TICKET};
    brine_config *config = strictness_client(&row);
    peer_store sessions = {0};
    connection first = again(&row, config, &sessions), second;

    (void)state;
    assert_int_equal(first.drive.result, BRINE_OK);
    connection_end(&first);
    second = again(&row, config, &sessions);
    assert_int_equal(second.drive.result, BRINE_OK);
    assert_int_equal(second.server->hello.ticket.len, 0);
    assert_int_equal(second.server->hello.session_id.len, 0);
    connection_end(&second);
    brine_config_free(config);
    peer_store_clear(&sessions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fatal_alert_ends_the_session),
        cmocka_unit_test(extended_master_secret_gained),
        cmocka_unit_test(a_ticket_goes_with_a_session_id),
        cmocka_unit_test(an_empty_ticket_is_not_offered),
    };
    int failed = 0;

    strictness_begin();
    failed += strictness_run("resumption", good, COUNT(good));
    failed += strictness_run("resumption: changes", changes, COUNT(changes));
    failed += strictness_run("resumption: halves", halves, COUNT(halves));
    failed += strictness_run("resumption: tickets", tickets, COUNT(tickets));
    failed += strictness_run("resumption: Finished", finisheds, COUNT(finisheds));
    failed += cmocka_run_group_tests_name("resumption: sessions", tests, NULL, NULL);
    strictness_end();
    return failed;
}
