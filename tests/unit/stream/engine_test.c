/* The stream with brine's own engine, against the server of the example tests. */
#include "support/run.h"
#include "support/test.h"

#include <brine/brine.h>

#include <poll.h>
#include <stdio.h>
#include <string.h>

#define BIG 3000000

static brine_config *config;
static brine_error error;

static int begin(void **state)
{
    brine_trust *trust;

    (void)state;
    server_begin();
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    assert_int_equal(brine_trust_add_file(trust, server_root, &error), BRINE_OK);
    assert_int_equal(brine_trust_freeze(trust, &error), BRINE_OK);
    assert_int_equal(brine_config_set_trust(config, trust), BRINE_OK);
    brine_trust_free(trust);
    assert_int_equal(brine_config_freeze(config, &error), BRINE_OK);
    return 0;
}

static int end(void **state)
{
    (void)state;
    brine_config_free(config);
    server_end();
    return 0;
}

static brine_stream *dial(bool non_blocking)
{
    const brine_dial_options options = {.size = sizeof options,
                                        .non_blocking = non_blocking,
                                        .connect_timeout = 10000,
                                        .handshake_timeout = 10000,
                                        .read_timeout = 10000,
                                        .write_timeout = 10000};
    brine_stream *stream = NULL;
    brine_result result =
        brine_stream_dial(config, "localhost", (uint16_t)server_port, &options, &stream, &error);

    if (result != BRINE_OK)
        fail_msg("%s", error.text);
    return stream;
}

static void ask(brine_stream *stream, const char *path)
{
    char request[128];
    size_t taken;

    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nConnection: close\r\n\r\n", path);
    assert_int_equal(brine_stream_write(stream, request, strlen(request), &taken), BRINE_OK);
    assert_int_equal(taken, strlen(request));
}

/* The server's /big without its head: byte i is i % 251 within blocks of 251 * 256 bytes. */
typedef struct checker {
    char head[256];
    size_t head_length;
    size_t body_length;
} checker;

static void check(checker *c, const uint8_t *data, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool in_head =
            c->head_length < 4 || memcmp(c->head + c->head_length - 4, "\r\n\r\n", 4) != 0;

        if (in_head && c->head_length < sizeof c->head) {
            c->head[c->head_length++] = (char)data[i];
            continue;
        }
        if (data[i] != c->body_length % (251 * 256) % 251)
            fail_msg("byte %zu is wrong", c->body_length);
        c->body_length++;
    }
}

static void portions_of_any_size_make_the_same_page(void **state)
{
    static const size_t portions[] = {1, 7, 100, 16383, 16384, 16385, 65536, 200000};
    static uint8_t buf[200000];

    (void)state;
    for (size_t p = 0; p < sizeof portions / sizeof *portions; p++) {
        brine_stream *stream = dial(false);
        checker c = {.head_length = 0};
        size_t wanted = portions[p] < 100 ? 50000 : BIG, got;
        char path[32];

        snprintf(path, sizeof path, "/big/%zu", wanted);
        ask(stream, path);
        while (c.body_length < wanted) {
            assert_int_equal(brine_stream_read(stream, buf, portions[p], &got), BRINE_OK);
            assert_between(got, 1, portions[p]);
            check(&c, buf, got);
        }
        assert_int_equal(c.body_length, wanted);
        assert_int_equal(brine_stream_pending(stream), 0);
        brine_stream_close(stream);
        brine_stream_free(stream);
    }
}

/* Polls for what the stream waits for; a name may have several addresses, of which one is dead. */
static void wait_for(const brine_stream *stream, brine_result result)
{
    brine_wait waits[BRINE_CONNECTING_MAX];
    struct pollfd polled[BRINE_CONNECTING_MAX];
    size_t count = brine_stream_waits(stream, waits, BRINE_CONNECTING_MAX);
    int time_left = brine_stream_time_left(stream);

    assert_true(result == BRINE_WANT_READ || result == BRINE_WANT_WRITE);
    for (size_t i = 0; i < count; i++)
        polled[i] = (struct pollfd){
            .fd = waits[i].descriptor,
            .events = (short)((waits[i].events & BRINE_WATCH_READ ? POLLIN : 0) |
                              (waits[i].events & BRINE_WATCH_WRITE ? POLLOUT : 0)),
        };
    assert_between(poll(polled, count, time_left < 0 ? 10000 : time_left), time_left < 0, count);
}

