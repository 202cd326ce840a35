/* tls_connect_cbs: the program's callbacks, which may block or say that they can't go on. */
#include "support/test.h"
#include "unit/libtls/talk.h"

#include <string.h>

/* Between the context and the server, without a socket. */
typedef struct wire {
    peer *server;
    struct tls *ctx;  /* what the callbacks were given */
    size_t starved;   /* calls of read that found nothing */
    size_t most;      /* bytes a call of read gives at most; 0 = all */
    ssize_t answer;   /* what a starved read says */
    bool write_fails; /* write says what follows, and takes nothing */
    ssize_t failure;
    size_t reads_after_failure;
} wire;

static ssize_t wire_read(struct tls *ctx, void *buf, size_t length, void *cb_arg)
{
    wire *w = cb_arg;
    size_t n;

    w->ctx = ctx;
    if (w->write_fails)
        w->reads_after_failure++;
    if (w->most > 0 && length > w->most)
        length = w->most;
    n = peer_take(w->server, buf, length);
    if (n > 0)
        return (ssize_t)n;
    w->starved++;
    return w->answer;
}

static ssize_t wire_write(struct tls *ctx, const void *buf, size_t length, void *cb_arg)
{
    wire *w = cb_arg;

    w->ctx = ctx;
    if (w->write_fails)
        return w->failure;
    if (w->most > 0 && length > w->most)
        length = w->most;
    peer_feed(w->server, buf, length);
    return (ssize_t)length;
}

static struct tls *open_wire(wire *w)
{
    static const peer_config plain = {.identity = &talk_leaf};
    struct tls_config *config = talk_config();
    struct tls *ctx = tls_client();

    w->server = peer_new(&plain);
    assert_int_equal(tls_configure(ctx, config), 0);
    tls_config_free(config);
    assert_int_equal(tls_connect_cbs(ctx, wire_read, wire_write, w, PEER_SERVER_NAME), 0);
    return ctx;
}

static void close_wire(wire *w, struct tls *ctx)
{
    tls_free(ctx);
    peer_free(w->server);
}

static void callbacks_get_context_and_argument(void **state)
{
    static const size_t most[] = {0, 1, 7};

    (void)state;
    for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
        wire w = {.answer = TLS_WANT_POLLIN, .most = most[i]};
        struct tls *ctx = open_wire(&w);
        char text[8];

        assert_int_equal(tls_handshake(ctx), 0);
        assert_ptr_equal(w.ctx, ctx);
        assert_int_equal(tls_write(ctx, "hello", 5), 5);
        assert_memory_equal(w.server->application.data, "hello", 5);
        peer_say(w.server, "abc", 3);
        assert_int_equal(tls_read(ctx, text, sizeof text), 3);
        assert_int_equal(tls_read(ctx, text, sizeof text), TLS_WANT_POLLIN);
        close_wire(&w, ctx);
    }
}

/* A callback that blocks would block here: no call finds the server silent. */
static void a_callback_is_not_asked_for_more_than_is_needed(void **state)
{
    wire w = {.answer = -1};
    struct tls *ctx = open_wire(&w);
    static uint8_t said[32768], read[sizeof said];
    size_t got = 0;

    (void)state;
    memset(said, 'x', sizeof said);
    assert_int_equal(tls_handshake(ctx), 0);
    assert_int_equal(tls_write(ctx, "hello", 5), 5);
    peer_say(w.server, said, sizeof said);
    while (got < sizeof read) {
        ssize_t n = tls_read(ctx, read + got, sizeof read - got);

        assert_true(n > 0);
        got += (size_t)n;
    }
    assert_memory_equal(read, said, sizeof said);
    assert_int_equal(w.starved, 0);
    close_wire(&w, ctx);
}

static void what_callbacks_say_is_passed_on(void **state)
{
    static const struct {
        ssize_t said, number;
    } rows[] = {
        {TLS_WANT_POLLIN, TLS_WANT_POLLIN}, {-1, -1}, {-77, -1}, {0, -1}, {1 << 20, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wire w = {.answer = TLS_WANT_POLLIN};
        struct tls *ctx = open_wire(&w);
        char text[8];

        assert_int_equal(tls_handshake(ctx), 0);
        w.answer = rows[i].said;
        assert_int_equal(tls_read(ctx, text, sizeof text), rows[i].number);
        assert_int_equal(tls_error(ctx) == NULL, rows[i].number != -1);
        close_wire(&w, ctx);
    }
}

static void a_read_that_needs_output_says_so(void **state)
{
    wire w = {.answer = TLS_WANT_POLLOUT};
    struct tls *ctx = open_wire(&w);
    char text[8];

    (void)state;
    assert_int_equal(tls_handshake(ctx), 0);
    assert_int_equal(tls_read(ctx, text, sizeof text), TLS_WANT_POLLOUT);
    close_wire(&w, ctx);
}

static void after_a_failed_write_no_callback_reads(void **state)
{
    wire w = {.answer = TLS_WANT_POLLIN, .failure = -1};
    struct tls *ctx = open_wire(&w);

    (void)state;
    assert_int_equal(tls_handshake(ctx), 0);
    w.write_fails = true;
    assert_int_equal(tls_write(ctx, "hello", 5), -1);
    assert_non_null(tls_error(ctx));
    assert_string_equal(tls_error(ctx), "the write callback returned -1");
    assert_int_equal(w.reads_after_failure, 0);
    close_wire(&w, ctx);
}

/* A write that may go on is repeated; one that took nothing, or more than there was, is over. */
static void what_a_write_callback_says_is_passed_on(void **state)
{
    static const struct {
        ssize_t said;
        bool goes_on;
        const char *sentence;
    } rows[] = {
        {TLS_WANT_POLLOUT, true, NULL},
        {TLS_WANT_POLLIN, true, NULL},
        {0, false, "the write callback returned 0"},
        {-77, false, "the write callback returned -77"},
        {1 << 20, false, "the write callback returned 1048576"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wire w = {.answer = TLS_WANT_POLLIN, .failure = rows[i].said};
        struct tls *ctx = open_wire(&w);

        assert_int_equal(tls_handshake(ctx), 0);
        w.write_fails = true;
        assert_int_equal(tls_write(ctx, "hello", 5), rows[i].goes_on ? TLS_WANT_POLLOUT : -1);
        w.write_fails = false;
        assert_int_equal(tls_write(ctx, "hello", 5), rows[i].goes_on ? 5 : -1);
        assert_int_equal(w.server->application.len, rows[i].goes_on ? 5 : 0);
        if (!rows[i].goes_on)
            assert_string_equal(tls_error(ctx), rows[i].sentence);
        close_wire(&w, ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callbacks_get_context_and_argument),
        cmocka_unit_test(a_callback_is_not_asked_for_more_than_is_needed),
        cmocka_unit_test(what_callbacks_say_is_passed_on),
        cmocka_unit_test(a_read_that_needs_output_says_so),
        cmocka_unit_test(after_a_failed_write_no_callback_reads),
        cmocka_unit_test(what_a_write_callback_says_is_passed_on),
    };
    int failed;

    talk_begin();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_end();
    return failed;
}
