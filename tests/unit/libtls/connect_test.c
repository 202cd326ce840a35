/* tls_connect*: what makes each of them fail before a byte is sent. */
#include "libtls/place.h"
#include "support/test.h"
#include "unit/libtls/talk.h"

#include <string.h>
#include <unistd.h>

static ssize_t no_read(struct tls *ctx, void *buf, size_t length, void *cb_arg)
{
    (void)ctx;
    (void)buf;
    (void)length;
    (void)cb_arg;
    return -1;
}

static ssize_t no_write(struct tls *ctx, const void *buf, size_t length, void *cb_arg)
{
    (void)ctx;
    (void)buf;
    (void)length;
    (void)cb_arg;
    return -1;
}

/* Each of the five, with a host that no look-up finds. */
static int connect_by(int way, struct tls *ctx, const char *servername)
{
    switch (way) {
    case 0:
        return tls_connect(ctx, "host.invalid", "443");
    case 1:
        return tls_connect_servername(ctx, "host.invalid", "443", servername);
    case 2:
        return tls_connect_fds(ctx, 0, 1, servername);
    case 3:
        return tls_connect_socket(ctx, 0, servername);
    default:
        return tls_connect_cbs(ctx, no_read, no_write, NULL, servername);
    }
}

#define WAYS 5

static void each_fails(struct tls_config *config, const char *words)
{
    for (int way = 0; way < WAYS; way++) {
        struct tls *ctx = tls_client();

        assert_int_equal(tls_configure(ctx, config), 0);
        assert_int_equal(connect_by(way, ctx, "a.example"), -1);
        if (tls_error(ctx) == NULL || strstr(tls_error(ctx), words) == NULL)
            fail_msg("way %d: %s", way, tls_error(ctx));
        tls_free(ctx);
    }
    tls_config_free(config);
}

static void protocols_without_tls_1_2_connect_nowhere(void **state)
{
    static const uint32_t sets[] = {0, TLS_PROTOCOL_TLSv1_3,
                                    TLS_PROTOCOL_TLSv1_0 | TLS_PROTOCOL_TLSv1_1};

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct tls_config *config = talk_config();

        assert_int_equal(tls_config_set_protocols(config, sets[i]), 0);
        each_fails(config, "lack TLSv1.2");
    }
}

static void a_required_staple_connects_nowhere(void **state)
{
    struct tls_config *config = talk_config();

    (void)state;
    tls_config_ocsp_require_stapling(config);
    each_fails(config, "OCSP response is required");
}

static void a_revocation_list_connects_nowhere(void **state)
{
    struct tls_config *config = talk_config();
    const uint8_t list[] = "-----BEGIN X509 CRL-----";

    (void)state;
    assert_int_equal(tls_config_set_crl_mem(config, list, sizeof list), 0);
    each_fails(config, "revocation list");
    config = talk_config();
    assert_int_equal(tls_config_set_crl_file(config, "/nonexistent"), -1);
    each_fails(config, "revocation list");
}

static void half_a_key_pair_connects_nowhere(void **state)
{
    struct tls_config *config = talk_config();
    const uint8_t text[] = "x";
    peer_bytes pem = {0};

    (void)state;
    peer_put_certificate_pem(&pem, talk_root);
    assert_int_equal(tls_config_set_cert_mem(config, pem.data, pem.len), 0);
    peer_bytes_free(&pem);
    each_fails(config, "without its private key");
    config = talk_config();
    assert_int_equal(tls_config_set_key_mem(config, text, 1), 0);
    each_fails(config, "without a certificate");
}

static void anchors_that_are_none_connect_nowhere(void **state)
{
    struct tls_config *config = tls_config_new();

    (void)state;
    assert_int_equal(tls_config_set_ca_mem(config, (const uint8_t *)"x", 1), 0);
    each_fails(config, "certificate");
    config = tls_config_new();
    assert_int_equal(tls_config_set_ca_path(config, "/nonexistent"), 0);
    each_fails(config, "/nonexistent");
}

