#include "fake_engine.h"
#include "fake_lookup.h"
#include "stream/stream.h"
#include "support/dead_address.h"
#include "support/test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int start_anew(void **state)
{
    static const char *const nothing[] = {NULL};

    (void)state;
    memset(&fake, 0, sizeof fake);
    fake_lookup_addresses = nothing;
    return 0;
}

/* A listening socket on 127.0.0.1; its port in *port. */
static int listen_somewhere(uint16_t *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int made = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(made >= 0);
    assert_int_equal(bind(made, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(made, 5), 0);
    assert_int_equal(getsockname(made, (struct sockaddr *)&address, &length), 0);
    *port = ntohs(address.sin_port);
    return made;
}

/* A port without a listener: it was free a moment ago, and nothing is bound to it. */
static uint16_t unused_port(void)
{
    uint16_t port;

    close(listen_somewhere(&port));
    return port;
}

static void a_refused_connection_names_host_port_and_reason(void **state)
{
    uint16_t port = unused_port();
    brine_stream *stream = NULL;
    brine_error error;
    char wanted[64];

    (void)state;
    assert_int_equal(brine_stream_dial(fake_config(), "127.0.0.1", port, NULL, &stream, &error),
                     BRINE_ERROR_CONNECT);
    assert_null(stream);
    assert_int_equal(error.system, ECONNREFUSED);
    assert_string_equal(error.step, "connect");
    snprintf(wanted, sizeof wanted, "127.0.0.1 port %u", (unsigned)port);
    assert_non_null(strstr(error.text, wanted));
    assert_int_equal(fake.allocated, 0);
}

static void the_address_may_be_another_than_the_name(void **state)
{
    uint16_t port = unused_port();
    const brine_dial_options options = {.size = sizeof options, .address = "127.0.0.1"};
    brine_stream *stream = NULL;
    brine_error error;

    (void)state;
    assert_int_equal(brine_stream_dial(fake_config(), "a.example", port, &options, &stream, &error),
                     BRINE_ERROR_CONNECT);
    assert_non_null(strstr(error.text, "a.example port "));
    assert_non_null(strstr(error.text, " at 127.0.0.1"));
}

static void what_can_not_be_looked_up_is_told(void **state)
{
    const brine_dial_options options = {.size = sizeof options, .family = BRINE_ADDRESS_IPV6};
    brine_stream *stream = NULL;
    brine_error error;

    (void)state;
    assert_int_equal(brine_stream_dial(fake_config(), "127.0.0.1", 443, &options, &stream, &error),
                     BRINE_ERROR_LOOKUP);
    assert_null(stream);
    assert_int_equal(fake.allocated, 0);
}

/* ---- looked_up: the application judges the addresses ---- */

typedef struct judgement {
    void (*judge)(brine_look_up *look_up);
    brine_look_up seen; /* as it came, without the list */
    brine_address first;
    size_t calls;
} judgement;

static void note_and_judge(void *context, brine_look_up *look_up)
{
    judgement *j = context;

    j->calls++;
    j->seen = *look_up;
    j->first = look_up->addresses[0];
    j->judge(look_up);
}

static void leave_loopback_alone(brine_look_up *look_up)
{
    size_t left = 0;

    for (size_t i = 0; i < look_up->count; i++)
        if (look_up->addresses[i].length == 4 && look_up->addresses[i].bytes[0] == 127)
            look_up->addresses[left++] = look_up->addresses[i];
    look_up->count = left;
}

static void leave_none(brine_look_up *look_up)
{
    look_up->count = 0;
}

static void leave_more(brine_look_up *look_up)
{
    look_up->count++;
}

static void leave_a_hole(brine_look_up *look_up)
{
    look_up->addresses[look_up->count - 1].length = 5;
}

static void leave_the_first(brine_look_up *look_up)
{
    look_up->count = 1;
}

static void leave_another(brine_look_up *look_up)
{
    static const brine_address loopback = {.length = 4, .bytes = {127, 0, 0, 1}};

    look_up->addresses[0] = loopback;
    look_up->count = 1;
    look_up->port = 1; /* these two are told, not asked */
    look_up->addresses = NULL;
}

static brine_result dial_judged(judgement *j, const char *address, uint16_t port,
                                brine_stream **stream, brine_error *error)
{
    const brine_dial_options options = {.size = sizeof options,
                                        .address = address,
                                        .connect_only = true,
                                        .looked_up = note_and_judge,
                                        .looked_up_context = j};

    return brine_stream_dial(fake_config(), "a.example", port, &options, stream, error);
}

static void only_addresses_that_the_application_leaves_are_tried(void **state)
{
    static const char *const addresses[] = {"::1", "127.0.0.1", "127.0.0.2", NULL};
    judgement j = {.judge = leave_loopback_alone};
    brine_stream *stream = NULL;
    brine_error error;
    uint16_t port;
    int listener = listen_somewhere(&port);

    (void)state;
    fake_lookup_addresses = addresses;
    assert_int_equal(dial_judged(&j, NULL, port, &stream, &error), BRINE_OK);
    assert_string_equal(brine_stream_address(stream), "127.0.0.1");
    assert_int_equal(j.calls, 1);
    assert_int_equal(j.seen.port, port);
    assert_int_equal(j.seen.count, 3);
    assert_int_equal(j.first.length, 16);
    assert_int_equal(j.first.bytes[15], 1);
    brine_stream_free(stream);
    close(listener);
}

static void no_address_is_tried_when_the_application_leaves_none(void **state)
{
    static const struct {
        void (*judge)(brine_look_up *look_up);
        brine_result result;
        const char *words;
    } cases[] = {
        {leave_none, BRINE_ERROR_LOOKUP,
         "the application refused each of the 2 addresses of 127.0.0.1,127.0.0.2"},
        {leave_more, BRINE_ERROR_INVALID_ARGUMENT,
         "looked_up left 3 addresses, expected 2 at most"},
        {leave_a_hole, BRINE_ERROR_INVALID_ARGUMENT, "has 5 bytes, expected 4 or 16"},
    };
    brine_stream *stream = NULL;
    brine_error error;
    uint16_t port;
    int listener = listen_somewhere(&port);
    struct pollfd knock = {.fd = listener, .events = POLLIN};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        judgement j = {.judge = cases[i].judge};

        assert_int_equal(dial_judged(&j, "127.0.0.1,127.0.0.2", port, &stream, &error),
                         cases[i].result);
        assert_null(stream);
        assert_string_equal(error.step, "look-up");
        assert_non_null(strstr(error.text, cases[i].words));
        assert_int_equal(j.calls, 1);
        assert_int_equal(fake.allocated, 0);
    }
    assert_int_equal(poll(&knock, 1, 0), 0);
    close(listener);
}

