/* tls_config_set_session_fd: the one way in which sessions are resumed. */
#include "support/scratch.h"
#include "support/test.h"
#include "unit/libtls/talk.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static peer_store store;

static int open_session_file(void)
{
    int descriptor = open(scratch_path("session"), O_RDWR | O_CREAT, 0600);

    assert_true(descriptor >= 0);
    return descriptor;
}

/* One connection; returns tls_conn_session_resumed, or -1 when the handshake failed. */
static int connect_once(struct tls_config *config, const peer_config *server, const char *name)
{
    talk t = talk_open(config, server, name);
    int resumed = -1;

    if (talk_handshake(&t) == 0) {
        resumed = tls_conn_session_resumed(t.ctx);
        assert_int_equal(resumed, t.server->resumed);
        assert_int_equal(tls_peer_cert_provided(t.ctx), 1);
        assert_string_equal(tls_peer_cert_subject(t.ctx), "/CN=Talk, Leaf");
    }
    talk_close(&t);
    return resumed;
}

static off_t size_of(int descriptor)
{
    struct stat status;

    assert_int_equal(fstat(descriptor, &status), 0);
    return status.st_size;
}

static void a_session_file_resumes_the_last_session(void **state)
{
    (void)state;
    for (int tickets = 0; tickets < 2; tickets++) {
        const peer_config server = {
            .identity = &talk_leaf, .store = &store, .tickets = tickets == 1};
        struct tls_config *config = talk_config();
        int descriptor;

        scratch_begin();
        descriptor = open_session_file();
        assert_int_equal(tls_config_set_session_fd(config, descriptor), 0);
        assert_int_equal(connect_once(config, &server, PEER_SERVER_NAME), 0);
        assert_true(size_of(descriptor) > 0);
        assert_int_equal(connect_once(config, &server, PEER_SERVER_NAME), 1);
        assert_int_equal(connect_once(config, &server, PEER_SERVER_NAME), 1);
        tls_config_free(config);
        close(descriptor);
        scratch_end();
    }
}

static void without_a_session_file_each_handshake_is_full(void **state)
{
    const peer_config server = {.identity = &talk_leaf, .store = &store};
    struct tls_config *config = talk_config();

    (void)state;
    assert_int_equal(connect_once(config, &server, PEER_SERVER_NAME), 0);
    assert_int_equal(connect_once(config, &server, PEER_SERVER_NAME), 0);
    tls_config_free(config);
}

static void a_file_of_no_use_is_passed_over_and_replaced(void **state)
{
    const peer_config server = {.identity = &talk_leaf, .store = &store};
    struct tls_config *config = talk_config();
    int descriptor;

    (void)state;
    scratch_begin();
    descriptor = open_session_file();
    assert_int_equal(write(descriptor, "-----BEGIN SSL SESSION PARAMETERS-----", 38), 38);
    assert_int_equal(tls_config_set_session_fd(config, descriptor), 0);
    assert_int_equal(connect_once(config, &server, PEER_SERVER_NAME), 0);
    assert_int_equal(connect_once(config, &server, PEER_SERVER_NAME), 1);
    tls_config_free(config);
    close(descriptor);
    scratch_end();
}

/* A session belongs to a name and to what was trusted. */
static void a_session_is_not_used_for_another_name_or_trust(void **state)
{
    const peer_config server = {.identity = &talk_leaf, .store = &store};
    struct tls_config *lax = talk_config(), *strict = talk_config();
    int descriptor;

    (void)state;
    scratch_begin();
    descriptor = open_session_file();
    tls_config_insecure_noverifyname(lax);
    assert_int_equal(tls_config_set_session_fd(lax, descriptor), 0);
    assert_int_equal(tls_config_set_session_fd(strict, descriptor), 0);
    assert_int_equal(connect_once(lax, &server, "b.example"), 0);
    assert_int_equal(connect_once(lax, &server, PEER_SERVER_NAME), 0);
    assert_int_equal(connect_once(strict, &server, PEER_SERVER_NAME), 0);
    assert_int_equal(connect_once(strict, &server, PEER_SERVER_NAME), 1);
    tls_config_free(lax);
    tls_config_free(strict);
    close(descriptor);
    scratch_end();
}

/* RFC 5246 section 7.2.2: what failed is used no more. */
static void a_session_whose_handshake_failed_is_forgotten(void **state)
{
    const peer_config server = {.identity = &talk_leaf, .store = &store};
    struct tls_config *config = talk_config();
    int descriptor;
    talk t;

    (void)state;
    scratch_begin();
    descriptor = open_session_file();
    assert_int_equal(tls_config_set_session_fd(config, descriptor), 0);
    assert_int_equal(connect_once(config, &server, PEER_SERVER_NAME), 0);
    assert_true(size_of(descriptor) > 0);
    t = talk_open(config, &server, PEER_SERVER_NAME);
    assert_int_equal(tls_handshake(t.ctx), TLS_WANT_POLLIN);
    talk_hang_up(&t);
    assert_int_equal(tls_handshake(t.ctx), -1);
    assert_int_equal(size_of(descriptor), 0);
    talk_close(&t);
    tls_config_free(config);
    close(descriptor);
    scratch_end();
}

static void a_session_whose_connection_failed_later_is_forgotten(void **state)
{
    const peer_config server = {.identity = &talk_leaf, .store = &store};
    struct tls_config *config = talk_config();
    int descriptor;
    char byte;
    talk t;

    (void)state;
    scratch_begin();
    descriptor = open_session_file();
    assert_int_equal(tls_config_set_session_fd(config, descriptor), 0);
    for (int broken = 0; broken < 2; broken++) {
        t = talk_open(config, &server, PEER_SERVER_NAME);
        assert_int_equal(talk_handshake(&t), 0);
        assert_true(size_of(descriptor) > 0);
        if (broken)
            peer_say_raw(t.server, "not a record", 12);
        talk_serve(&t);
        talk_hang_up(&t);
        assert_int_equal(tls_read(t.ctx, &byte, 1), -1);
        assert_int_equal(size_of(descriptor) == 0, broken);
        talk_close(&t);
    }
    tls_config_free(config);
    close(descriptor);
    scratch_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_file_resumes_the_last_session),
        cmocka_unit_test(without_a_session_file_each_handshake_is_full),
        cmocka_unit_test(a_file_of_no_use_is_passed_over_and_replaced),
        cmocka_unit_test(a_session_is_not_used_for_another_name_or_trust),
        cmocka_unit_test(a_session_whose_handshake_failed_is_forgotten),
        cmocka_unit_test(a_session_whose_connection_failed_later_is_forgotten),
    };
    int failed;

    talk_begin();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_store_clear(&store);
    talk_end();
    return failed;
}
