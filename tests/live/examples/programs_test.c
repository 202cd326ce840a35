#include "support/run.h"
#include "support/test.h"

#include "token_key/ecdsa_value.h"

#include <openssl/ecdsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char port[16];

static int begin(void **state)
{
    (void)state;
    server_begin();
    snprintf(port, sizeof port, "%u", server_port);
    return 0;
}

static void expect_page(const char *program)
{
    setenv("SSL_CERT_FILE", server_root, 1);
    unsetenv("SSL_CERT_DIR");
    assert_int_equal(run_example(program, "localhost", port), 0);
    assert_string_equal(ran.err, "");
    assert_ptr_equal(strstr(ran.out, "HTTP/1.1 200 OK\r\n"), ran.out);
    assert_non_null(strstr(ran.out, "GET / HTTP/1.1\r\nHost: localhost\r\n"));
    assert_non_null(strstr(ran.out, "X-Protocol: http/1.1\r\n")); /* False Start follows it */
}

/* Without the test's root no program trusts the server; with another name neither. */
static void expect_refusals(const char *program)
{
    setenv("SSL_CERT_FILE", server_root, 1);
    assert_int_equal(run_example(program, "127.0.0.2", port), 1);
    assert_string_equal(ran.out, "");
    setenv("SSL_CERT_FILE", "/nowhere", 1);
    assert_int_equal(run_example(program, "localhost", port), 1);
    assert_string_equal(ran.out, "");
    assert_true(strlen(ran.err) > 20);
}

static void stream_get_fetches_a_page(void **state)
{
    (void)state;
    expect_page(STREAM_GET);
}

static void stream_get_refuses_what_is_not_trusted(void **state)
{
    (void)state;
    expect_refusals(STREAM_GET);
}

static void event_loop_fetches_a_page(void **state)
{
    (void)state;
    expect_page(EVENT_LOOP);
}

static void event_loop_refuses_what_is_not_trusted(void **state)
{
    (void)state;
    expect_refusals(EVENT_LOOP);
}

/* Two numbers of n bytes as token_key encodes them, against libcrypto. */
static void expect_ecdsa_value(const uint8_t *pair, size_t n)
{
    ECDSA_SIG *both = ECDSA_SIG_new();
    uint8_t out[ECDSA_VALUE_MAX], *wanted = NULL;
    int length;

    assert_non_null(both);
    assert_int_equal(
        ECDSA_SIG_set0(both, BN_bin2bn(pair, (int)n, NULL), BN_bin2bn(pair + n, (int)n, NULL)), 1);
    length = i2d_ECDSA_SIG(both, &wanted);
    assert_true(length > 0);
    assert_int_equal(ecdsa_value(pair, 2 * n, out), length);
    assert_memory_equal(out, wanted, (size_t)length);
    OPENSSL_free(wanted);
    ECDSA_SIG_free(both);
}

static void token_key_encodes_numbers_of_each_length(void **state)
{
    static const uint8_t first[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    uint8_t pair[96], out[ECDSA_VALUE_MAX];

    (void)state;
    for (size_t n = 32; n <= 48; n += 16)
        for (size_t zeros = 0; zeros < n; zeros++)
            for (size_t i = 0; i < sizeof first; i++) {
                memset(pair, 0x5a, sizeof pair);
                memset(pair, 0, zeros);
                pair[zeros] = first[i];
                memset(pair + n, 0, n - zeros);
                pair[2 * n - 1] |= first[sizeof first - 1 - i];
                expect_ecdsa_value(pair, n);
            }
    assert_int_equal(ecdsa_value(pair, 65, out), 0);
    assert_int_equal(ecdsa_value(pair, 0, out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stream_get_fetches_a_page),
        cmocka_unit_test(stream_get_refuses_what_is_not_trusted),
        cmocka_unit_test(event_loop_fetches_a_page),
        cmocka_unit_test(event_loop_refuses_what_is_not_trusted),
        cmocka_unit_test(token_key_encodes_numbers_of_each_length),
    };
    return cmocka_run_group_tests(tests, begin, server_teardown);
}