static void an_address_that_the_application_made_is_tried_on_the_same_port(void **state)
{
    judgement j = {.judge = leave_another};
    brine_stream *stream = NULL;
    brine_error error;
    uint16_t port;
    int listener = listen_somewhere(&port);

    (void)state;
    assert_int_equal(dial_judged(&j, "192.0.2.1", port, &stream, &error), BRINE_OK);
    assert_string_equal(brine_stream_address(stream), "127.0.0.1");
    assert_string_equal(j.seen.host, "192.0.2.1");
    brine_stream_free(stream);
    close(listener);
}

/* Nothing listens at 127.0.0.2. */
static void what_the_application_left_out_is_not_tried_after_a_failure(void **state)
{
    judgement j = {.judge = leave_the_first};
    brine_stream *stream = NULL;
    brine_error error;
    uint16_t port;
    int listener = listen_somewhere(&port);

    (void)state;
    assert_int_equal(dial_judged(&j, "127.0.0.2,127.0.0.1", port, &stream, &error),
                     BRINE_ERROR_CONNECT);
    assert_non_null(strstr(error.text, " at 127.0.0.2"));
    close(listener);
    assert_int_equal(dial_judged(&j, "::1,127.0.0.1", unused_port(), &stream, &error),
                     BRINE_ERROR_CONNECT);
    assert_non_null(strstr(error.text, " at ::1"));
}

