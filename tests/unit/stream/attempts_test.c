/* The sentences about connecting that failed, each whole: how many addresses, and why. */
#include "racer.h"
#include "support/test.h"

#include <errno.h>

#define NETWORK "; check host, port and network"
#define TIME    "; try again or allow more time"

typedef struct sentence {
    fake_host hosts[FAKE_HOSTS];
    size_t count;
    brine_dial_options times;
    int system;
    const char *text;
} sentence;

#define REFUSES                                                                                    \
    {                                                                                              \
        .after = 20, .failure = ECONNREFUSED                                                       \
    }
#define UNREACHABLE                                                                                \
    {                                                                                              \
        .failure = ENETUNREACH, .sync = true                                                       \
    }
#define SILENT                                                                                     \
    {                                                                                              \
        .after = FAKE_NEVER                                                                        \
    }

static const sentence sentences[] = {
    {{REFUSES},
     1,
     {0},
     ECONNREFUSED,
     "can't connect to a.example port 443 at 192.0.2.1: Connection refused" NETWORK},
    {{REFUSES, REFUSES, REFUSES},
     3,
     {0},
     ECONNREFUSED,
     "can't connect to a.example port 443 at any of 3 addresses (192.0.2.1 and 2 more: Connection "
     "refused)" NETWORK},
    {{UNREACHABLE, REFUSES, UNREACHABLE, REFUSES},
     4,
     {0},
     ECONNREFUSED,
     "can't connect to a.example port 443 at any of 4 addresses (192.0.2.1 and 1 more: Network is "
     "unreachable, 192.0.2.2 and 1 more: Connection refused)" NETWORK},
    {{SILENT},
     1,
     {.connect_timeout = 500},
     0,
     "connecting to a.example port 443 at 192.0.2.1 took longer than 500 ms" TIME},
    {{SILENT, REFUSES},
     2,
     {.connect_timeout = 500},
     0,
     "connecting to a.example port 443 took longer than 500 ms (192.0.2.1: no answer, 192.0.2.2: "
     "Connection refused)" TIME},
    {{SILENT, SILENT, SILENT},
     3,
     {.total_timeout = 500},
     0,
     "everything together took longer than 500 ms, the last part being connecting to a.example "
     "port 443 (192.0.2.1 and 2 more: no answer)" TIME},
    {{SILENT, SILENT, SILENT, SILENT, SILENT, SILENT, SILENT, SILENT},
     8,
     {.connect_timeout = 500},
     0,
     "connecting to a.example port 443 took longer than 500 ms (192.0.2.1 and 4 more: no answer, "
     "3 more: not tried)" TIME},
};

static void each_sentence_says_what_was_tried(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        for (racer_way way = RACER_BLOCKS; way < RACER_WAYS; way++) {
            racer r;

            racer_begin(way, sentences[i].count);
            for (size_t j = 0; j < sentences[i].count; j++)
                network.hosts[j] = sentences[i].hosts[j];
            r = racer_connect(way, sentences[i].times);
            assert_string_equal(r.error.text, sentences[i].text);
            assert_string_equal(r.error.step, "connect");
            assert_int_equal(r.error.system, sentences[i].system);
            racer_free(&r);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sentence_says_what_was_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
