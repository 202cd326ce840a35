/*
 * Alerts of the application's choice: brine_conn_abort, and a verify hook that refuses.
 */
#include "unit/conn/workbench.h"

static peer_pki *pki;

/* Those that a client may send as an error. */
static const brine_alert errors[] = {
    BRINE_ALERT_unexpected_message,
    BRINE_ALERT_bad_record_mac,
    BRINE_ALERT_record_overflow,
    BRINE_ALERT_handshake_failure,
    BRINE_ALERT_bad_certificate,
    BRINE_ALERT_unsupported_certificate,
    BRINE_ALERT_certificate_revoked,
    BRINE_ALERT_certificate_expired,
    BRINE_ALERT_certificate_unknown,
    BRINE_ALERT_illegal_parameter,
    BRINE_ALERT_unknown_ca,
    BRINE_ALERT_access_denied,
    BRINE_ALERT_decode_error,
    BRINE_ALERT_decrypt_error,
    BRINE_ALERT_protocol_version,
    BRINE_ALERT_internal_error,
    BRINE_ALERT_unsupported_extension,
    BRINE_ALERT_bad_certificate_status_response,
    BRINE_ALERT_no_application_protocol,
};

static bool is_an_error(int alert)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (alert == (int)errors[i])
            return true;
    return false;
}

static bench plain_bench(void)
{
    static peer_config server;

    server = (peer_config){.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    return bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);
}

/* Sends what there is, which must be `alert` and nothing after it. */
static void sends_once(bench *b, brine_alert alert)
{
    uint8_t out[BRINE_RECORD_MAX], byte = 0;
    brine_received received;
    brine_error error;
    size_t made;

    assert_true(brine_conn_state(b->conn) & BRINE_CONN_CLOSED);
    assert_true(brine_conn_state(b->conn) & BRINE_CONN_OUTPUT_PENDING);
    assert_int_equal(brine_conn_send(b->conn, out, sizeof out, "x", 1, &made, NULL),
                     BRINE_ERROR_ABORTED);
    assert_true(made > 0);
    peer_feed(b->server, out, made);
    assert_int_equal(peer_fatal_alert(b->server), alert);
    assert_int_equal(b->server->report.alert_count, 1);
    assert_int_equal(b->server->application.len, 0);

    assert_int_equal(brine_conn_state(b->conn), BRINE_CONN_CLOSED);
    assert_int_equal(brine_conn_send(b->conn, out, sizeof out, NULL, 0, &made, NULL),
                     BRINE_ERROR_ABORTED);
    assert_int_equal(made, 0);
    assert_int_equal(brine_conn_receive(b->conn, &byte, 1, &received), BRINE_ERROR_ABORTED);
    assert_int_equal(received.data_len, 0);
    assert_int_equal(brine_conn_close(b->conn), BRINE_ERROR_ABORTED);
    assert_int_equal(brine_conn_abort(b->conn, BRINE_ALERT_internal_error), BRINE_ERROR_ABORTED);
    brine_conn_error(b->conn, &error);
    assert_int_equal(error.code, BRINE_ERROR_ABORTED);
    assert_int_equal(error.alert_sent, alert);
    assert_non_null(strstr(error.text, "the application ended the connection"));
    assert_non_null(strstr(error.text, brine_alert_name(alert)));
}

static void each_error_that_a_client_may_send_is_sent_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        bench b = plain_bench();

        bench_handshake(&b);
        assert_int_equal(brine_conn_abort(b.conn, errors[i]), BRINE_OK);
        sends_once(&b, errors[i]);
        bench_close(&b);
    }
}

static void other_alerts_are_refused_and_change_nothing(void **state)
{
    bench b = plain_bench();

    (void)state;
    bench_handshake(&b);
    for (int alert = -1; alert <= 255; alert++)
        if (!is_an_error(alert))
            assert_int_equal(brine_conn_abort(b.conn, (brine_alert)alert),
                             BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(drive_write(&b.d, "still here", 10), 10);
    assert_int_equal(b.server->application.len, 10);
    bench_close(&b);
}

static void in_the_handshake_it_is_sent_in_the_place_of_what_waits(void **state)
{
    uint8_t out[BRINE_RECORD_MAX];
    bench b = plain_bench();
    size_t made;

    (void)state;
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_OK);
    peer_feed(b.server, out, made);
    assert_int_equal(brine_conn_abort(b.conn, BRINE_ALERT_access_denied), BRINE_OK);
    sends_once(&b, BRINE_ALERT_access_denied);
    assert_int_equal(b.server->report.message_count, 1); /* ClientHello */
    bench_close(&b);
}