static void wrong_arguments_are_refused_before_anything_else(void **state)
{
    const brine_dial_options no_size = {.non_blocking = true};
    brine_stream *stream = NULL;
    brine_error error;

    (void)state;
    assert_int_equal(brine_stream_dial(NULL, "a", 443, NULL, &stream, &error),
                     BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_dial(fake_config(), NULL, 443, NULL, &stream, &error),
                     BRINE_ERROR_SERVER_NAME_MISSING);
    assert_int_equal(brine_stream_dial(fake_config(), "a", 443, &no_size, &stream, &error),
                     BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_stream_dial(fake_config(), "not valid", 443, NULL, &stream, &error),
                     BRINE_ERROR_SERVER_NAME_INVALID);
    assert_int_equal(error.code, BRINE_ERROR_SERVER_NAME_INVALID);
    assert_int_equal(brine_stream_dial(fake_config(), "not valid", 443, NULL, &stream, NULL),
                     BRINE_ERROR_SERVER_NAME_INVALID);
}

/* A program that was built against an older brine has fewer options than the library. */
static void options_behind_the_size_are_not_looked_at(void **state)
{
    const brine_dial_options options = {.size = offsetof(brine_dial_options, family),
                                        .family = BRINE_ADDRESS_IPV6};
    brine_stream *stream = NULL;
    brine_error error;

    (void)state;
    assert_int_equal(
        brine_stream_dial(fake_config(), "127.0.0.1", unused_port(), &options, &stream, &error),
        BRINE_ERROR_CONNECT);
}

static void connect_only_stops_before_the_first_byte(void **state)
{
    const brine_dial_options options = {.size = sizeof options, .connect_only = true};
    brine_stream *stream = NULL;
    brine_error error;
    uint16_t port;
    int listener = listen_somewhere(&port), server;
    uint8_t byte;

    (void)state;
    assert_int_equal(brine_stream_dial(fake_config(), "127.0.0.1", port, &options, &stream, &error),
                     BRINE_OK);
    assert_string_equal(brine_stream_address(stream), "127.0.0.1");
    server = accept(listener, NULL, NULL);
    assert_true(server >= 0);
    assert_int_equal(recv(server, &byte, 1, MSG_DONTWAIT), -1);
    brine_stream_free(stream);
    close(server);
    close(listener);
}

static void a_non_blocking_stream_connects_while_its_caller_polls(void **state)
{
    const brine_dial_options options = {.size = sizeof options, .non_blocking = true};
    brine_stream *stream = NULL;
    brine_error error;
    uint16_t port;
    int listener = listen_somewhere(&port), server;
    brine_result result;

    (void)state;
    assert_int_equal(brine_stream_dial(fake_config(), "127.0.0.1", port, &options, &stream, &error),
                     BRINE_OK);
    server = accept(listener, NULL, NULL);
    assert_true(server >= 0);
    while ((result = brine_stream_handshake(stream)) == BRINE_WANT_WRITE) {
        brine_wait wait = {.descriptor = -1};
        struct pollfd entry = {.events = POLLOUT};

        assert_int_equal(brine_stream_socket(stream), -1);
        assert_int_equal(brine_stream_waits(stream, &wait, 1), 1);
        assert_int_equal(wait.events, BRINE_WATCH_WRITE);
        entry.fd = wait.descriptor;
        assert_int_equal(poll(&entry, 1, 10000), 1);
    }
    assert_int_equal(result, BRINE_WANT_READ);
    brine_stream_free(stream);
    close(server);
    close(listener);
}

static void addresses_are_tried_in_turn(void **state)
{
    brine_stream *stream = NULL;
    brine_error error;
    uint16_t port;
    int listener = listen_somewhere(&port);
    const brine_dial_options options = {.size = sizeof options, .connect_only = true};

    (void)state;
    fake_lookup_addresses = (const char *[]){"127.0.0.3", "127.0.0.2", "127.0.0.1", NULL};
    assert_int_equal(brine_stream_dial(fake_config(), "a.example", port, &options, &stream, &error),
                     BRINE_OK);
    assert_string_equal(brine_stream_address(stream), "127.0.0.1");
    assert_null(stream->race);
    brine_stream_free(stream);
    close(listener);
}

static void when_none_answers_their_number_is_told(void **state)
{
    brine_stream *stream = NULL;
    brine_error error;

    (void)state;
    fake_lookup_addresses = (const char *[]){"127.0.0.3", "127.0.0.2", NULL};
    assert_int_equal(
        brine_stream_dial(fake_config(), "a.example", unused_port(), NULL, &stream, &error),
        BRINE_ERROR_CONNECT);
    assert_non_null(strstr(error.text, "at any of 2 addresses (127.0.0.3 and 1 more: "
                                       "Connection refused); "));
    assert_int_equal(error.system, ECONNREFUSED);
}

