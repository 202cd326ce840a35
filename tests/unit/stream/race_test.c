/*
 * The race for a connection (RFC 8305 section 5): who begins when, who wins, and that losers are
 * closed before the call returns; each for a stream that blocks, for an event loop and for a poll.
 */
#include "racer.h"
#include "support/test.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define REFUSES(ms)                                                                                \
    {                                                                                              \
        .after = (ms), .failure = ECONNREFUSED                                                     \
    }
#define REFUSES_AT_ONCE                                                                            \
    {                                                                                              \
        .failure = ENETUNREACH, .sync = true                                                       \
    }
#define CONNECTS(ms)                                                                               \
    {                                                                                              \
        .after = (ms)                                                                              \
    }
#define CONNECTS_AT_ONCE                                                                           \
    {                                                                                              \
        .sync = true                                                                               \
    }
#define SILENT                                                                                     \
    {                                                                                              \
        .after = FAKE_NEVER                                                                        \
    }

typedef struct scene {
    const char *name;
    fake_host hosts[FAKE_HOSTS];
    size_t count;
    brine_dial_options times;
    brine_result result;
    const char *log; /* up to the end of the last call */
} scene;

/* 20 hosts that never answer and one that does, 21 in all. */
#define SILENT_5  SILENT, SILENT, SILENT, SILENT, SILENT
#define SILENT_20 SILENT_5, SILENT_5, SILENT_5, SILENT_5

