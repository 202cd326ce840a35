/* The sentences for what fails on a stream, each once and whole. */
#include "fake_socket.h"
#include "support/test.h"

#include <brine/stream.h>

#include <string.h>

typedef struct setting {
    const char *name, *address;
    brine_dial_options times;
    bool dial_only; /* the handshake is not made yet */
} setting;

static brine_stream *open_stream(const setting *wanted)
{
    brine_dial_options options = wanted->times;
    brine_stream *stream = NULL;
    brine_error error;

    memset(&fake, 0, sizeof fake);
    memset(&wire, 0, sizeof wire);
    wire.address = wanted->address;
    options.size = sizeof options;
    options.connect_only = true;
    if (!wanted->dial_only)
        fake_wire_say("SF");
    assert_int_equal(
        brine_stream_open(fake_config(), FAKE_SOCKET, wanted->name, 443, &options, &stream, &error),
        BRINE_OK);
    if (!wanted->dial_only)
        assert_int_equal(brine_stream_handshake(stream), BRINE_OK);
    return stream;
}

/* What the stream's error says now, step and sentence; ends the stream. */
static void expect(brine_stream *stream, const char *step, const char *sentence)
{
    brine_error error;

    brine_stream_error(stream, &error);
    assert_string_equal(error.text, sentence);
    assert_string_equal(error.step, step);
    brine_stream_free(stream);
}

#define NETWORK "; try again; if it happens again, check the network and the server"

static void times_that_passed(void **state)
{
    const setting shaking = {
        .name = "a.example", .times = {.handshake_timeout = 500}, .dial_only = true};
    const setting open = {.name = "a.example", .times = {.read_timeout = 20, .write_timeout = 30}};
    brine_stream *stream = open_stream(&shaking);
    uint8_t byte;
    size_t n;

    (void)state;
    assert_int_equal(brine_stream_handshake(stream), BRINE_ERROR_TIMED_OUT);
    expect(stream, "handshake",
           "the handshake with a.example port 443 took longer than 500 ms; try again or allow more "
           "time");
    stream = open_stream(&open);
    assert_int_equal(brine_stream_read(stream, &byte, 1, &n), BRINE_ERROR_TIMED_OUT);
    expect(
        stream, "read",
        "receiving from a.example port 443 took longer than 20 ms; try again or allow more time");
    stream = open_stream(&open);
    wire.out = FAKE_FULL;
    assert_int_equal(brine_stream_write(stream, "w", 1, &n), BRINE_ERROR_TIMED_OUT);
    expect(stream, "write",
           "sending to a.example port 443 took longer than 30 ms; try again or allow more time");
}

static void the_time_for_everything(void **state)
{
    const setting shaking = {.name = "a.example", .times = {.total_timeout = 1}, .dial_only = true};
    brine_stream *stream = open_stream(&shaking);

    (void)state;
    while (brine_stream_time_left(stream) > 0)
        ;
    assert_int_equal(brine_stream_handshake(stream), BRINE_ERROR_TIMED_OUT);
    expect(stream, "handshake",
           "everything together took longer than 1 ms, the last part being the handshake with "
           "a.example port 443; try again or allow more time");
}

/* The peer as far as it is known. */
static void sockets_that_failed(void **state)
{
    static const struct {
        setting wanted;
        const char *sentence;
    } cases[] = {
        {{.name = "a.example", .address = "192.0.2.1"},
         "can't send to a.example port 443 at 192.0.2.1: Broken pipe" NETWORK},
        {{.name = "a.example"}, "can't send to a.example port 443: Broken pipe" NETWORK},
        {{.name = "192.0.2.1", .address = "192.0.2.1"},
         "can't send to 192.0.2.1 port 443: Broken pipe" NETWORK},
        {{.address = "192.0.2.1"}, "can't send to 192.0.2.1 port 443: Broken pipe" NETWORK},
        {{.name = NULL}, "can't send to the server at port 443: Broken pipe" NETWORK},
    };
    brine_stream *stream;
    uint8_t byte;
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        stream = open_stream(&cases[i].wanted);
        wire.out = FAKE_BREAKS;
        assert_int_equal(brine_stream_write(stream, "w", 1, &n), BRINE_ERROR_WRITE);
        expect(stream, "write", cases[i].sentence);
    }
    stream = open_stream(&cases[0].wanted);
    wire.end = FAKE_RESETS;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &n), BRINE_ERROR_READ);
    expect(stream, "read",
           "can't receive from a.example port 443 at 192.0.2.1: Connection reset by peer" NETWORK);
}

/* A reset, and silence, of which the engine knows the cause; other failures have none. */
static void the_cause_that_the_engine_knows(void **state)
{
    const setting open = {.name = "a.example", .times = {.read_timeout = 20}};
    brine_stream *stream = open_stream(&open);
    uint8_t byte;
    size_t n;

    (void)state;
    fake.cause = "ending";
    wire.end = FAKE_RESETS;
    assert_int_equal(brine_stream_read(stream, &byte, 1, &n), BRINE_ERROR_READ);
    expect(stream, "read",
           "can't receive from a.example port 443: Connection reset by peer: ending 1; do this");
    stream = open_stream(&open);
    fake.cause = "ending";
    wire.out = FAKE_BREAKS;
    assert_int_equal(brine_stream_write(stream, "w", 1, &n), BRINE_ERROR_WRITE);
    expect(stream, "write", "can't send to a.example port 443: Broken pipe: ending 1; do this");
    stream = open_stream(&open);
    fake.cause = "ending";
    assert_int_equal(brine_stream_read(stream, &byte, 1, &n), BRINE_ERROR_TIMED_OUT);
    expect(stream, "read",
           "receiving from a.example port 443 took longer than 20 ms: ending 2; do this");
}

static void a_stream_that_works_has_no_error(void **state)
{
    const setting open = {.name = "a.example"};

    (void)state;
    expect(open_stream(&open), "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_that_passed),
        cmocka_unit_test(the_time_for_everything),
        cmocka_unit_test(sockets_that_failed),
        cmocka_unit_test(the_cause_that_the_engine_knows),
        cmocka_unit_test(a_stream_that_works_has_no_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
