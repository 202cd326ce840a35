/* NULL for each pointer of conn.h's calls. */
#include "null.h"

#include <string.h>

static brine_config *config;
static brine_conn *conn;

static int open_conn(void **state)
{
    (void)state;
    if (brine_config_new(NULL, &config, NULL) != BRINE_OK ||
        brine_config_insecure_skip_chain(config) != BRINE_OK ||
        brine_config_freeze(config, NULL) != BRINE_OK)
        return 1;
    return (int)brine_conn_new(config, "server.example", &conn, NULL);
}

static int close_conn(void **state)
{
    (void)state;
    brine_conn_free(conn);
    brine_config_free(config);
    return 0;
}

static void making_and_setting_up(void **state)
{
    brine_session *none = NULL;
    brine_error error;
    brine_conn *made;

    (void)state;
    REFUSED(brine_conn_new, config, (NULL, "server.example", &made, &error));
    OPTIONAL(brine_conn_new, server_name, (config, NULL, &made, &error),
             BRINE_ERROR_SERVER_NAME_MISSING);
    REFUSED(brine_conn_new, out, (config, "server.example", NULL, &error));
    OPTIONAL(brine_conn_new, error, (config, NULL, &made, NULL), BRINE_ERROR_SERVER_NAME_MISSING);
    REFUSED(brine_conn_set_port, conn, (NULL, 443));
    REFUSED(brine_conn_set_session, conn, (NULL, none));
    OPTIONAL(brine_conn_set_session, session, (conn, NULL), BRINE_OK);
    REFUSED(brine_conn_set_context, conn, (NULL, &none));
    OPTIONAL(brine_conn_set_context, context, (conn, NULL), BRINE_OK);
    NOTHING_AT(brine_conn_context, conn, (NULL));
    RETURNS(brine_conn_free, conn, (NULL));
}

static void bytes_in_and_out(void **state)
{
    uint8_t in[16] = {0}, out[16];
    brine_received received;
    size_t made, taken;

    (void)state;
    REFUSED(brine_conn_receive, conn, (NULL, in, 1, &received));
    REFUSED(brine_conn_receive, buf, (conn, NULL, 1, &received));
    REFUSED(brine_conn_receive, received, (conn, in, 1, NULL));
    OPTIONAL(brine_conn_receive, buf, (conn, NULL, 0, &received), BRINE_OK);
    REFUSED(brine_conn_send, conn, (NULL, out, sizeof out, in, 1, &made, &taken));
    REFUSED(brine_conn_send, out, (conn, NULL, 1, in, 1, &made, &taken));
    REFUSED(brine_conn_send, data, (conn, out, sizeof out, NULL, 1, &made, &taken));
    REFUSED(brine_conn_send, made, (conn, out, sizeof out, in, 1, NULL, &taken));
    OPTIONAL(brine_conn_send, taken, (conn, out, sizeof out, in, 1, &made, NULL), BRINE_OK);
    OPTIONAL(brine_conn_send, out, (conn, NULL, 0, in, 1, &made, &taken),
             BRINE_ERROR_BUFFER_TOO_SMALL);
    OPTIONAL(brine_conn_send, data, (conn, out, sizeof out, NULL, 0, &made, &taken), BRINE_OK);
    REFUSED(brine_conn_receive_end, conn, (NULL));
    REFUSED(brine_conn_close, conn, (NULL));
    REFUSED(brine_conn_abort, conn, (NULL, BRINE_ALERT_internal_error));
    assert_int_equal(brine_conn_sealed_size(conn, 1), 1 + 29);
    ZERO(brine_conn_sealed_size, conn, (NULL, 1));
    assert_true(brine_conn_state(conn) != 0);
    ZERO(brine_conn_state, conn, (NULL));
}

static void answers_from_outside(void **state)
{
    const uint8_t signature[] = {1};
    brine_signature_request request;

    (void)state;
    REFUSED(brine_conn_signature_request, conn, (NULL, &request));
    REFUSED(brine_conn_signature_request, request, (conn, NULL));
    REFUSED(brine_conn_signature, conn, (NULL, signature, 1));
    OPTIONAL(brine_conn_signature, signature, (conn, NULL, 0), BRINE_ERROR_WRONG_STATE);
    REFUSED(brine_conn_verdict, conn, (NULL, BRINE_VERDICT_ACCEPT, BRINE_ALERT_none));
}

