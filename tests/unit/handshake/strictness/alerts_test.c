/*
 * Alerts that come, RFC 5246 section 7.2: fatal ones, warnings and floods of them, broken
 * ones, close_notify, and a transport that ends.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#include <stdio.h>
#include <string.h>

#define MALFORMED REFUSED(ALERT_MALFORMED, decode_error)
#define BAD_LEVEL REFUSED(ALERT_LEVEL, illegal_parameter)

static const deviation shapes[] = {
    {"an empty alert",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "")},
     REFUSED(RECORD_LENGTH, decode_error)},
    {"an alert of one byte", {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\1")}, MALFORMED},
    {"an alert of three bytes", {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\1\x5a\0")}, MALFORMED},
    {"two alerts in one record",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\1\x5a\1\x5a")},
     MALFORMED},
    {"an alert in two records",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\2"),
      PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\x28")},
     MALFORMED},
    {"an alert of level 0", {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\0\x28")}, BAD_LEVEL},
    {"an alert of level 3", {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\3\x28")}, BAD_LEVEL},
    {"an alert of level 255", {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\xff\x28")}, BAD_LEVEL},
    {"a close_notify of level 0", {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\0\0")}, BAD_LEVEL},
    {"an alert of level 3 as the first thing",
     {PEER_INSERT_BEFORE(PEER_SERVER_HELLO, 21, "\3\x28")},
     BAD_LEVEL},
    {"an alert of level 3 after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 21, "\3\x28")},
     BAD_LEVEL},
    {"an alert of one byte after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 21, "\1")},
     MALFORMED},
    {"two alerts in one record after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 21, "\1\x5a\1\x5a")},
     MALFORMED},
    {"an empty alert after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 21, "")},
     REFUSED(RECORD_LENGTH, decode_error)},
    {"an alert that is not protected after the handshake",
     {{.verb = PEER_VERB_INSERT,
       .target = PEER_ESTABLISHED,
       .where = PEER_AFTER,
       .record_type = 21,
       .bytes = PEER_LITERAL("\1\x5a"),
       .in_plaintext = true}},
     REFUSED(BAD_RECORD_MAC, bad_record_mac)},
    {"an alert that is not protected between ChangeCipherSpec and Finished",
     {{.verb = PEER_VERB_INSERT,
       .target = PEER_FINISHED,
       .where = PEER_BEFORE,
       .record_type = 21,
       .bytes = PEER_LITERAL("\2\x28"),
       .in_plaintext = true}},
     REFUSED(BAD_RECORD_MAC, bad_record_mac)},
};

/* "Warning alerts don't kill a handshake": wherever they come, whatever they say. */
static const deviation warnings[] = {
    {"a warning before ServerHello",
     {PEER_INSERT_BEFORE(PEER_SERVER_HELLO, 21, "\1\x70")},
     ACCEPTED},
    {"a warning after ServerHello", {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\1\x70")}, ACCEPTED},
    {"a warning after Certificate", {PEER_INSERT_AFTER(PEER_CERTIFICATE, 21, "\1\x5a")}, ACCEPTED},
    {"a warning before ServerHelloDone",
     {PEER_INSERT_BEFORE(PEER_SERVER_HELLO_DONE, 21, "\1\x29")},
     ACCEPTED},
    {"a warning after ServerHelloDone",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO_DONE, 21, "\1\x64")},
     ACCEPTED},
    {"a warning before ChangeCipherSpec",
     {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 21, "\1\x6e")},
     ACCEPTED},
    {"a warning between ChangeCipherSpec and Finished",
     {PEER_INSERT_BEFORE(PEER_FINISHED, 21, "\1\x5a")},
     ACCEPTED},
    {"a warning after Finished", {PEER_INSERT_AFTER(PEER_ESTABLISHED, 21, "\1\x5a")}, ACCEPTED},
    {"a warning within a message",
     {PEER_INSERT_WITHIN(PEER_CERTIFICATE, 100, 21, "\1\x5a")},
     ACCEPTED},
    {"a warning within a header",
     {PEER_INSERT_WITHIN(PEER_CERTIFICATE, 1, 21, "\1\x5a")},
     ACCEPTED},
    {"a warning of an unknown description",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\1\xff")},
     ACCEPTED},
    {"a warning that should be fatal",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\1\x14")},
     ACCEPTED},
    {"a warning on a resumed handshake",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\1\x5a")},
     ACCEPTED,
     .with = WITH_SESSION_ID | RESUMED},
    {"as many warnings in a row as allowed",
     {PEER_INSERT_MANY(PEER_CERTIFICATE, 21, "\1\x5a", BRINE_WARNING_ALERTS_MAX)},
     ACCEPTED},
    {"as many warnings as allowed, twice",
     {PEER_INSERT_MANY(PEER_CERTIFICATE, 21, "\1\x5a", BRINE_WARNING_ALERTS_MAX),
      PEER_INSERT_MANY(PEER_SERVER_KEY_EXCHANGE, 21, "\1\x5a", BRINE_WARNING_ALERTS_MAX)},
     ACCEPTED},
    {"a warning too many",
     {PEER_INSERT_MANY(PEER_CERTIFICATE, 21, "\1\x5a", BRINE_WARNING_ALERTS_MAX + 1)},
     REFUSED(TOO_MANY_WARNINGS, unexpected_message)},
    {"a flood of warnings before ServerHello",
     {PEER_INSERT_MANY(PEER_SERVER_HELLO, 21, "\1\x70", 100)},
     REFUSED(TOO_MANY_WARNINGS, unexpected_message)},
    {"a flood of warnings before Finished",
     {PEER_INSERT_MANY(PEER_FINISHED, 21, "\1\x70", 100)},
     REFUSED(TOO_MANY_WARNINGS, unexpected_message)},
    {"a fatal alert after as many warnings as allowed",
     {PEER_INSERT_MANY(PEER_CERTIFICATE, 21, "\1\x5a", BRINE_WARNING_ALERTS_MAX),
      PEER_INSERT_BEFORE(PEER_CERTIFICATE, 21, "\2\x28")},
     FAILS(ALERT)},
};

