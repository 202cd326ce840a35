/* tls_peer_cert_* and tls_conn_*. */
#include "support/test.h"
#include "unit/libtls/talk.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

static void the_connection_is_described_as_libtls_does(void **state)
{
    static const struct {
        uint16_t suite;
        const char *name;
        int strength;
    } rows[] = {
        {0xC02B, "ECDHE-ECDSA-AES128-GCM-SHA256", 128},
        {0xC02C, "ECDHE-ECDSA-AES256-GCM-SHA384", 256},
        {0xCCA9, "ECDHE-ECDSA-CHACHA20-POLY1305", 256},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const uint16_t suites[] = {rows[i].suite, 0};
        const peer_config server = {
            .identity = &talk_leaf, .suites = suites, .protocol = "http/1.1"};
        struct tls_config *config = talk_config();
        talk t;

        assert_int_equal(tls_config_set_alpn(config, "h2,http/1.1"), 0);
        t = talk_open(config, &server, PEER_SERVER_NAME);
        assert_int_equal(talk_handshake(&t), 0);
        assert_string_equal(tls_conn_version(t.ctx), "TLSv1.2");
        assert_string_equal(tls_conn_cipher(t.ctx), rows[i].name);
        assert_int_equal(tls_conn_cipher_strength(t.ctx), rows[i].strength);
        assert_string_equal(tls_conn_alpn_selected(t.ctx), "http/1.1");
        assert_string_equal(tls_conn_servername(t.ctx), PEER_SERVER_NAME);
        assert_int_equal(tls_conn_session_resumed(t.ctx), 0);
        talk_close(&t);
        tls_config_free(config);
    }
}

static void the_certificate_is_described_as_libtls_does(void **state)
{
    struct tls_config *config = talk_config();
    talk t = talk_open(config, NULL, PEER_SERVER_NAME);
    const peer_slice leaf = talk_leaf.chain[0];
    char hash[8 + 64] = "SHA256:";
    unsigned char digest[32];
    peer_bytes pem = {0};
    const uint8_t *chain;
    size_t length = 0;

    (void)state;
    assert_int_equal(talk_handshake(&t), 0);
    assert_int_equal(tls_peer_cert_provided(t.ctx), 1);
    assert_string_equal(tls_peer_cert_subject(t.ctx), "/CN=Talk, Leaf");
    assert_string_equal(tls_peer_cert_issuer(t.ctx), "/CN=Talk Root");
    assert_int_equal(tls_peer_cert_notbefore(t.ctx), PEER_NOW - 50 * 365 * PEER_DAY);
    assert_int_equal(tls_peer_cert_notafter(t.ctx), PEER_NOW + 50 * 365 * PEER_DAY);
    assert_int_equal(EVP_Digest(leaf.data, leaf.len, digest, NULL, EVP_sha256(), NULL), 1);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hash + 7 + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(tls_peer_cert_hash(t.ctx), hash);
    peer_put_certificate_pem(&pem, talk_root);
    chain = tls_peer_cert_chain_pem(t.ctx, &length);
    assert_non_null(chain);
    assert_int_equal(length, strlen((const char *)chain));
    assert_memory_equal(chain, "-----BEGIN CERTIFICATE-----\n", 28);
    peer_bytes_free(&pem);
    /* What is known stays after the end. */
    assert_int_equal(tls_close(t.ctx), 0);
    assert_string_equal(tls_peer_cert_hash(t.ctx), hash);
    tls_reset(t.ctx);
    assert_null(tls_peer_cert_hash(t.ctx));
    talk_close(&t);
    tls_config_free(config);
}

static void names_are_looked_for_in_subject_alt_name(void **state)
{
    const peer_identity identity = peer_identity_of(
        talk_issue("common.example", "DNS:" PEER_SERVER_NAME ",DNS:*.wild.example,IP:192.0.2.7"));
    const peer_config server = {.identity = &identity};
    struct tls_config *config = talk_config();
    talk t = talk_open(config, &server, PEER_SERVER_NAME);

    (void)state;
    assert_int_equal(talk_handshake(&t), 0);
    assert_int_equal(tls_peer_cert_contains_name(t.ctx, PEER_SERVER_NAME), 1);
    assert_int_equal(tls_peer_cert_contains_name(t.ctx, "SERVER.example"), 1);
    assert_int_equal(tls_peer_cert_contains_name(t.ctx, "a.wild.example"), 1);
    assert_int_equal(tls_peer_cert_contains_name(t.ctx, "192.0.2.7"), 1);
    assert_int_equal(tls_peer_cert_contains_name(t.ctx, "common.example"), 0);
    assert_int_equal(tls_peer_cert_contains_name(t.ctx, "192.0.2.8"), 0);
    assert_int_equal(tls_peer_cert_contains_name(t.ctx, ""), 0);
    assert_int_equal(tls_peer_cert_contains_name(t.ctx, NULL), 0);
    talk_close(&t);
    tls_config_free(config);
}

static void the_server_sees_what_was_chosen(void **state)
{
    struct tls_config *config = talk_config();
    talk t;

    (void)state;
    assert_int_equal(tls_config_set_ciphers(config, "ECDHE-ECDSA-AES256-GCM-SHA384"), 0);
    assert_int_equal(tls_config_set_ecdhecurves(config, "P-384,P-256,P-521"), 0);
    t = talk_open(config, NULL, PEER_SERVER_NAME);
    assert_int_equal(talk_handshake(&t), 0);
    assert_int_equal(t.server->suite->id, 0xC02C);
    assert_int_equal(t.server->share.group, 24);
    talk_close(&t);
    tls_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_connection_is_described_as_libtls_does),
        cmocka_unit_test(the_certificate_is_described_as_libtls_does),
        cmocka_unit_test(names_are_looked_for_in_subject_alt_name),
        cmocka_unit_test(the_server_sees_what_was_chosen),
    };
    int failed;

    talk_begin();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_end();
    return failed;
}
