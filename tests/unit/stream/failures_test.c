/*
 * Failures in pairs: sending fails while a read reads ahead, receiving fails while an answer is
 * due, close_notify comes with data behind it, both directions fail at once.
 *
 * A scene is what the server says, how that is cut into reads, how the transport ends, what
 * becomes of what the stream sends, and three calls. In each scene the same rules hold.
 */
#include "fake_socket.h"
#include "support/test.h"

#include <brine/stream.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Letters of data, and R (HelloRequest), X (a message that does not belong), close_notify, alert.
 */
static const char *const speeches[] = {
    "",   "a",  "ab", ".",  ".a", "a.",  "a.b", "!",   "a!", "!a", "R",  "Ra",   "Rab", "Ra!",
    "R.", "R!", "X",  "aX", "RX", "RaX", "Ra.", "aRb", "XX", ".!", "..", "RaRb", "ab!"};

static const char calls[] = "rwfch"; /* read, write, flush, close, handshake */

#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct scene {
    const char *speech;
    bool in_pieces; /* each record comes in a read of its own */
    bool blocking;
    bool flight_waits; /* our last handshake flight is not sent yet */
    fake_end end;
    fake_way_out out;
    char calls[4];
    brine_stream *stream;
    size_t delivered;   /* how far the application knows the speech */
    brine_result read;  /* how reading ended, as far as the application knows */
    brine_result write; /* likewise */
} scene;

static void broken(const scene *s, const char *rule)
{
    fail_msg("%s: '%s'%s%s%s, end %d, way out %d, calls %s, sent %s", rule, s->speech,
             s->in_pieces ? " in pieces" : "", s->blocking ? ", blocking" : "",
             s->flight_waits ? ", flight waits" : "", (int)s->end, (int)s->out, s->calls,
             wire.sent);
}

static void check(const scene *s, bool holds, const char *rule)
{
    if (!holds)
        broken(s, rule);
}

static bool is_data(char letter)
{
    return letter >= 'a' && letter <= 'z';
}

static bool is_failure(brine_result result)
{
    return brine_result_category(result) != BRINE_CATEGORY_STATUS;
}

static bool may_be_tried_again(brine_result result)
{
    return result == BRINE_ERROR_TIMED_OUT || !is_failure(result);
}

/* ---- What the server's words mean ---- */

/* The next letter that the application has to hear of: data or an end; NUL when none is left. */
static char next_letter(const scene *s)
{
    size_t at = s->delivered;

    while (s->speech[at] == 'R')
        at++;
    return s->speech[at];
}

/* How reading ends where the next letter is no data. */
static brine_result end_of_reading(const scene *s)
{
    switch (next_letter(s)) {
    case '.':
        return BRINE_CLOSED;
    case '!':
        return BRINE_ERROR_ALERT;
    case 'X':
        return BRINE_ERROR_UNEXPECTED_MESSAGE;
    default:
        if (s->end == FAKE_ENDS)
            return BRINE_ERROR_TRUNCATED;
        return s->end == FAKE_RESETS ? BRINE_ERROR_READ : BRINE_WANT_READ;
    }
}

/* The server said why it does not listen, and no data lies before that. */
static bool is_explained(const scene *s)
{
    return next_letter(s) == '!' || next_letter(s) == 'X';
}

/* ---- The rules ---- */

static void check_read(scene *s, brine_result result, const uint8_t *data, size_t n)
{
    brine_result wanted = end_of_reading(s);

    for (size_t i = 0; i < n; i++) {
        check(s, data[i] == (uint8_t)next_letter(s), "data is read in order, as it was sent");
        while (s->speech[s->delivered] == 'R')
            s->delivered++;
        s->delivered++;
    }
    if (n > 0) {
        check(s, result == BRINE_OK, "data comes with BRINE_OK");
        return;
    }
    check(s, !is_data(next_letter(s)), "no data is lost");
    if (wanted == BRINE_WANT_READ)
        check(s,
              s->blocking ? result == BRINE_ERROR_TIMED_OUT
                          : result == BRINE_WANT_READ || result == BRINE_WANT_WRITE,
              "a read waits for more");
    else
        check(s, result == wanted, "a read ends as the server ended");
    if (!may_be_tried_again(result))
        s->read = result;
}

static void check_write(scene *s, brine_result result)
{
    if (result == BRINE_ERROR_WRITE)
        check(s, wire.out == FAKE_BREAKS && !is_explained(s),
              "an alert that has arrived explains why sending failed");
    else if (is_failure(result) && result != BRINE_ERROR_TIMED_OUT)
        check(s, result == end_of_reading(s), "what is no failure to send is how reading ended");
    if (s->write == BRINE_ERROR_WRITE)
        check(s, result == BRINE_ERROR_WRITE || is_explained(s), "a failure to send stays one");
    else if (s->write != BRINE_OK)
        check(s, result == s->write, "how writing ended is final");
    if (!may_be_tried_again(result))
        s->write = result;
}