/* ---- Fatal alerts: all of them, told and not answered ---- */

static deviation fatals[256];
static char fatal_titles[256][64];
static uint8_t fatal_bytes[256][2];

static size_t make_fatals(void)
{
    size_t count = 0;

    for (unsigned description = 1; description < 256; description++) {
        static const peer_target moments[] = {PEER_SERVER_HELLO, PEER_CERTIFICATE,
                                              PEER_CHANGE_CIPHER_SPEC, PEER_FINISHED};
        deviation row = {FAILS(ALERT)};
        const char *name = brine_alert_name((brine_alert)description);

        /* The known ones, and a few that no RFC names. */
        if (brine_alert_meaning((brine_alert)description) == brine_alert_meaning((brine_alert)1) &&
            description % 50 != 1)
            continue;
        snprintf(fatal_titles[count], sizeof fatal_titles[0], "fatal alert %u, %s", description,
                 name);
        fatal_bytes[count][0] = 2;
        fatal_bytes[count][1] = (uint8_t)description;
        row.title = fatal_titles[count];
        row.rules[0].verb = PEER_VERB_INSERT;
        row.rules[0].target = moments[count % 4];
        row.rules[0].where = PEER_BEFORE;
        row.rules[0].record_type = PEER_TYPE_ALERT;
        row.rules[0].bytes.data = fatal_bytes[count];
        row.rules[0].bytes.len = 2;
        fatals[count++] = row;
    }
    return count;
}

static void the_error_names_the_alert(void **state)
{
    deviation row = {.title = "alert",
                     .rules = {PEER_INSERT_BEFORE(PEER_SERVER_HELLO, 21, "\2\x28")},
                     FAILS(ALERT)};
    connection c = connection_open(&row, NULL);
    brine_error error;

    (void)state;
    brine_conn_error(c.conn, &error);
    assert_int_equal(error.code, BRINE_ERROR_ALERT);
    assert_int_equal(error.alert_received, BRINE_ALERT_handshake_failure);
    assert_int_equal(error.alert_sent, BRINE_ALERT_none);
    assert_non_null(strstr(error.text, "handshake_failure"));
    assert_int_equal(c.server->report.alert_count, 0);
    connection_end(&c);
}

