/*
 * A library without texts and with limits lowered as far as they go: what it still does, and that
 * it says by code, step, certificate and alert when a server, or the application, wants more.
 */
#include "unit/conn/workbench.h"

#define ONE_NAME  "DNS:" PEER_SERVER_NAME
#define NO_ALERT  BRINE_ALERT_none
#define LONG_PART 1900 /* bytes: with its header just below the limit of a message */

static peer_pki *pki;

static peer_identity leaf_with(peer_key_kind kind, const char *names,
                               const peer_certificate *issuer)
{
    const peer_certificate_plan plan = {.key = kind, .names = names};

    return peer_identity_of(peer_pki_issue(pki, &plan, issuer));
}

/* The connection that the server, or a limit, ends. */
static brine_error failure_of(const peer_config *server)
{
    brine_config *config = test_config(pki);
    brine_error error = BRINE_NO_ERROR;
    bench b;

    assert_int_equal(brine_config_request_staple(config), BRINE_OK);
    b = bench_open(test_freeze(config), server, NULL);
    (void)drive_run(&b.d);
    brine_conn_error(b.conn, &error);
    assert_int_equal(peer_fatal_alert(b.server), error.alert_sent);
    bench_close(&b);
    assert_string_equal(error.text, "");
    return error;
}

static void check(const peer_identity *shown, brine_result code, int certificate, brine_alert alert)
{
    peer_config server = {.identity = shown};
    brine_error error = failure_of(&server);

    assert_string_equal(brine_result_name(error.code), brine_result_name(code));
    assert_string_equal(error.step, "Certificate");
    assert_int_equal(error.certificate, certificate);
    assert_int_equal(error.alert_sent, alert);
}

static void connections_are_made_and_resumed(void **state)
{
    static const peer_key_kind kinds[] = {PEER_KEY_P256, PEER_KEY_P384, PEER_KEY_RSA};

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        peer_identity leaf = leaf_with(kinds[i], ONE_NAME, pki->root);
        peer_store store = {.made = 0};
        peer_config server = {.identity = &leaf, .store = &store, .tickets = true};
        brine_config *config = test_freeze(test_config(pki));

        for (int resumed = 0; resumed < 2; resumed++) {
            bench b = bench_open(config, &server, NULL);

            bench_handshake(&b);
            assert_int_equal(bench_facts(&b).resumed, resumed);
            assert_int_equal(drive_write(&b.d, "ping", 4), 4);
            assert_int_equal(b.server->application.len, 4);
            bench_next(&b);
        }
        peer_store_clear(&store);
        brine_config_free(config);
    }
}

static void a_longer_key_is_refused(void **state)
{
    peer_identity shown = leaf_with(PEER_KEY_RSA_3072, ONE_NAME, pki->root);

    (void)state;
    check(&shown, BRINE_ERROR_CERT_WEAK_KEY, 0, BRINE_ALERT_bad_certificate);
}

static void another_name_is_refused(void **state)
{
    peer_identity shown = leaf_with(PEER_KEY_P256, ONE_NAME ",DNS:other.example", pki->root);

    (void)state;
    check(&shown, BRINE_ERROR_CERT_MALFORMED, 0, BRINE_ALERT_bad_certificate);
}

static void a_longer_path_is_refused(void **state)
{
    const peer_certificate *ca = peer_pki_issue_ca(pki, "Intermediate", pki->root);
    peer_identity shown = leaf_with(PEER_KEY_P256, ONE_NAME, ca);

    (void)state;
    peer_identity_add(&shown, ca);
    check(&shown, BRINE_ERROR_CERT_PATH_LENGTH, 1, BRINE_ALERT_bad_certificate);
}

static void another_certificate_is_refused(void **state)
{
    peer_identity shown = leaf_with(PEER_KEY_P256, ONE_NAME, pki->root);

    (void)state;
    for (size_t i = 0; i < BRINE_CERTIFICATES_SENT_MAX; i++)
        peer_identity_add(&shown, pki->root);
    check(&shown, BRINE_ERROR_CERT_TOO_MANY, -1, BRINE_ALERT_bad_certificate);
}

static void a_longer_message_is_refused(void **state)
{
    char names[sizeof ONE_NAME + BRINE_HANDSHAKE_MESSAGE_MAX];
    peer_identity shown;

    (void)state;
    memset(names, 'a', sizeof names);
    memcpy(names, "DNS:", 4);
    names[BRINE_HANDSHAKE_MESSAGE_MAX] = '\0';
    shown = leaf_with(PEER_KEY_P256, names, pki->root);
    check(&shown, BRINE_ERROR_MESSAGE_TOO_LONG, -1, BRINE_ALERT_illegal_parameter);
}

static void a_longer_handshake_is_refused(void **state)
{
    static const uint8_t staple[LONG_PART];
    peer_identity shown = leaf_with(PEER_KEY_P256, ONE_NAME, pki->root);
    peer_store store = {.made = 0};
    peer_config server = {.identity = &shown,
                          .staple = {staple, sizeof staple},
                          .store = &store,
                          .tickets = true,
                          .ticket_length = LONG_PART};
    brine_error error = failure_of(&server);

    (void)state;
    peer_store_clear(&store);
    assert_int_equal(error.code, BRINE_ERROR_HANDSHAKE_TOO_LONG);
    assert_string_equal(error.step, "NewSessionTicket"); /* not the last that was whole */
    assert_int_equal(error.alert_sent, BRINE_ALERT_illegal_parameter);
}

static void another_anchor_is_refused(void **state)
{
    const peer_certificate *anchors[] = {pki->root, peer_pki_issue_ca(pki, "Other Root", NULL)};
    brine_error error = BRINE_NO_ERROR;
    brine_trust *trust;

    (void)state;
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    for (size_t i = 0; i < 2; i++) {
        brine_bytes der = {anchors[i]->der.data, anchors[i]->der.len};

        assert_int_equal(brine_trust_add_borrowed(trust, der, &error),
                         i == 0 ? BRINE_OK : BRINE_ERROR_LIMIT);
    }
    assert_int_equal(error.code, BRINE_ERROR_LIMIT);
    assert_string_equal(error.step, "load trust anchors");
    assert_string_equal(error.text, "");
    brine_trust_free(trust);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connections_are_made_and_resumed),
        cmocka_unit_test(a_longer_key_is_refused),
        cmocka_unit_test(another_name_is_refused),
        cmocka_unit_test(a_longer_path_is_refused),
        cmocka_unit_test(another_certificate_is_refused),
        cmocka_unit_test(a_longer_message_is_refused),
        cmocka_unit_test(a_longer_handshake_is_refused),
        cmocka_unit_test(another_anchor_is_refused),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
