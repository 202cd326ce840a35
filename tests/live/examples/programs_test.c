#include "support/run.h"
#include "support/test.h"

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

static int end(void **state)
{
    (void)state;
    server_end();
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stream_get_fetches_a_page),
        cmocka_unit_test(stream_get_refuses_what_is_not_trusted),
        cmocka_unit_test(event_loop_fetches_a_page),
        cmocka_unit_test(event_loop_refuses_what_is_not_trusted),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