static void nothing_is_sent_before_client_hello_and_after_close_notify(void **state)
{
    uint8_t out[BRINE_RECORD_MAX];
    bench b = plain_bench();
    size_t made;

    (void)state;
    assert_int_equal(brine_conn_abort(b.conn, BRINE_ALERT_internal_error), BRINE_OK);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL),
                     BRINE_ERROR_ABORTED);
    assert_int_equal(made, 0);
    bench_close(&b);

    b = plain_bench();
    bench_handshake(&b);
    assert_int_equal(brine_conn_close(b.conn), BRINE_OK);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(b.server->report.close_notify);
    assert_int_equal(brine_conn_abort(b.conn, BRINE_ALERT_internal_error), BRINE_OK);
    assert_int_equal(brine_conn_send(b.conn, out, sizeof out, NULL, 0, &made, NULL),
                     BRINE_ERROR_ABORTED);
    assert_int_equal(made, 0);
    bench_close(&b);
}

/* RFC 5246 section 7.2.2. */
static void its_session_is_forgotten(void **state)
{
    peer_store store = {.made = 0};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256), .store = &store};
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);

    (void)state;
    bench_handshake(&b);
    assert_int_equal(brine_conn_abort(b.conn, BRINE_ALERT_access_denied), BRINE_OK);
    bench_next(&b);
    b = bench_open(b.config, &server, NULL);
    bench_handshake(&b);
    assert_false(bench_facts(&b).resumed);
    bench_next(&b);
    b = bench_open(b.config, &server, NULL); /* that one was not aborted */
    bench_handshake(&b);
    assert_true(bench_facts(&b).resumed);
    bench_close(&b);
    peer_store_clear(&store);
}

/* ---- Hooks ---- */

typedef struct opinion {
    brine_verdict verdict;
    int alert;
} opinion;

static brine_verdict judge(void *context, const brine_verify_request *request, brine_alert *alert)
{
    const opinion *o = context;

    (void)request;
    *alert = (brine_alert)o->alert;
    return o->verdict;
}

static void a_refusal_with_an_alert_that_is_no_error_says_certificate_unknown(void **state)
{
    static const brine_verdict verdicts[] = {BRINE_VERDICT_REFUSE, BRINE_VERDICT_LATER};

    (void)state;
    for (int alert = -1; alert <= 255; alert++)
        for (size_t i = 0; i < 2; i++) {
            opinion o = {verdicts[i], alert};
            brine_config *config = bench_config(pki, 0);
            peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
            bench b;

            assert_int_equal(brine_config_set_verify_hook(config, judge, &o), BRINE_OK);
            b = bench_open(test_freeze(config), &server, NULL);
            (void)drive_run(&b.d);
            if (o.verdict == BRINE_VERDICT_LATER)
                assert_int_equal(
                    brine_conn_verdict(b.conn, BRINE_VERDICT_REFUSE, (brine_alert)alert),
                    BRINE_ERROR_CERT_REFUSED);
            (void)drive_run(&b.d);
            if (peer_fatal_alert(b.server) !=
                (is_an_error(alert) ? alert : (int)BRINE_ALERT_certificate_unknown))
                fail_msg("alert %d became %d", alert, peer_fatal_alert(b.server));
            bench_close(&b);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_error_that_a_client_may_send_is_sent_once),
        cmocka_unit_test(other_alerts_are_refused_and_change_nothing),
        cmocka_unit_test(in_the_handshake_it_is_sent_in_the_place_of_what_waits),
        cmocka_unit_test(nothing_is_sent_before_client_hello_and_after_close_notify),
        cmocka_unit_test(its_session_is_forgotten),
        cmocka_unit_test(a_refusal_with_an_alert_that_is_no_error_says_certificate_unknown),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
