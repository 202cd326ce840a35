/* The client's certificate and key, from files and memory, and tls_load_file with a password. */
#include "support/scratch.h"
#include "support/test.h"
#include "unit/libtls/talk.h"

#include <brine/limits.h>

#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static peer_certificate *client;
static peer_bytes certificate_pem, key_pem, encrypted_pem;
static const peer_config asking = {.identity = &talk_leaf, .request_certificate = true};

static void encrypt_key(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *text;
    long len;

    assert_int_equal(
        PEM_write_bio_PKCS8PrivateKey(bio, client->key, EVP_aes_256_cbc(), "secret", 6, NULL, NULL),
        1);
    len = BIO_get_mem_data(bio, &text);
    peer_put(&encrypted_pem, text, (size_t)len);
    BIO_free(bio);
}

/* How many certificates the server got; -1 when the handshake failed. */
static int certificates_sent(struct tls_config *config)
{
    talk t = talk_open(config, &asking, PEER_SERVER_NAME);
    int count = -1;

    if (talk_handshake(&t) == 0) {
        count = (int)t.server->client_chain_count;
        if (count > 0)
            assert_true(peer_equal(t.server->client_chain[0], peer_slice_of(&client->der)));
    }
    talk_close(&t);
    return count;
}

static void a_client_without_a_key_pair_shows_none(void **state)
{
    struct tls_config *config = talk_config();

    (void)state;
    assert_int_equal(certificates_sent(config), 0);
    tls_config_free(config);
}

static void a_key_pair_comes_from_memory(void **state)
{
    struct tls_config *config = talk_config();

    (void)state;
    assert_int_equal(tls_config_set_keypair_mem(config, certificate_pem.data, certificate_pem.len,
                                                key_pem.data, key_pem.len),
                     0);
    assert_int_equal(certificates_sent(config), 1);
    assert_int_equal(tls_config_set_keypair_ocsp_mem(config, NULL, 0, NULL, 0, NULL, 0), 0);
    assert_int_equal(certificates_sent(config), 0);
    tls_config_free(config);
}

static void a_key_pair_comes_from_files(void **state)
{
    struct tls_config *config = talk_config();
    const char *certificate, *key;

    (void)state;
    scratch_begin();
    certificate = scratch_file("certificate", certificate_pem.data, certificate_pem.len);
    key = scratch_file("key", key_pem.data, key_pem.len);
    assert_int_equal(tls_config_set_keypair_file(config, certificate, key), 0);
    assert_int_equal(certificates_sent(config), 1);
    assert_int_equal(tls_config_set_keypair_mem(config, NULL, 0, NULL, 0), 0);
    assert_int_equal(certificates_sent(config), 0);
    assert_int_equal(tls_config_set_keypair_ocsp_file(config, certificate, key, NULL), 0);
    assert_int_equal(certificates_sent(config), 1);
    assert_int_equal(tls_config_set_keypair_file(config, certificate, "/nonexistent"), -1);
    assert_int_equal(tls_config_set_keypair_file(config, certificate, NULL), -1);
    assert_int_equal(tls_config_set_keypair_file(config, NULL, key), -1);
    assert_int_equal(tls_config_set_keypair_ocsp_file(config, NULL, key, certificate), -1);
    assert_int_equal(tls_config_set_keypair_ocsp_file(config, certificate, key, "/nonexistent"),
                     -1);
    assert_int_equal(tls_config_add_keypair_file(config, NULL, key), -1);
    assert_int_equal(tls_config_add_keypair_file(config, certificate, NULL), 0);
    tls_config_free(config);
    scratch_end();
}

static void a_certificate_that_is_none_is_refused_at_once(void **state)
{
    struct tls_config *config = talk_config();

    (void)state;
    assert_int_equal(tls_config_set_cert_mem(config, key_pem.data, key_pem.len), -1);
    assert_non_null(strstr(tls_config_error(config), "the client's certificate: "));
    assert_int_equal(tls_config_set_keypair_ocsp_mem(config, key_pem.data, key_pem.len,
                                                     key_pem.data, key_pem.len, NULL, 0),
                     -1);
    scratch_begin();
    assert_int_equal(
        tls_config_set_cert_file(config, scratch_file("key", key_pem.data, key_pem.len)), -1);
    scratch_end();
    assert_int_equal(certificates_sent(config), 0);
    tls_config_free(config);
}

static void a_file_beyond_the_limit_is_refused(void **state)
{
    struct tls_config *config = talk_config();
    const char *path;

    (void)state;
    scratch_begin();
    path = scratch_file("large", "", 0);
    assert_int_equal(truncate(path, BRINE_FILE_SIZE_MAX), 0);
    assert_int_equal(tls_config_set_key_file(config, path), 0);
    assert_int_equal(truncate(path, BRINE_FILE_SIZE_MAX + 1), 0);
    assert_int_equal(tls_config_set_key_file(config, path), -1);
    assert_non_null(strstr(tls_config_error(config), "large: File too large"));
    tls_config_free(config);
    scratch_end();
}