/* An old server's alert comes in a record of its own version. */
static void an_old_servers_alert_is_told(void **state)
{
    for (uint16_t version = 0x0300; version < 0x0304; version++) {
        deviation row = {.title = "alert",
                         .rules = {PEER_INSERT_BEFORE(PEER_SERVER_HELLO, 21, "\2\x46")},
                         FAILS(ALERT)};

        (void)state;
        row.rules[0].version = version;
        strictness_check(&row, NULL);
    }
}

/* ---- Ends ---- */

static void close_notify_in_the_handshake(void **state)
{
    static const peer_target moments[] = {PEER_SERVER_HELLO, PEER_CERTIFICATE,
                                          PEER_SERVER_HELLO_DONE, PEER_CHANGE_CIPHER_SPEC,
                                          PEER_FINISHED};

    (void)state;
    for (size_t i = 0; i < 2 * COUNT(moments); i++) {
        deviation row = {.title = "close_notify",
                         .rules = {PEER_INSERT_BEFORE(PEER_NOWHERE, 21, "\1\0")}};
        connection c;

        row.rules[0].target = moments[i / 2];
        if (i % 2)
            row.rules[0].bytes = (peer_slice)PEER_LITERAL("\2\0");
        c = connection_open(&row, NULL);
        assert_int_equal(c.drive.result, BRINE_ERROR_ENDED_IN_HANDSHAKE);
        assert_true(c.server->report.close_notify);
        assert_int_equal(peer_fatal_alert(c.server), -1);
        connection_end(&c);
    }
}

static void user_canceled_then_close_notify(void **state)
{
    deviation row = {.title = "user_canceled",
                     .rules = {PEER_INSERT_BEFORE(PEER_CERTIFICATE, 21, "\1\x5a"),
                               PEER_INSERT_BEFORE(PEER_CERTIFICATE, 21, "\1\0")}};
    connection c = connection_open(&row, NULL);
    brine_error error;

    (void)state;
    brine_conn_error(c.conn, &error);
    assert_int_equal(error.code, BRINE_ERROR_ENDED_IN_HANDSHAKE);
    connection_end(&c);
}

/* The transport ends after each message, and in the middle of a record. */
static void the_transport_ends_in_the_handshake(void **state)
{
    static const peer_target moments[] = {PEER_CONNECT,           PEER_SERVER_HELLO,
                                          PEER_CERTIFICATE,       PEER_SERVER_KEY_EXCHANGE,
                                          PEER_SERVER_HELLO_DONE, PEER_CHANGE_CIPHER_SPEC};

    (void)state;
    for (size_t i = 0; i < COUNT(moments); i++) {
        deviation row = {.title = "an end", .rules = {PEER_STOP(PEER_NOWHERE)}};
        connection c;

        row.rules[0].target = moments[i];
        c = connection_open(&row, NULL);
        assert_int_equal(c.drive.result, BRINE_ERROR_ENDED_IN_HANDSHAKE);
        assert_int_equal(c.server->report.alert_count, 0);
        connection_end(&c);
    }
}

static void an_end_without_close_notify_is_a_truncation(void **state)
{
    deviation row = {.title = "established", ACCEPTED};
    connection c = connection_make(&row);

    (void)state;
    peer_say(c.server, "half", 4);
    assert_int_equal(drive_run(&c.drive), BRINE_OK);
    assert_int_equal(drive_end(&c.drive), BRINE_ERROR_TRUNCATED);
    assert_int_equal(c.drive.received.len, 4);
    connection_end(&c);
}

static void an_end_in_mid_record_is_a_truncation(void **state)
{
    deviation row = {.title = "established", ACCEPTED};
    connection c = connection_make(&row);

    (void)state;
    peer_say(c.server, "whole", 5);
    c.server->out.len -= 3;
    assert_int_equal(drive_run(&c.drive), BRINE_OK);
    assert_int_equal(c.drive.received.len, 0);
    assert_int_equal(drive_end(&c.drive), BRINE_ERROR_TRUNCATED);
    connection_end(&c);
}

