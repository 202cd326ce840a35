/*
 * Whole programs with a host of several addresses, some of which never answer. The resolver is
 * several_addresses.c, and dead addresses are listeners of loopback whose queue is full. Without
 * the race each of these would take as long as the system tries an address: over two minutes.
 */
#include "support/dead_address.h"
#include "support/run.h"
#include "support/test.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEAD 9 /* 127.0.0.11 to 127.0.0.19 */

static dead_address dead[DEAD], dead_ipv6;
static bool ipv6;
static char port[16];

static int begin(void **state)
{
    uint16_t number;

    (void)state;
    server_begin();
    number = (uint16_t)server_port;
    snprintf(port, sizeof port, "%u", server_port);
    for (int i = 0; i < DEAD; i++) {
        char address[16];

        snprintf(address, sizeof address, "127.0.0.%d", 11 + i);
        assert_true(dead_address_open(&dead[i], address, &number));
    }
    ipv6 = dead_address_open(&dead_ipv6, "::1", &number);
    setenv("SSL_CERT_FILE", server_root, 1);
    unsetenv("SSL_CERT_DIR");
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (int i = 0; i < DEAD; i++)
        dead_address_close(&dead[i]);
    if (ipv6)
        dead_address_close(&dead_ipv6);
    server_end();
    return 0;
}

/* What every name resolves to for the programs that are run from now on. */
static void resolve_to(const char *addresses)
{
    if (SEVERAL_ADDRESSES[0] == '\0')
        skip();
    setenv("BRINE_TEST_ADDRESSES", addresses, 1);
    run_preload(SEVERAL_ADDRESSES);
}

static int resolve_by_the_system(void **state)
{
    (void)state;
    run_preload(NULL);
    return 0;
}

static void a_dead_address_costs_no_more_than_its_turn(void **state)
{
    (void)state;
    resolve_to("127.0.0.11,127.0.0.1");
    assert_int_equal(get("-v", server_url("/echo"), NULL), 0);
    assert_true(said(" at 127.0.0.1"));
    resolve_to("127.0.0.11,127.0.0.12,127.0.0.13,127.0.0.1");
    assert_int_equal(run_example(STREAM_GET, "localhost", port), 0);
    assert_string_equal(ran.err, "");
    /* With a time limit the turns are shorter. */
    assert_int_equal(get("-v", "--connect-timeout", "60", server_url("/echo"), NULL), 0);
    assert_true(said(" at 127.0.0.1"));
}

static void resolve_takes_several_addresses(void **state)
{
    char given[128];

    (void)state;
    snprintf(given, sizeof given, "localhost:%s:127.0.0.11,[::1],127.0.0.1", port);
    assert_int_equal(get("-v", "--resolve", given, server_url("/echo"), NULL), 0);
    assert_true(said(" at 127.0.0.1"));
}

static void more_dead_addresses_than_sockets_leave_a_turn_for_the_last(void **state)
{
    (void)state;
    resolve_to("127.0.0.11,127.0.0.12,127.0.0.13,127.0.0.14,127.0.0.15,127.0.0.16,127.0.0.17,"
               "127.0.0.18,127.0.0.19,127.0.0.1");
    assert_int_equal(run_example(STREAM_GET, "localhost", port), 0);
    assert_string_equal(ran.err, "");
}

static void a_dead_family_does_not_keep_the_other_waiting(void **state)
{
    (void)state;
    if (!ipv6)
        skip();
    resolve_to("::1,::1,::1,::1,::1,::1,::1,::1,127.0.0.1");
    assert_int_equal(get("-v", server_url("/echo"), NULL), 0);
    assert_true(said(" at 127.0.0.1"));
}