static void a_server_neither_connects_nor_accepts(void **state)
{
    struct tls *ctx = tls_server(), *accepted = NULL;

    (void)state;
    assert_non_null(ctx);
    assert_int_equal(tls_configure(ctx, NULL), -1);
    assert_non_null(strstr(tls_error(ctx), "servers are not implemented"));
    for (int way = 0; way < WAYS; way++) {
        assert_int_equal(connect_by(way, ctx, "a.example"), -1);
        assert_string_equal(tls_error(ctx), "not a client context");
    }
    assert_int_equal(tls_accept_fds(ctx, &accepted, 0, 1), -1);
    assert_int_equal(tls_accept_socket(ctx, &accepted, 0), -1);
    assert_int_equal(tls_accept_cbs(ctx, &accepted, no_read, no_write, NULL), -1);
    assert_non_null(strstr(tls_error(ctx), "servers are not implemented"));
    assert_null(accepted);
    tls_free(ctx);
}

static void a_place_needs_host_and_port(void **state)
{
    static const struct {
        const char *host, *port, *words;
    } rows[] = {
        {NULL, "443", "no host"},
        {"a.example", NULL, "no port"},
        {"[::1]", NULL, "no port"},
        {"a.example:", NULL, "no port"},
        {"a.example:x y", NULL, "'x y' is neither"},
        {"a.example", "0", "'0' is neither"},
        {"a.example", "65536", "'65536' is neither"},
        {"a.example", "65979", "'65979' is neither"},
        {"a.example", "-1", "'-1' is neither"},
        {"a.example", "443x", "'443x' is neither"},
        {"a.example", "no-such-service", "'no-such-service' is neither"},
    };
    struct tls *ctx = tls_client();

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(tls_connect(ctx, rows[i].host, rows[i].port), -1);
        if (strstr(tls_error(ctx), rows[i].words) == NULL)
            fail_msg("row %d: %s", (int)i, tls_error(ctx));
    }
    tls_free(ctx);
}

static void an_address_may_stand_in_brackets(void **state)
{
    static const struct {
        const char *host, *port, *found;
        uint16_t number;
    } rows[] = {
        {"[::1]", "443", "::1", 443},
        {"[2001:db8::1]:8443", NULL, "2001:db8::1", 8443},
        {"::1", "443", "::1", 443},
        {"a.example:8443", NULL, "a.example", 8443},
        /* These are addresses of no kind, and stay as they are. */
        {"[a.example", "443", "[a.example", 443},
        {"a.example]", "443", "a.example]", 443},
        {"[", "443", "[", 443},
        {"[:443", NULL, "[", 443},
    };
    struct tls *ctx = tls_client();
    brn_tls_place place;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(brn_tls_place_find(ctx, rows[i].host, rows[i].port, &place), 0);
        assert_string_equal(place.host, rows[i].found);
        assert_int_equal(place.port, rows[i].number);
        brn_tls_place_clear(&place);
    }
    tls_free(ctx);
}

static void a_name_is_needed_unless_it_is_not_verified(void **state)
{
    struct tls_config *config = talk_config();
    struct tls *ctx = tls_client();

    (void)state;
    assert_int_equal(tls_configure(ctx, config), 0);
    assert_int_equal(tls_connect_fds(ctx, 0, 1, NULL), -1);
    assert_non_null(strstr(tls_error(ctx), "name"));
    assert_int_equal(tls_connect_fds(ctx, 0, 1, "not a name"), -1);
    assert_int_equal(tls_connect_fds(ctx, -1, 1, "a.example"), -1);
    assert_int_equal(tls_connect_fds(ctx, 0, -1, "a.example"), -1);
    assert_int_equal(tls_connect_cbs(ctx, NULL, NULL, NULL, "a.example"), -1);
    assert_int_equal(tls_connect_cbs(ctx, no_read, NULL, NULL, "a.example"), -1);
    tls_config_insecure_noverifyname(config);
    assert_int_equal(tls_connect_fds(ctx, 0, 1, NULL), 0);
    assert_int_equal(tls_connect_fds(ctx, 0, 1, "not a name"), 0);
    tls_free(ctx);
    tls_config_free(config);
}