/* They are for a server's other names. */
static void added_key_pairs_are_not_the_clients(void **state)
{
    struct tls_config *config = talk_config();

    (void)state;
    assert_int_equal(tls_config_add_keypair_mem(config, certificate_pem.data, certificate_pem.len,
                                                key_pem.data, key_pem.len),
                     0);
    assert_int_equal(tls_config_add_keypair_ocsp_mem(config, certificate_pem.data,
                                                     certificate_pem.len, key_pem.data, key_pem.len,
                                                     NULL, 0),
                     0);
    assert_int_equal(certificates_sent(config), 0);
    assert_int_equal(tls_config_add_keypair_file(config, "/nonexistent", "/nonexistent"), -1);
    assert_int_equal(tls_config_add_keypair_ocsp_file(config, NULL, NULL, "/nonexistent"), -1);
    assert_int_equal(tls_config_set_ocsp_staple_mem(config, key_pem.data, key_pem.len), 0);
    tls_config_free(config);
}

static void cleared_keys_sign_nothing_more(void **state)
{
    struct tls_config *config = talk_config();
    struct tls *ctx = tls_client();

    (void)state;
    assert_int_equal(tls_config_set_keypair_mem(config, certificate_pem.data, certificate_pem.len,
                                                key_pem.data, key_pem.len),
                     0);
    assert_int_equal(certificates_sent(config), 1);
    tls_config_clear_keys(config);
    assert_int_equal(tls_configure(ctx, config), 0);
    assert_int_equal(tls_connect_fds(ctx, 0, 1, PEER_SERVER_NAME), -1);
    assert_non_null(strstr(tls_error(ctx), "without its private key"));
    tls_free(ctx);
    tls_config_free(config);
}

static void a_file_is_loaded_as_it_is(void **state)
{
    uint8_t *text;
    size_t length = 0;
    uint8_t large[10000];

    (void)state;
    memset(large, 'x', sizeof large);
    scratch_begin();
    text = tls_load_file(scratch_file("large", large, sizeof large), &length, NULL);
    assert_non_null(text);
    assert_int_equal(length, sizeof large);
    assert_memory_equal(text, large, length);
    tls_unload_file(text, length);
    text = tls_load_file(scratch_file("empty", "", 0), &length, NULL);
    assert_non_null(text);
    assert_int_equal(length, 0);
    tls_unload_file(text, length);
    assert_null(tls_load_file("/nonexistent", &length, NULL));
    assert_null(tls_load_file(NULL, &length, NULL));
    assert_null(tls_load_file(scratch_path("large"), NULL, NULL));
    assert_null(tls_load_file(scratch_path(""), &length, NULL));
    scratch_end();
}

static void a_password_opens_a_key(void **state)
{
    static char right[] = "secret", wrong[] = "Secret";
    struct tls_config *config = talk_config();
    const char *path;
    uint8_t *key;
    size_t length;

    (void)state;
    scratch_begin();
    path = scratch_file("key", encrypted_pem.data, encrypted_pem.len);
    assert_null(tls_load_file(path, &length, wrong));
    key = tls_load_file(path, &length, right);
    assert_non_null(key);
    assert_int_equal(
        tls_config_set_keypair_mem(config, certificate_pem.data, certificate_pem.len, key, length),
        0);
    tls_unload_file(key, length);
    assert_int_equal(certificates_sent(config), 1);
    /* One that needs none, and what is no key. */
    key = tls_load_file(scratch_file("plain", key_pem.data, key_pem.len), &length, right);
    assert_non_null(key);
    assert_int_equal(length, key_pem.len);
    tls_unload_file(key, length);
    path = scratch_file("certificate", certificate_pem.data, certificate_pem.len);
    assert_null(tls_load_file(path, &length, right));
    tls_config_free(config);
    scratch_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_client_without_a_key_pair_shows_none),
        cmocka_unit_test(a_key_pair_comes_from_memory),
        cmocka_unit_test(a_key_pair_comes_from_files),
        cmocka_unit_test(a_certificate_that_is_none_is_refused_at_once),
        cmocka_unit_test(a_file_beyond_the_limit_is_refused),
        cmocka_unit_test(added_key_pairs_are_not_the_clients),
        cmocka_unit_test(cleared_keys_sign_nothing_more),
        cmocka_unit_test(a_file_is_loaded_as_it_is),
        cmocka_unit_test(a_password_opens_a_key),
    };
    int failed;

    talk_begin();
    client = talk_issue("Client", "DNS:client.example");
    peer_put_certificate_pem(&certificate_pem, client);
    peer_put_key_pem(&key_pem, client->key);
    encrypt_key();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_bytes_free(&certificate_pem);
    peer_bytes_free(&key_pem);
    peer_bytes_free(&encrypted_pem);
    talk_end();
    return failed;
}