/* What a read has taken is answered before it returns. */
static void check_answers(const scene *s)
{
    const char *hello_request = strchr(s->speech, 'R');

    if (s->out != FAKE_TAKES || strchr(s->calls, 'c') != NULL)
        return;
    check(s, strchr(wire.sent, 'F') != NULL, "our last flight is sent before a read returns");
    if (s->read == BRINE_CLOSED)
        check(s, strchr(wire.sent, '.') != NULL, "close_notify is answered");
    if (hello_request != NULL && hello_request < s->speech + s->delivered)
        check(s, strchr(wire.sent, 'N') != NULL, "a HelloRequest is answered");
}

static void check_error(const scene *s, brine_result result, brine_result *last)
{
    brine_error error;

    if (is_failure(result))
        *last = result;
    brine_stream_error(s->stream, &error);
    check(s, error.code == *last, "brine_stream_error tells of the last call that failed");
}

static void check_sent(const scene *s)
{
    const char *alert = strchr(wire.sent, '!');
    const char *close_notify = strchr(wire.sent, '.');

    check(s, alert == NULL || alert[1] == '\0', "nothing follows an alert");
    check(s, close_notify == NULL || close_notify[1] == '\0', "nothing follows close_notify");
    if (s->read == BRINE_ERROR_UNEXPECTED_MESSAGE && s->out == FAKE_TAKES)
        check(s, alert != NULL || close_notify != NULL, "the server is told of a broken rule");
    else
        check(s, alert == NULL || is_explained(s), "there is no alert but about a broken rule");
}

/* ---- Scenes ---- */

static void set_up(scene *s)
{
    const brine_dial_options options = {
        .size = sizeof options, .non_blocking = !s->blocking, .connect_only = true};
    brine_error error;

    memset(&fake, 0, sizeof fake);
    memset(&wire, 0, sizeof wire);
    fake.false_start = s->flight_waits;
    fake_wire_say(s->flight_waits ? "S" : "SF");
    assert_int_equal(brine_stream_open(fake_config(), FAKE_SOCKET, "a.example", 443, &options,
                                       &s->stream, &error),
                     BRINE_OK);
    assert_int_equal(brine_stream_handshake(s->stream), BRINE_OK);
    if (s->flight_waits)
        fake_wire_say("F");
    for (const char *letter = s->speech; s->in_pieces && *letter != '\0'; letter++)
        fake_wire_say((const char[]){*letter, '\0'});
    if (!s->in_pieces)
        fake_wire_say(s->speech);
    wire.end = s->end;
    wire.out = s->out;
}

static brine_result call(scene *s, char which)
{
    uint8_t data[8];
    brine_result result;
    size_t n = 0;

    switch (which) {
    case 'r':
        result = brine_stream_read(s->stream, data, sizeof data, &n);
        check_read(s, result, data, n);
        check_answers(s);
        return result;
    case 'w':
        result = brine_stream_write(s->stream, "w", 1, &n);
        check(s, n == (result == BRINE_OK) || result == BRINE_ERROR_WRITE || is_failure(result),
              "data is taken when the call says so");
        break;
    case 'f':
        result = brine_stream_flush(s->stream);
        break;
    case 'c':
        result = brine_stream_close(s->stream);
        break;
    default:
        result = brine_stream_handshake(s->stream);
        check(s, result == BRINE_OK, "the handshake stays done");
        return result;
    }
    check_write(s, result);
    return result;
}

static void play(scene *s)
{
    brine_result last = BRINE_OK;

    set_up(s);
    for (const char *which = s->calls; *which != '\0'; which++)
        check_error(s, call(s, *which), &last);
    check_sent(s);
    brine_stream_free(s->stream);
    check(s, wire.closed == 1 && fake.allocated == 0, "nothing is left behind");
}

/* A pair with three calls of five; under valgrind, where BRINE_CASES is set, with some of them. */
static void play_all_calls(scene *s)
{
    static int first;
    int step = getenv("BRINE_CASES") != NULL ? 16 : 1;

    for (int i = first++ % step; i < 125; i += step) {
        scene one = *s;

        snprintf(one.calls, sizeof one.calls, "%c%c%c", calls[i / 25], calls[i / 5 % 5],
                 calls[i % 5]);
        play(&one);
    }
}

static void the_rules_hold_in_every_pair(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(speeches); i++)
        for (int end = FAKE_STAYS_OPEN; end <= FAKE_RESETS; end++)
            for (int out = FAKE_TAKES; out <= FAKE_BREAKS_LATER; out++)
                for (int bits = 0; bits < 8; bits++) {
                    scene s = {.speech = speeches[i],
                               .in_pieces = (bits & 1) != 0,
                               .blocking = (bits & 2) != 0,
                               .flight_waits = (bits & 4) != 0,
                               .end = (fake_end)end,
                               .out = (fake_way_out)out};

                    play_all_calls(&s);
                }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_rules_hold_in_every_pair)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