static void facts(void **state)
{
    brine_facts found;
    brine_bytes chain[1];
    brine_error error;
    uint8_t out[64];
    size_t count;

    (void)state;
    memset(&found, 0xff, sizeof found);
    RETURNS(brine_conn_facts, conn, (NULL, &found, sizeof found));
    assert_string_equal(found.version, "");
    assert_string_equal(found.suite, "");
    assert_string_equal(found.aead_implementation, "");
    assert_string_equal(found.group, "");
    assert_string_equal(found.signature_scheme_name, "");
    assert_int_equal(found.suite_id, 0);
    assert_true(found.blocks_limit == 0);
    RETURNS(brine_conn_facts, out, (conn, NULL, sizeof found));
    ZERO(brine_conn_peer_chain, conn, (NULL, chain, 1));
    ZERO(brine_conn_peer_chain, chain, (conn, NULL, 1)); /* with a chain: facts_test.c of conn */
    REFUSED(brine_conn_peer_path, conn, (NULL, chain, 1, &count, &error));
    REFUSED(brine_conn_peer_path, path, (conn, NULL, 1, &count, &error));
    OPTIONAL(brine_conn_peer_path, path, (conn, NULL, 0, &count, &error),
             BRINE_ERROR_NOT_AVAILABLE);
    REFUSED(brine_conn_peer_path, count, (conn, chain, 1, NULL, &error));
    OPTIONAL(brine_conn_peer_path, error, (conn, chain, 1, &count, NULL),
             BRINE_ERROR_NOT_AVAILABLE);
    REFUSED(brine_conn_tls_server_end_point, conn, (NULL, out, sizeof out, &count, &error));
    REFUSED(brine_conn_tls_server_end_point, out, (conn, NULL, 1, &count, &error));
    REFUSED(brine_conn_tls_server_end_point, len, (conn, out, sizeof out, NULL, &error));
    OPTIONAL(brine_conn_tls_server_end_point, error, (conn, out, sizeof out, &count, NULL),
             BRINE_ERROR_NOT_AVAILABLE);
    NO_BYTES(brine_conn_peer_staple, conn, (NULL));
    NO_BYTES(brine_conn_peer_scts, conn, (NULL));
}

static void errors(void **state)
{
    brine_error error;

    (void)state;
    memset(&error, 0xff, sizeof error);
    RETURNS(brine_conn_error, conn, (NULL, &error));
    assert_int_equal(error.code, BRINE_OK);
    assert_string_equal(error.step, "");
    assert_string_equal(error.text, "");
    RETURNS(brine_conn_error, out, (conn, NULL));
}

static void what_a_connection_hands_out(void **state)
{
    const brine_bytes context = {(const uint8_t *)"context", 7};
    brine_session *session;
    brine_error error;
    uint8_t out[16];

    (void)state;
    REFUSED(brine_conn_session, conn, (NULL, &session, &error));
    REFUSED(brine_conn_session, out, (conn, NULL, &error));
    OPTIONAL(brine_conn_session, error, (conn, &session, NULL), BRINE_ERROR_NOT_AVAILABLE);
    REFUSED(brine_conn_export, conn, (NULL, "EXPORTER-x", &context, out, sizeof out, &error));
    REFUSED(brine_conn_export, label, (conn, NULL, &context, out, sizeof out, &error));
    REFUSED(brine_conn_export, out, (conn, "EXPORTER-x", &context, NULL, sizeof out, &error));
    OPTIONAL(brine_conn_export, context, (conn, "EXPORTER-x", NULL, out, sizeof out, &error),
             BRINE_ERROR_NOT_AVAILABLE);
    OPTIONAL(brine_conn_export, out, (conn, "EXPORTER-x", &context, NULL, 0, &error),
             BRINE_ERROR_NOT_AVAILABLE);
    OPTIONAL(brine_conn_export, error, (conn, "EXPORTER-x", &context, out, sizeof out, NULL),
             BRINE_ERROR_NOT_AVAILABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(making_and_setting_up),
        cmocka_unit_test(bytes_in_and_out),
        cmocka_unit_test(answers_from_outside),
        cmocka_unit_test(facts),
        cmocka_unit_test(errors),
        cmocka_unit_test(what_a_connection_hands_out),
    };
    return cmocka_run_group_tests(tests, open_conn, close_conn);
}