static void more_addresses_than_the_limit_are_left_out(void **state)
{
    const char *many[BRINE_ADDRESSES_MAX + 9];
    brn_addresses found;
    brine_error error;

    (void)state;
    for (size_t i = 0; i < BRINE_ADDRESSES_MAX + 8; i++)
        many[i] = "127.0.0.1";
    many[BRINE_ADDRESSES_MAX + 8] = NULL;
    fake_lookup_addresses = many;
    assert_int_equal(brn_addresses_look_up("a.example", 1, BRINE_ADDRESS_ANY, &found, &error),
                     BRINE_OK);
    assert_int_equal(found.count, BRINE_ADDRESSES_MAX);
}

static void connecting_has_a_deadline(void **state)
{
    const brine_dial_options options = {.size = sizeof options, .connect_timeout = 50};
    brine_stream *stream = NULL;
    brine_error error;
    uint16_t port = 0;
    dead_address dead;

    (void)state;
    assert_true(dead_address_open(&dead, "127.0.0.1", &port));
    assert_int_equal(brine_stream_dial(fake_config(), "127.0.0.1", port, &options, &stream, &error),
                     BRINE_ERROR_TIMED_OUT);
    assert_string_equal(error.step, "connect");
    assert_non_null(strstr(error.text, "connecting to 127.0.0.1 port "));
    assert_non_null(strstr(error.text, " took longer than 50 ms; "));
    dead_address_close(&dead);
}

static void an_address_that_swallows_packets_leaves_time_for_the_next(void **state)
{
    const brine_dial_options options = {
        .size = sizeof options, .connect_timeout = 2000, .connect_only = true};
    brine_stream *stream = NULL;
    brine_error error;
    struct sockaddr_in address = {.sin_family = AF_INET};
    uint16_t port = 0;
    dead_address dead;
    int other;

    (void)state;
    assert_true(dead_address_open(&dead, "127.0.0.1", &port));
    address.sin_port = htons(port);
    other = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
    assert_int_equal(bind(other, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(other, 5), 0);
    fake_lookup_addresses = (const char *[]){"127.0.0.1", "127.0.0.2", NULL};
    assert_int_equal(brine_stream_dial(fake_config(), "a.example", port, &options, &stream, &error),
                     BRINE_OK);
    assert_string_equal(brine_stream_address(stream), "127.0.0.2");
    brine_stream_free(stream);
    dead_address_close(&dead);
    close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_refused_connection_names_host_port_and_reason, start_anew),
        cmocka_unit_test_setup(the_address_may_be_another_than_the_name, start_anew),
        cmocka_unit_test_setup(what_can_not_be_looked_up_is_told, start_anew),
        cmocka_unit_test_setup(only_addresses_that_the_application_leaves_are_tried, start_anew),
        cmocka_unit_test_setup(no_address_is_tried_when_the_application_leaves_none, start_anew),
        cmocka_unit_test_setup(an_address_that_the_application_made_is_tried_on_the_same_port,
                               start_anew),
        cmocka_unit_test_setup(what_the_application_left_out_is_not_tried_after_a_failure,
                               start_anew),
        cmocka_unit_test_setup(wrong_arguments_are_refused_before_anything_else, start_anew),
        cmocka_unit_test_setup(options_behind_the_size_are_not_looked_at, start_anew),
        cmocka_unit_test_setup(connect_only_stops_before_the_first_byte, start_anew),
        cmocka_unit_test_setup(a_non_blocking_stream_connects_while_its_caller_polls, start_anew),
        cmocka_unit_test_setup(addresses_are_tried_in_turn, start_anew),
        cmocka_unit_test_setup(when_none_answers_their_number_is_told, start_anew),
        cmocka_unit_test_setup(more_addresses_than_the_limit_are_left_out, start_anew),
        cmocka_unit_test_setup(connecting_has_a_deadline, start_anew),
        cmocka_unit_test_setup(an_address_that_swallows_packets_leaves_time_for_the_next,
                               start_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