static void when_no_address_connects_the_exit_code_says_why(void **state)
{
    char proxy[64];

    (void)state;
    resolve_to("127.0.0.11,127.0.0.20,127.0.0.12");
    assert_int_equal(get("--connect-timeout", "1", server_url("/echo"), NULL), 28);
    assert_true(said("(127.0.0.11 and 1 more: no answer, 127.0.0.20: Connection refused); "
                     "try again or allow more time (--connect-timeout allowed 1 seconds)\n"));
    assert_int_equal(get("-m", "1", server_url("/echo"), NULL), 28);
    assert_true(said("(127.0.0.11 and 1 more: no answer, 127.0.0.20: Connection refused); "
                     "try again or allow more time (-m allowed 1 seconds)\n"));
    resolve_to("127.0.0.11");
    assert_int_equal(get("--connect-timeout", "1", server_url("/echo"), NULL), 28);
    assert_true(said(" at 127.0.0.11 took longer than "));
    resolve_to("127.0.0.11,127.0.0.12");
    snprintf(proxy, sizeof proxy, "http://proxy.test:%s", port);
    assert_int_equal(get("--connect-timeout", "1", "-x", proxy, server_url("/echo"), NULL), 28);
    assert_true(said("the proxy that -x names can't be reached: connecting to proxy.test port "));
    assert_true(said("(127.0.0.11 and 1 more: no answer); try again or allow more time "
                     "(--connect-timeout allowed 1 seconds)\n"));
    resolve_to("127.0.0.20,127.0.0.21");
    assert_int_equal(get(server_url("/echo"), NULL), 7);
    assert_true(said("at any of 2 addresses (127.0.0.20 and 1 more: Connection refused)"));
}

/* Accepts one connection and says what is no TLS. */
static void *answer_plainly(void *argument)
{
    int *listener = argument, connection = accept(*listener, NULL, NULL);
    char heard[512];

    if (recv(connection, heard, sizeof heard, 0) > 0)
        (void)!send(connection, "HTTP/1.0 400 \r\n\r\n", 17, MSG_NOSIGNAL);
    close(connection);
    return NULL;
}

/* Only TCP races: another address's server could be as wrong, and the first error is the one. */
static void a_failure_of_tls_is_final(void **state)
{
    dead_address plain; /* not dead: it accepts */
    uint16_t number = (uint16_t)server_port;
    pthread_t thread;

    (void)state;
    assert_true(dead_address_open(&plain, "127.0.0.30", &number));
    close(accept(plain.listener, NULL, NULL));
    assert_int_equal(listen(plain.listener, 5), 0);
    resolve_to("127.0.0.30,127.0.0.1");
    assert_int_equal(pthread_create(&thread, NULL, answer_plainly, &plain.listener), 0);
    assert_int_equal(get(server_url("/echo"), NULL), 35);
    assert_true(said("does not speak TLS"));
    pthread_join(thread, NULL);
    dead_address_close(&plain);
}

/* Each connection's loop sees descriptors come and go, and numbers come back. */
static void fifty_connections_share_a_loop_and_a_dead_address(void **state)
{
    (void)state;
    if (MANY[0] == '\0')
        skip();
    assert_int_equal(run_example(MANY, "localhost", port), 0);
    assert_string_equal(ran.err, "");
    assert_ptr_equal(strstr(ran.out, "50 of 50 pages"), ran.out);
    resolve_to("127.0.0.11,127.0.0.20,127.0.0.1");
    assert_int_equal(run_example(MANY, "localhost", port), 0);
    assert_string_equal(ran.err, "");
    assert_ptr_equal(strstr(ran.out, "50 of 50 pages"), ran.out);
    resolve_to("127.0.0.20,127.0.0.11,127.0.0.12,127.0.0.1");
    assert_int_equal(run_example(MANY, "localhost", port), 0);
    assert_ptr_equal(strstr(ran.out, "50 of 50 pages"), ran.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_dead_address_costs_no_more_than_its_turn,
                                  resolve_by_the_system),
        cmocka_unit_test(resolve_takes_several_addresses),
        cmocka_unit_test_teardown(more_dead_addresses_than_sockets_leave_a_turn_for_the_last,
                                  resolve_by_the_system),
        cmocka_unit_test_teardown(a_dead_family_does_not_keep_the_other_waiting,
                                  resolve_by_the_system),
        cmocka_unit_test_teardown(when_no_address_connects_the_exit_code_says_why,
                                  resolve_by_the_system),
        cmocka_unit_test_teardown(a_failure_of_tls_is_final, resolve_by_the_system),
        cmocka_unit_test_teardown(fifty_connections_share_a_loop_and_a_dead_address,
                                  resolve_by_the_system),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