static void a_non_blocking_stream_goes_all_the_way(void **state)
{
    static uint8_t buf[40000];
    brine_stream *stream = dial(true);
    checker c = {.head_length = 0};
    brine_result result;
    size_t got;

    (void)state;
    while ((result = brine_stream_handshake(stream)) != BRINE_OK)
        wait_for(stream, result);
    ask(stream, "/big/3000000");
    while ((result = brine_stream_flush(stream)) != BRINE_OK)
        wait_for(stream, result);
    while (c.body_length < BIG) {
        result = brine_stream_read(stream, buf, sizeof buf, &got);
        if (result == BRINE_OK)
            check(&c, buf, got);
        else
            wait_for(stream, result);
    }
    assert_int_equal(c.body_length, BIG);
    brine_stream_close(stream);
    brine_stream_free(stream);
}

static void the_end_is_clean_when_the_server_says_goodbye(void **state)
{
    brine_stream *stream = dial(false);
    char buf[4096];
    size_t got;

    (void)state;
    ask(stream, "/");
    while (brine_stream_read(stream, buf, sizeof buf, &got) == BRINE_OK)
        ;
    assert_int_equal(brine_stream_read(stream, buf, sizeof buf, &got), BRINE_CLOSED);
    assert_int_equal(brine_stream_write(stream, "x", 1, &got), BRINE_CLOSED);
    brine_stream_error(stream, &error);
    assert_int_equal(error.code, BRINE_OK);
    brine_stream_free(stream);
}

static void a_cut_connection_is_told_with_its_server(void **state)
{
    brine_stream *stream = dial(false);
    char buf[4096];
    size_t got;

    (void)state;
    ask(stream, "/raw/x!cut");
    assert_int_equal(brine_stream_read(stream, buf, sizeof buf, &got), BRINE_OK);
    assert_int_equal(brine_stream_read(stream, buf, sizeof buf, &got), BRINE_ERROR_TRUNCATED);
    brine_stream_free(stream);
}

/* 50,000 bytes in one write: four records, and the server gets all of them. */
static void a_long_request_arrives(void **state)
{
    static char request[50000], buf[100000];
    brine_stream *stream = dial(false);
    size_t got, total = 0, taken;

    (void)state;
    memset(request, 'x', sizeof request);
    memcpy(request, "GET / HTTP/1.1\r\nConnection: close\r\nX: ", 38);
    memcpy(request + sizeof request - 4, "\r\n\r\n", 4);
    assert_int_equal(brine_stream_write(stream, request, sizeof request, &taken), BRINE_OK);
    while (brine_stream_read(stream, buf + total, sizeof buf - total, &got) == BRINE_OK)
        total += got;
    assert_true(total > sizeof request);
    assert_memory_equal(buf + total - sizeof request, request, sizeof request);
    brine_stream_free(stream);
}

static void a_name_that_is_none_is_refused_before_anything_is_sent(void **state)
{
    brine_stream *stream = NULL;

    (void)state;
    assert_int_equal(brine_stream_dial(config, "a..b", 443, NULL, &stream, &error),
                     BRINE_ERROR_SERVER_NAME_INVALID);
    assert_non_null(strstr(error.text, "a..b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(portions_of_any_size_make_the_same_page),
        cmocka_unit_test(a_non_blocking_stream_goes_all_the_way),
        cmocka_unit_test(the_end_is_clean_when_the_server_says_goodbye),
        cmocka_unit_test(a_cut_connection_is_told_with_its_server),
        cmocka_unit_test(a_long_request_arrives),
        cmocka_unit_test(a_name_that_is_none_is_refused_before_anything_is_sent),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