static void a_context_that_is_not_connected_does_nothing(void **state)
{
    struct tls *ctx = tls_client();
    char byte = 0;
    size_t length = 1;

    (void)state;
    assert_null(tls_error(NULL));
    assert_null(tls_error(ctx));
    assert_int_equal(tls_handshake(ctx), -1);
    assert_string_equal(tls_error(ctx), "context not connected");
    assert_int_equal(tls_read(ctx, &byte, 1), -1);
    assert_int_equal(tls_write(ctx, &byte, 1), -1);
    assert_int_equal(tls_close(ctx), 0);
    assert_null(tls_error(ctx));
    assert_int_equal(tls_peer_cert_provided(ctx), 0);
    assert_int_equal(tls_peer_cert_contains_name(ctx, "a.example"), 0);
    assert_null(tls_peer_cert_hash(ctx));
    assert_null(tls_peer_cert_subject(ctx));
    assert_null(tls_peer_cert_issuer(ctx));
    assert_null(tls_peer_cert_chain_pem(ctx, &length));
    assert_int_equal(length, 0);
    assert_null(tls_peer_cert_chain_pem(ctx, NULL));
    assert_int_equal(tls_peer_cert_notbefore(ctx), -1);
    assert_int_equal(tls_peer_cert_notafter(ctx), -1);
    assert_null(tls_conn_version(ctx));
    assert_null(tls_conn_cipher(ctx));
    assert_int_equal(tls_conn_cipher_strength(ctx), 0);
    assert_null(tls_conn_servername(ctx));
    assert_int_equal(tls_conn_session_resumed(ctx), 0);
    tls_free(ctx);
}

static void ocsp_responses_are_not_judged(void **state)
{
    struct tls *ctx = tls_client();
    const unsigned char response[] = {0x30, 0};

    (void)state;
    assert_int_equal(tls_ocsp_process_response(ctx, response, sizeof response), -1);
    assert_non_null(strstr(tls_error(ctx), "OCSP"));
    assert_int_equal(tls_peer_ocsp_cert_status(ctx), -1);
    assert_int_equal(tls_peer_ocsp_crl_reason(ctx), -1);
    assert_int_equal(tls_peer_ocsp_response_status(ctx), -1);
    assert_int_equal(tls_peer_ocsp_next_update(ctx), -1);
    assert_int_equal(tls_peer_ocsp_this_update(ctx), -1);
    assert_int_equal(tls_peer_ocsp_revocation_time(ctx), -1);
    assert_null(tls_peer_ocsp_result(ctx));
    assert_null(tls_peer_ocsp_url(ctx));
    tls_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(protocols_without_tls_1_2_connect_nowhere),
        cmocka_unit_test(a_required_staple_connects_nowhere),
        cmocka_unit_test(a_revocation_list_connects_nowhere),
        cmocka_unit_test(half_a_key_pair_connects_nowhere),
        cmocka_unit_test(anchors_that_are_none_connect_nowhere),
        cmocka_unit_test(a_server_neither_connects_nor_accepts),
        cmocka_unit_test(a_place_needs_host_and_port),
        cmocka_unit_test(an_address_may_stand_in_brackets),
        cmocka_unit_test(a_name_is_needed_unless_it_is_not_verified),
        cmocka_unit_test(a_context_that_is_not_connected_does_nothing),
        cmocka_unit_test(ocsp_responses_are_not_judged),
    };
    int failed;

    talk_begin();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_end();
    return failed;
}
