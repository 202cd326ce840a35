/*
 * Each allocation fails in turn, alone and with all that follow it. The call says so, or does all
 * of its work; the program frees what it has, and nothing is left over.
 */
#include "support/scratch.h"
#include "support/test.h"
#include "unit/libtls/scarce.h"
#include "unit/libtls/talk.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MANY 2000 /* more allocations than any of these programs makes */

static peer_bytes root_pem, leaf_pem, key_pem;
static peer_store store;
static int session_file = -1;
static uint8_t session[65536]; /* what the file has before each run */
static size_t session_len;
static char root_path[SCRATCH_PATH_SIZE], key_path[SCRATCH_PATH_SIZE];
static char listener_port[8];

/* Whether a call has worked. One that has not is short of memory, and has no other sentence. */
static bool worked(bool result, const char *sentence)
{
    if (result)
        return true;
    assert_true(scarce_failed());
    if (sentence != NULL && strstr(sentence, "memory") == NULL)
        fail_msg("%s", sentence);
    return false;
}

static bool set(struct tls_config *config, int result)
{
    assert_true(result == 0 || result == -1);
    return worked(result == 0, tls_config_error(config));
}

static bool set_all(struct tls_config *config)
{
    return set(config, tls_config_set_ca_mem(config, root_pem.data, root_pem.len)) &&
           set(config, tls_config_set_keypair_mem(config, leaf_pem.data, leaf_pem.len, key_pem.data,
                                                  key_pem.len)) &&
           set(config, tls_config_set_alpn(config, "h2,http/1.1")) &&
           set(config, tls_config_set_ciphers(config, "nonsense:ECDHE+AESGCM:AES128-GCM-SHA256")) &&
           set(config, tls_config_set_ecdhecurves(config, "X25519,P-521,P-256")) &&
           set(config, tls_config_set_session_fd(config, session_file));
}

static int serve(talk *t, int number)
{
    scarce_pause();
    talk_serve(t);
    scarce_resume();
    return number == TLS_WANT_POLLIN || number == TLS_WANT_POLLOUT;
}

static void knows_the_server(struct tls *ctx)
{
    size_t length = 0;

    assert_string_equal(tls_conn_version(ctx), "TLSv1.2");
    assert_string_equal(tls_conn_alpn_selected(ctx), "h2");
    assert_string_equal(tls_conn_servername(ctx), PEER_SERVER_NAME);
    assert_string_equal(tls_peer_cert_subject(ctx), "/CN=Talk, Leaf");
    assert_string_equal(tls_peer_cert_issuer(ctx), "/CN=Talk Root");
    assert_int_equal(strlen(tls_peer_cert_hash(ctx)), 7 + 64);
    assert_non_null(tls_peer_cert_chain_pem(ctx, &length));
    assert_true(length > 0);
}

static bool talk_to(talk *t)
{
    char text[8];
    int number;
    ssize_t n;

    while (serve(t, number = tls_handshake(t->ctx)))
        ;
    if (!worked(number == 0, tls_error(t->ctx)))
        return false;
    knows_the_server(t->ctx);
    n = tls_write(t->ctx, "hello", 5);
    serve(t, 0);
    if (!worked(n == 5, tls_error(t->ctx)))
        return false;
    scarce_pause();
    peer_say(t->server, "abc", 3);
    scarce_resume();
    serve(t, 0);
    n = tls_read(t->ctx, text, sizeof text);
    if (!worked(n == 3, tls_error(t->ctx)))
        return false;
    assert_memory_equal(text, "abc", 3);
    return worked(tls_close(t->ctx) == 0, tls_error(t->ctx));
}

static bool converse(talk *t, struct tls_config *config)
{
    return worked(tls_configure(t->ctx, config) == 0, tls_error(t->ctx)) &&
           worked(tls_connect_socket(t->ctx, t->client_socket, PEER_SERVER_NAME) == 0,
                  tls_error(t->ctx)) &&
           talk_to(t);
}

static talk new_talk(void)
{
    const peer_config server = {.identity = &talk_leaf,
                                .protocol = "h2",
                                .request_certificate = true,
                                .store = &store,
                                .tickets = true};
    talk t = {.server = peer_new(&server)};
    int sockets[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets), 0);
    t.client_socket = sockets[0];
    t.server_socket = sockets[1];
    return t;
}

/* All settings, a handshake, data in both directions and the goodbye. */
static bool connection(void)
{
    struct tls_config *config;
    bool done = false;
    talk t;

    scarce_pause();
    t = new_talk();
    scarce_resume();
    config = tls_config_new();
    t.ctx = tls_client();
    if (worked(config != NULL && t.ctx != NULL, NULL))
        done = set_all(config) && converse(&t, config);
    tls_free(t.ctx);
    t.ctx = NULL;
    tls_config_free(config);
    scarce_pause();
    talk_close(&t);
    scarce_resume();
    return done;
}

