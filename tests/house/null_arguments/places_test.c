/*
 * NULL where there should be something is refused and not followed: bytes that were promised,
 * paths, handles, and places for what comes out. No server needed.
 */
#include "support/test.h"

#include <brine/brine.h>

#include <string.h>

static const brine_bytes missing = {NULL, 10};

#define assert_refused(call) assert_int_equal(call, BRINE_ERROR_INVALID_ARGUMENT)

static void a_trust_store_needs_a_source(void **state)
{
    brine_trust *trust;
    brine_error error;

    (void)state;
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    assert_refused(brine_trust_add_file(trust, NULL, &error));
    assert_non_null(strstr(error.text, "source is NULL"));
    assert_refused(brine_trust_add_directory(trust, NULL, &error));
    assert_refused(brine_trust_add_memory(trust, missing, "name", NULL));
    assert_int_equal(brine_trust_add_memory(trust, (brine_bytes){NULL, 0}, NULL, NULL),
                     BRINE_ERROR_NO_CERTIFICATE);
    brine_trust_free(trust);
}

static void without_a_trust_store_nothing_is_loaded(void **state)
{
    const uint8_t byte = 0x30;
    brine_error error;

    (void)state;
    assert_refused(brine_trust_new(NULL, NULL, NULL));
    assert_refused(brine_trust_add_system(NULL, &error));
    assert_refused(brine_trust_add_file(NULL, "file", &error));
    assert_refused(brine_trust_add_directory(NULL, "directory", &error));
    assert_refused(brine_trust_add_memory(NULL, (brine_bytes){&byte, 1}, "name", &error));
    assert_refused(brine_trust_freeze(NULL, &error));
    assert_non_null(strstr(error.text, "trust store is NULL"));
    brine_trust_free(NULL);
}

static void a_chain_that_was_promised_must_be_there(void **state)
{
    const brine_verify_options options = {
        .size = sizeof options, .insecure_skip_chain = true, .insecure_skip_name = true};
    brine_bytes path[1];
    size_t n;
    brine_error error;

    (void)state;
    assert_refused(brine_cert_verify(NULL, &missing, 1, path, 1, &n, &error));
    assert_refused(brine_cert_verify(&options, NULL, 1, path, 1, &n, &error));
    assert_non_null(strstr(error.text, "count is 1, and the chain is NULL"));
    assert_refused(brine_cert_verify(&options, &missing, 1, path, 1, &n, &error));
    assert_non_null(strstr(error.text, "certificate 0 of the chain has 10 bytes at NULL"));
    assert_int_equal(brine_cert_verify(&options, NULL, 0, path, 1, &n, &error),
                     BRINE_ERROR_CERT_MISSING);
    assert_int_equal(brine_cert_verify(&options, NULL, SIZE_MAX, path, 1, &n, &error),
                     BRINE_ERROR_CERT_TOO_MANY);
}

static void a_certificate_must_be_there_and_have_somewhere_to_go(void **state)
{
    const uint8_t byte = 0x30;
    char text[8] = "unclear";
    brine_cert *cert;

    (void)state;
    assert_refused(brine_cert_new(NULL, missing, &cert, NULL));
    assert_null(cert);
    assert_refused(brine_cert_new(NULL, (brine_bytes){&byte, 1}, NULL, NULL));
    assert_int_equal(brine_cert_pem(missing, NULL, 0), 0);
    assert_int_equal(brine_cert_pem(missing, text, sizeof text), 0);
    assert_string_equal(text, "");
}

static void a_config_is_not_made_of_nothing(void **state)
{
    const brine_bytes empty = {NULL, 0};
    brine_config *config;
    brine_error error;

    (void)state;
    assert_refused(brine_config_new(NULL, NULL, NULL));
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_refused(brine_config_set_identity(config, missing, missing, &error));
    assert_refused(brine_config_set_identity(config, empty, missing, &error));
    assert_refused(brine_config_set_identity_external(config, missing, &error));
    assert_refused(brine_config_set_identity_files(config, NULL, "key", &error));
    assert_refused(brine_config_set_identity_files(config, "chain", NULL, &error));
    assert_refused(brine_config_add_pin(config, NULL, &error));
    assert_refused(brine_config_set_alpn(config, NULL, 1, NULL));
    brine_config_free(config);
}

static brine_config *lax_config(void)
{
    brine_config *config;

    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_insecure_skip_chain(config), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, NULL), BRINE_OK);
    return config;
}

static void a_connection_follows_no_null(void **state)
{
    brine_config *config = lax_config();
    brine_received received;
    brine_session *session;
    brine_conn *conn;
    uint8_t out[16];
    size_t made;

    (void)state;
    assert_refused(brine_conn_new(config, "server.example", NULL, NULL));
    assert_int_equal(brine_conn_new(config, "server.example", &conn, NULL), BRINE_OK);
    assert_refused(brine_conn_receive(conn, NULL, 1, &received));
    assert_refused(brine_conn_send(conn, NULL, 1, NULL, 0, &made, NULL));
    assert_refused(brine_conn_send(conn, out, sizeof out, NULL, 1, &made, NULL));
    assert_refused(brine_conn_export(conn, NULL, NULL, out, sizeof out, NULL));
    assert_refused(brine_conn_export(conn, "EXPORTER-x", NULL, NULL, sizeof out, NULL));
    assert_refused(brine_conn_export(conn, "EXPORTER-x", &missing, out, sizeof out, NULL));
    assert_refused(brine_conn_session(conn, NULL, NULL));
    assert_refused(brine_session_load(config, NULL, 1, &session, NULL));
    brine_conn_free(conn);
    brine_config_free(config);
}

static void a_stream_follows_no_null(void **state)
{
    brine_config *config = lax_config();
    uint8_t byte;
    size_t n;

    (void)state;
    assert_refused(brine_stream_dial(config, "server.example", 443, NULL, NULL, NULL));
    assert_refused(brine_stream_open(config, -1, "server.example", 443, NULL, NULL, NULL));
    assert_refused(brine_stream_handshake(NULL));
    assert_refused(brine_stream_authenticate(NULL));
    assert_refused(brine_stream_read(NULL, &byte, 1, &n));
    assert_refused(brine_stream_read(NULL, &byte, 1, NULL));
    assert_refused(brine_stream_write(NULL, &byte, 1, &n));
    assert_refused(brine_stream_write(NULL, &byte, 1, NULL));
    assert_refused(brine_stream_flush(NULL));
    assert_refused(brine_stream_close(NULL));
    brine_stream_free(NULL);
    brine_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trust_store_needs_a_source),
        cmocka_unit_test(without_a_trust_store_nothing_is_loaded),
        cmocka_unit_test(a_chain_that_was_promised_must_be_there),
        cmocka_unit_test(a_certificate_must_be_there_and_have_somewhere_to_go),
        cmocka_unit_test(a_config_is_not_made_of_nothing),
        cmocka_unit_test(a_connection_follows_no_null),
        cmocka_unit_test(a_stream_follows_no_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