static const scene scenes[] = {
    {"the first wins", {CONNECTS(100), CONNECTS(1)}, 2, {0}, BRINE_OK, "+a0"},
    {"connected at once", {CONNECTS_AT_ONCE, CONNECTS(1)}, 2, {0}, BRINE_OK, "+a0"},
    {"the second wins", {SILENT, CONNECTS(10)}, 2, {0}, BRINE_OK, "+a0 +b250 -a260"},
    {"the second is connected at once",
     {SILENT, CONNECTS_AT_ONCE},
     2,
     {0},
     BRINE_OK,
     "+a0 +b250 -a250"},
    {"the first, slow, wins", {CONNECTS(300), CONNECTS(100)}, 2, {0}, BRINE_OK, "+a0 +b250 -b300"},
    {"both at the same moment", {CONNECTS(300), CONNECTS(50)}, 2, {0}, BRINE_OK, "+a0 +b250 -b300"},
    {"after three that are silent",
     {SILENT, SILENT, SILENT, CONNECTS(10)},
     4,
     {0},
     BRINE_OK,
     "+a0 +b250 +c500 +d750 -c760 -b760 -a760"},
    {"a refusal brings the next at once",
     {REFUSES(20), CONNECTS(10)},
     2,
     {0},
     BRINE_OK,
     "+a0 -a20 +b20"},
    {"so does a refusal by connect itself",
     {REFUSES_AT_ONCE, REFUSES_AT_ONCE, CONNECTS(10)},
     3,
     {0},
     BRINE_OK,
     "+a0 +b0 +c0"},
    {"two refusals at once bring one",
     {REFUSES(300), REFUSES(50), SILENT, CONNECTS(10)},
     4,
     {0},
     BRINE_OK,
     "+a0 +b250 -a300 -b300 +c300 +d550 -c560"},
    {"a late refusal does not disturb the others",
     {REFUSES(260), CONNECTS(100)},
     2,
     {0},
     BRINE_OK,
     "+a0 +b250 -a260"},
    {"all refuse", {REFUSES(20), REFUSES(20)}, 2, {0}, BRINE_ERROR_CONNECT, "+a0 -a20 +b20 -b40"},
    {"all refuse at once",
     {REFUSES_AT_ONCE, REFUSES_AT_ONCE},
     2,
     {0},
     BRINE_ERROR_CONNECT,
     "+a0 +b0"},
    {"all are silent",
     {SILENT, SILENT},
     2,
     {.connect_timeout = 700},
     BRINE_ERROR_TIMED_OUT,
     "+a0 +b250 -b700 -a700"},
    {"the time for everything ends it, too",
     {SILENT, SILENT},
     2,
     {.connect_timeout = 700, .total_timeout = 600},
     BRINE_ERROR_TIMED_OUT,
     "+a0 +b250 -b600 -a600"},
    {"little time is shared",
     {SILENT, SILENT, CONNECTS(10)},
     3,
     {.connect_timeout = 300},
     BRINE_OK,
     "+a0 +b100 +c200 -b210 -a210"},
    {"nothing begins when the time is over",
     {REFUSES(300), SILENT, SILENT},
     3,
     {.connect_timeout = 300},
     BRINE_ERROR_TIMED_OUT,
     "+a0 +b100 +c200 -a300 -c300 -b300"},
    {"a connection at the last moment counts",
     {CONNECTS(300), SILENT},
     2,
     {.connect_timeout = 300},
     BRINE_OK,
     "+a0 +b150 -b300"},
    {"six at a time, and the seventh takes the place of the oldest",
     {SILENT_5, SILENT, CONNECTS(10)},
     7,
     {0},
     BRINE_OK,
     "+a0 +b250 +c500 +d750 +e1000 +f1250 -a1500 +g1500 -f1510 -e1510 -d1510 -c1510 "
     "-b1510"},
    {"the oldest is tried again when a place is free",
     {CONNECTS(1600), SILENT, SILENT, SILENT, SILENT, SILENT, REFUSES(100)},
     7,
     {0},
     BRINE_OK,
     "+a0 +b250 +c500 +d750 +e1000 +f1250 -a1500 +g1500 -g1600 +a1600 -f3200 -e3200 -d3200 "
     "-c3200 -b3200"},
    {"when all have had a turn, none is replaced",
     {SILENT, SILENT, CONNECTS(2000), SILENT_5},
     8,
     {0},
     BRINE_OK,
     "+a0 +b250 +c500 +d750 +e1000 +f1250 -a1500 +g1500 -b1750 +h1750 -h2500 -g2500 -f2500 -e2500 "
     "-d2500"},
    {"one alive behind twenty",
     {SILENT_20, CONNECTS(10)},
     21,
     {.connect_timeout = 10000},
     BRINE_OK,
     NULL},
    {"one alive behind twenty in little time",
     {SILENT_20, CONNECTS(10)},
     21,
     {.connect_timeout = 2200},
     BRINE_OK,
     NULL},
    {"a live host is not given up early for many others",
     {CONNECTS(550), SILENT_20},
     21,
     {.connect_timeout = 700},
     BRINE_OK,
     NULL},
    {"all silent, many", {SILENT_20}, 20, {.connect_timeout = 3000}, BRINE_ERROR_TIMED_OUT, NULL},
};

static void expect_scene(const scene *s, racer_way way)
{
    racer r;

    racer_begin(way, s->count);
    memcpy(network.hosts, s->hosts, sizeof s->hosts);
    r = racer_connect(way, s->times);
    if (r.result != s->result || (s->log != NULL && strcmp(network.log, s->log) != 0))
        fail_msg("%s (way %d): %s, %s", s->name, (int)way, brine_result_text(r.result),
                 network.log);
    assert_int_equal(network.open, s->result == BRINE_OK);
    assert_true(network.most_open <= BRINE_CONNECTING_MAX);
    racer_free(&r);
}

static void each_scene_ends_as_it_must(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
        for (racer_way way = RACER_BLOCKS; way < RACER_WAYS; way++)
            expect_scene(&scenes[i], way);
}

/* ---- Every order of events of three hosts, beside what section 5 says in few words ---- */

static const fake_host behaviours[] = {CONNECTS_AT_ONCE, CONNECTS(10),    CONNECTS(260),
                                       CONNECTS(520),    REFUSES(10),     REFUSES(260),
                                       REFUSES(520),     REFUSES_AT_ONCE, SILENT};
#define BEHAVIOURS (sizeof behaviours / sizeof *behaviours)