static void close_notify_is_answered_and_ends_cleanly(void **state)
{
    deviation row = {.title = "established", ACCEPTED};
    connection c = connection_make(&row);
    uint8_t out[100];
    size_t made, taken;

    (void)state;
    peer_close(c.server);
    assert_int_equal(drive_run(&c.drive), BRINE_CLOSED);
    assert_true(c.server->report.close_notify);
    assert_true(brine_conn_state(c.conn) & BRINE_CONN_CLOSED);
    assert_int_equal(brine_conn_send(c.conn, out, sizeof out, "x", 1, &made, &taken), BRINE_CLOSED);
    assert_int_equal(made + taken, 0);
    assert_int_equal(drive_end(&c.drive), BRINE_CLOSED);
    connection_end(&c);
}

static void data_after_close_notify_is_ignored(void **state)
{
    deviation row = {.title = "established", ACCEPTED};
    connection c = connection_make(&row);

    (void)state;
    peer_say(c.server, "before", 6);
    peer_close(c.server);
    peer_say(c.server, "after", 5);
    assert_int_equal(drive_run(&c.drive), BRINE_CLOSED);
    assert_int_equal(c.drive.received.len, 6);
    assert_int_equal(peer_fatal_alert(c.server), -1);
    connection_end(&c);
}

static void a_fatal_alert_ends_an_established_connection(void **state)
{
    deviation row = {.title = "established", ACCEPTED};
    connection c = connection_make(&row);

    (void)state;
    peer_say_alert(c.server, 2, BRINE_ALERT_internal_error);
    assert_int_equal(drive_run(&c.drive), BRINE_ERROR_ALERT);
    assert_int_equal(c.server->report.alert_count, 0);
    connection_end(&c);
}

static void warnings_between_data_are_no_flood(void **state)
{
    deviation row = {.title = "established", ACCEPTED};
    connection c = connection_make(&row);

    (void)state;
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < BRINE_WARNING_ALERTS_MAX; i++)
            peer_say_alert(c.server, 1, BRINE_ALERT_user_canceled);
        peer_say(c.server, "x", 1);
        assert_int_equal(drive_run(&c.drive), BRINE_OK);
    }
    assert_int_equal(c.drive.received.len, 5);
    for (int i = 0; i <= BRINE_WARNING_ALERTS_MAX; i++)
        peer_say_alert(c.server, 1, BRINE_ALERT_user_canceled);
    assert_int_equal(drive_run(&c.drive), BRINE_ERROR_TOO_MANY_WARNINGS);
    assert_int_equal(peer_fatal_alert(c.server), BRINE_ALERT_unexpected_message);
    connection_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_error_names_the_alert),
        cmocka_unit_test(an_old_servers_alert_is_told),
        cmocka_unit_test(close_notify_in_the_handshake),
        cmocka_unit_test(user_canceled_then_close_notify),
        cmocka_unit_test(the_transport_ends_in_the_handshake),
        cmocka_unit_test(an_end_without_close_notify_is_a_truncation),
        cmocka_unit_test(an_end_in_mid_record_is_a_truncation),
        cmocka_unit_test(close_notify_is_answered_and_ends_cleanly),
        cmocka_unit_test(data_after_close_notify_is_ignored),
        cmocka_unit_test(a_fatal_alert_ends_an_established_connection),
        cmocka_unit_test(warnings_between_data_are_no_flood),
    };
    int failed = 0;

    strictness_begin();
    failed += strictness_run("alerts: shape", shapes, COUNT(shapes));
    failed += strictness_run("alerts: warnings", warnings, COUNT(warnings));
    failed += strictness_run("alerts: fatal", fatals, make_fatals());
    failed += cmocka_run_group_tests_name("alerts: ends", tests, NULL, NULL);
    strictness_end();
    return failed;
}