/* The files of settings, and a key that a password opens. */
static bool files(void)
{
    struct tls_config *config = tls_config_new();
    char password[] = "secret";
    size_t length = 0;
    uint8_t *key = tls_load_file(key_path, &length, password);
    bool done = worked(config != NULL && key != NULL, NULL) &&
                set(config, tls_config_set_ca_file(config, root_path)) &&
                set(config, tls_config_set_ca_path(config, root_path)) &&
                set(config, tls_config_set_cert_file(config, root_path)) &&
                set(config, tls_config_set_key_mem(config, key, length)) &&
                set(config, tls_config_set_ocsp_staple_file(config, root_path)) &&
                set(config, tls_config_add_keypair_file(config, root_path, key_path));

    tls_unload_file(key, length);
    tls_config_free(config);
    return done;
}

/* A socket of the context's own, to a listener that never answers. */
static bool dialing(void)
{
    struct tls_config *config = tls_config_new();
    struct tls *ctx = tls_client();
    char place[32];
    bool done;

    snprintf(place, sizeof place, "127.0.0.1:%s", listener_port);
    done = worked(config != NULL && ctx != NULL, NULL) &&
           set(config, tls_config_set_ca_mem(config, root_pem.data, root_pem.len)) &&
           worked(tls_configure(ctx, config) == 0, tls_error(ctx)) &&
           worked(tls_connect(ctx, place, NULL) == 0, tls_error(ctx));
    tls_free(ctx);
    tls_config_free(config);
    return done;
}

/* Runs it with one allocation more each time, until none fails. */
static void starve(bool (*program)(void), bool for_good)
{
    for (size_t allowed = 0; allowed < MANY; allowed++) {
        bool done, failed;
        long blocks;

        assert_int_equal(ftruncate(session_file, 0), 0);
        assert_int_equal(pwrite(session_file, session, session_len, 0), session_len);
        scarce_begin(allowed, for_good);
        done = program();
        failed = scarce_failed();
        blocks = scarce_end();
        if (blocks != 0)
            fail_msg("%ld blocks are left after allocation %lu failed", blocks,
                     (unsigned long)allowed);
        if (!failed) {
            assert_true(done);
            return;
        }
    }
    fail_msg("more than %d allocations", MANY);
}

static void a_connection_that_lacks_memory_says_so(void **state)
{
    (void)state;
    starve(connection, false);
    starve(connection, true);
}

static void a_resumed_connection_that_lacks_memory_says_so(void **state)
{
    ssize_t len = pread(session_file, session, sizeof session, 0);

    (void)state;
    assert_true(len > 0);
    session_len = (size_t)len;
    starve(connection, false);
    starve(connection, true);
}

static void files_that_find_no_memory_say_so(void **state)
{
    (void)state;
    starve(files, false);
    starve(files, true);
}

static void dialing_without_memory_says_so(void **state)
{
    (void)state;
    starve(dialing, false);
    starve(dialing, true);
}

static void write_encrypted_key(const peer_certificate *certificate)
{
    FILE *file = fopen(key_path, "w");

    assert_non_null(file);
    assert_int_equal(PEM_write_PKCS8PrivateKey(file, certificate->key, EVP_aes_128_cbc(), "secret",
                                               6, NULL, NULL),
                     1);
    fclose(file);
}

static int listen_on_loopback(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int made = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(made, (const struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(made, MANY), 0);
    assert_int_equal(getsockname(made, (struct sockaddr *)&address, &size), 0);
    snprintf(listener_port, sizeof listener_port, "%d", ntohs(address.sin_port));
    return made;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_connection_that_lacks_memory_says_so),
        cmocka_unit_test(a_resumed_connection_that_lacks_memory_says_so),
        cmocka_unit_test(files_that_find_no_memory_say_so),
        cmocka_unit_test(dialing_without_memory_says_so),
    };
    peer_certificate *client;
    int failed, listener = listen_on_loopback();

    scratch_begin();
    talk_begin();
    client = talk_issue("Client", "DNS:client.example");
    peer_put_certificate_pem(&root_pem, talk_root);
    peer_put_certificate_pem(&leaf_pem, client);
    peer_put_key_pem(&key_pem, client->key);
    snprintf(root_path, sizeof root_path, "%s", scratch_file("root", root_pem.data, root_pem.len));
    snprintf(key_path, sizeof key_path, "%s", scratch_path("key"));
    write_encrypted_key(client);
    session_file = open(scratch_path("session"), O_RDWR | O_CREAT, 0600);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    close(session_file);
    close(listener);
    peer_bytes_free(&root_pem);
    peer_bytes_free(&leaf_pem);
    peer_bytes_free(&key_pem);
    peer_store_clear(&store);
    talk_end();
    scratch_end();
    return failed;
}