/*
 * Each begins 250 ms after the one before or with the first failure after it; the first that is
 * connected wins, of several the one that began first. The winner's place, -1 = none.
 */
static int predict(const fake_host *hosts, int64_t started[3], int64_t *end)
{
    int winner = -1;

    *end = INT64_MAX;
    for (int i = 0; i < 3; i++) {
        started[i] = i == 0 ? 0 : started[i - 1] + 250;
        for (int j = 0; j < i; j++) {
            int64_t failed = started[j] + hosts[j].after;

            if (hosts[j].failure != 0 && failed < started[i] &&
                (failed > started[i - 1] || j == i - 1))
                started[i] = failed;
        }
        if (started[i] >= *end)
            return winner;
        if (hosts[i].failure == 0 && hosts[i].after != FAKE_NEVER &&
            started[i] + hosts[i].after < *end) {
            winner = i;
            *end = started[i] + hosts[i].after;
        }
    }
    return winner;
}

static void expect_prediction(const fake_host *hosts, racer_way way)
{
    int64_t started[3], end;
    int winner = predict(hosts, started, &end);
    char address[32];
    racer r;

    racer_begin(way, 3);
    memcpy(network.hosts, hosts, 3 * sizeof *hosts);
    r = racer_connect(way, (brine_dial_options){.connect_timeout = 5000});
    if (winner < 0) {
        assert_int_not_equal(r.result, BRINE_OK);
        assert_int_equal(network.open, 0);
    } else {
        snprintf(address, sizeof address, "192.0.2.%d", winner + 1);
        if (r.result != BRINE_OK || network.now != end ||
            strcmp(brine_stream_address(r.stream), address) != 0)
            fail_msg("way %d: %s, not %c at %d", (int)way, network.log, 'a' + winner, (int)end);
        assert_int_equal(network.open, 1);
    }
    racer_free(&r);
}

static void every_order_of_three_ends_as_predicted(void **state)
{
    (void)state;
    for (size_t i = 0; i < BEHAVIOURS * BEHAVIOURS * BEHAVIOURS; i++) {
        const fake_host hosts[] = {behaviours[i % BEHAVIOURS],
                                   behaviours[i / BEHAVIOURS % BEHAVIOURS],
                                   behaviours[i / BEHAVIOURS / BEHAVIOURS]};

        for (racer_way way = RACER_BLOCKS; way < RACER_WAYS; way++)
            expect_prediction(hosts, way);
    }
}

/* Where there is nothing to race against and no deadline, a blocking stream connects in one call.
 */
static void one_address_without_a_deadline_is_waited_for_in_connect(void **state)
{
    static const struct {
        racer_way way;
        size_t hosts;
        brine_dial_options times;
        unsigned waits;
    } cases[] = {
        {RACER_BLOCKS, 1, {0}, 1},
        {RACER_BLOCKS, 1, {.connect_timeout = 1000}, 0},
        {RACER_BLOCKS, 1, {.total_timeout = 1000}, 0},
        {RACER_BLOCKS, 2, {0}, 0},
        {RACER_WATCHES, 1, {0}, 0},
        {RACER_ASKS, 1, {0}, 0},
    };
    racer r;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int refused = 0; refused < 2; refused++) {
            racer_begin(cases[i].way, cases[i].hosts);
            for (size_t host = 0; host < cases[i].hosts; host++)
                network.hosts[host] =
                    (fake_host){.after = 100, .failure = refused ? ECONNREFUSED : 0};
            r = racer_connect(cases[i].way, cases[i].times);
            assert_int_equal(r.result, refused ? BRINE_ERROR_CONNECT : BRINE_OK);
            assert_int_equal(network.waited_in_connect, cases[i].waits);
            racer_free(&r);
            assert_int_equal(network.open, 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_address_without_a_deadline_is_waited_for_in_connect),
        cmocka_unit_test(each_scene_ends_as_it_must),
        cmocka_unit_test(every_order_of_three_ends_as_predicted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
