/*
 * What an error says without words: code, step, alert and certificate, which programs go by. They
 * are the same whether the library has texts or not; the sentence is there only if it has.
 */
#include "unit/conn/workbench.h"

#define DAY INT64_C(86400)

static peer_pki *pki;

static void check(const brine_error *error, brine_result code, const char *step)
{
    assert_int_equal(error->code, code);
    assert_string_equal(error->step, step);
    assert_int_equal(error->text[0] != '\0', BRN_TEXTS);
    assert_int_equal(error->told > 0, BRN_TEXTS);
}

/* Handshakes with a server that the clock, or the script, makes fail. */
static brine_error failure_of(const peer_rule *rules, size_t count, int64_t clock)
{
    brine_config *config = test_freeze(test_config(pki));
    const peer_certificate_plan plan = {.names = "DNS:" PEER_SERVER_NAME}; /* the least limit */
    peer_identity leaf = peer_identity_of(peer_pki_issue(pki, &plan, pki->root));
    peer_config server = {.identity = &leaf};
    bench b = bench_open(config, &server, NULL);
    brine_error error = BRINE_NO_ERROR;

    test_now = clock;
    b.server->script = (peer_script){rules, count};
    (void)drive_run(&b.d);
    brine_conn_error(b.conn, &error);
    bench_close(&b);
    test_now = PEER_NOW;
    return error;
}

static void a_certificate_that_is_refused(void **state)
{
    brine_error error = failure_of(NULL, 0, PEER_NOW + 1000 * DAY);

    (void)state;
    check(&error, BRINE_ERROR_CERT_EXPIRED, "Certificate");
    assert_int_equal(error.certificate, 0);
    assert_int_equal(error.alert_sent, BRINE_ALERT_certificate_expired);
    assert_int_equal(error.alert_received, BRINE_ALERT_none);
}

static void a_server_that_breaks_a_rule(void **state)
{
    static const peer_rule wrong[] = {PEER_FLIP(PEER_F_VERIFY_DATA, 3)};
    brine_error error = failure_of(wrong, 1, PEER_NOW);

    (void)state;
    check(&error, BRINE_ERROR_FINISHED, "Finished");
    assert_int_equal(error.certificate, -1);
    assert_int_equal(error.alert_sent, BRINE_ALERT_decrypt_error);
}

static void a_server_that_sends_an_alert(void **state)
{
    static const peer_rule alert[] = {
        PEER_INSERT_BEFORE(PEER_SERVER_HELLO, PEER_TYPE_ALERT, "\2\x28")};
    brine_error error = failure_of(alert, 1, PEER_NOW);

    (void)state;
    check(&error, BRINE_ERROR_ALERT, "ClientHello");
    assert_int_equal(error.alert_received, BRINE_ALERT_handshake_failure);
    assert_int_equal(error.alert_sent, BRINE_ALERT_none);
}

static void a_call_that_is_refused(void **state)
{
    static const brine_provider empty = {.size = sizeof empty, .name = "empty"};
    brine_config *config;
    brine_trust *trust;
    brine_error error = BRINE_NO_ERROR;

    (void)state;
    assert_int_equal(brine_config_new_with(&empty, NULL, &config, &error), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    check(&error, BRINE_ERROR_PROVIDER_INCOMPLETE, "freeze");
    brine_config_free(config);
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    assert_int_equal(
        brine_trust_add_borrowed(trust, (brine_bytes){(const uint8_t *)"x", 1}, &error),
        BRINE_ERROR_NO_CERTIFICATE);
    check(&error, BRINE_ERROR_NO_CERTIFICATE, "load trust anchors");
    brine_trust_free(trust);
}

static void names_stay_and_words_go(void **state)
{
    (void)state;
    assert_string_equal(brine_result_name(BRINE_ERROR_FINISHED), "BRINE_ERROR_FINISHED");
    assert_int_equal(brine_result_text(BRINE_ERROR_FINISHED)[0] != '\0', BRN_TEXTS);
    assert_int_equal(brine_result_advice(BRINE_ERROR_CERT_EXPIRED)[0] != '\0', BRN_TEXTS);
    assert_int_equal(brine_result_category(BRINE_ERROR_FINISHED), BRINE_CATEGORY_PROTOCOL);
    assert_string_equal(brine_alert_name(BRINE_ALERT_close_notify), "close_notify");
    assert_int_equal(brine_alert_meaning(BRINE_ALERT_close_notify)[0] != '\0', BRN_TEXTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_that_is_refused),
        cmocka_unit_test(a_server_that_breaks_a_rule),
        cmocka_unit_test(a_server_that_sends_an_alert),
        cmocka_unit_test(a_call_that_is_refused),
        cmocka_unit_test(names_stay_and_words_go),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
