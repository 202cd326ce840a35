/*
 * The ladder that --trace draws as text.
 */
#include "support/test.h"

#include "https_get/trace/text.h"
#include "trace_said.h"

#include <stdlib.h>

/* What the drawing of all events is; the caller frees it. */
static char *drawn(const struct ladder *ladder, bool colours)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    assert_non_null(out);
    assert_int_equal(text_draw(ladder, 0, colours, out), ladder->count);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void expect(struct ladder *ladder, const char *expected)
{
    char *text = drawn(ladder, false);

    assert_string_equal(text, expected);
    free(text);
}

static void expect_words(struct ladder *ladder, const char *words)
{
    char *text = drawn(ladder, false);

    if (strstr(text, words) == NULL)
        fail_msg("\"%s\" is missing in\n%s", words, text);
    free(text);
}

static struct ladder begun(void)
{
    struct ladder ladder;

    ladder_begin(&ladder, "server.org", 443, 1000);
    return ladder;
}

static void resume(struct ladder *ladder)
{
    SAID(ladder, true, "ClientHello", CLIENT_HELLO, 2500);
    SAID(ladder, false, "ServerHello", RESUMING_HELLO, 31000);
    SAID(ladder, false, "ChangeCipherSpec", "\1", 31100);
    SAID(ladder, false, "Finished", "twelve bytes", 31200);
    SAID(ladder, true, "ChangeCipherSpec", "\1", 31300);
    SAID(ladder, true, "Finished", "twelve bytes", 31400);
}

/* RFC 5246 figure 2. */
static void an_abbreviated_handshake_is_drawn_like_figure_2(void **state)
{
    struct ladder ladder = begun();

    (void)state;
    ladder_connected(&ladder, "192.0.2.1", 2000);
    resume(&ladder);
    ladder_data(&ladder, true, 100, 32000);
    ladder_data(&ladder, false, 1000, 1061000);
    ladder_data(&ladder, false, 1000, 1062000);
    expect(&ladder,
           "TLS with server.org port 443    ---- in clear   ==== encrypted\n"
           "           client                                                         server\n"
           "           |                                                                   |\n"
           "   1.0 ms  |   connected to 192.0.2.1                                          |\n"
           "           |                                                                   |\n"
           "   1.5 ms  |-- ClientHello, 106 bytes ---------------------------------------->|\n"
           "           |   version      TLS 1.2                                            |\n"
           "           |   suites       TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,           |\n"
           "           |                TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256        |\n"
           "           |   server name  server.org                                         |\n"
           "           |   groups       x25519                                             |\n"
           "           |   schemes      ecdsa_secp256r1_sha256                             |\n"
           "           |   ALPN         h2, http/1.1                                       |\n"
           "           |   extensions   renegotiation_info                                 |\n"
           "           |   session      to be resumed by its ID of 4 bytes                 |\n"
           "           |                                                                   |\n"
           "  30.0 ms  |<----------------------------------------- ServerHello, 44 bytes --|\n"
           "           |         version      TLS 1.2                                      |\n"
           "           |         suite        TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256      |\n"
           "           |         session      resumed by its ID                            |\n"
           "  30.1 ms  |<-------------------------------------- ChangeCipherSpec, 1 byte --|\n"
           "           |         encrypted    from here on, all that the server sends:     |\n"
           "           |                      AES_128_GCM                                  |\n"
           "  30.2 ms  |<============================================ Finished, 12 bytes ==|\n"
           "           |         verify_data  over all messages of the handshake so far    |\n"
           "           |                                                                   |\n"
           "  30.3 ms  |-- ChangeCipherSpec, 1 byte -------------------------------------->|\n"
           "           |   encrypted    from here on, all that the client sends:           |\n"
           "           |                AES_128_GCM                                        |\n"
           "  30.4 ms  |== Finished, 12 bytes ============================================>|\n"
           "           |   verify_data  over all messages of the handshake so far          |\n"
           "           |                                                                   |\n"
           "  30.4 ms  |   handshake complete                                              |\n"
           "           |   handshake    abbreviated, session resumed by its ID             |\n"
           "           |   round trips  1                                                  |\n"
           "           |                                                                   |\n"
           "  31.0 ms  |== Application Data, 100 bytes ===================================>|\n"
           "           |                                                                   |\n"
           "   1.06 s  |<============================================== Application Data ==|\n");
    assert_int_equal(ladder.events[ladder.count - 1].size, 2000);
    ladder_free(&ladder);
}

/* Up to the client's Finished; then, with False Start, the client's data. */
static void shake_fully(struct ladder *ladder, bool false_start)
{
    SAID(ladder, true, "ClientHello", "\3\3" RANDOM "\0\0\2\xc0\x2b\1\0", 1000);
    SAID(ladder, false, "ServerHello", NEW_HELLO, 2000);
    SAID(ladder, false, "ServerHelloDone", "", 2000);
    SAID(ladder, true, "ClientKeyExchange", "\4data", 3000);
    SAID(ladder, true, "ChangeCipherSpec", "\1", 3000);
    SAID(ladder, true, "Finished", "twelve bytes", 3000);
    if (false_start)
        ladder_data(ladder, true, 10, 3000);
    SAID(ladder, false, "NewSessionTicket", "\0\0\0\x0a\0\3tic", 4000);
    SAID(ladder, false, "ChangeCipherSpec", "\1", 4000);
    SAID(ladder, false, "Finished", "twelve bytes", 4000);
}

static void round_trips_are_counted_also_those_before_data(void **state)
{
    (void)state;
    for (int early = 0; early < 2; early++) {
        struct ladder ladder = begun();

        shake_fully(&ladder, early);
        ladder_data(&ladder, true, 10, 5000);
        expect_words(&ladder, "   handshake    full  ");
        expect_words(&ladder, "   round trips  2  ");
        assert_int_equal(ladder.round_trips, 2);
        assert_int_equal(ladder.trips_to_data, early ? 1 : 2);
        if (early)
            expect_words(&ladder, "   False Start  data was sent after 1 of them  ");
        ladder_free(&ladder);
    }
}

static void only_what_follows_its_side_s_change_of_keys_is_drawn_as_encrypted(void **state)
{
    struct ladder ladder = begun();

    (void)state;
    shake_fully(&ladder, false);
    expect_words(&ladder, "|-- ChangeCipherSpec, 1 byte --");
    expect_words(&ladder, "|== Finished, 12 bytes ==");
    expect_words(&ladder, "-- NewSessionTicket, 9 bytes --|");
    expect_words(&ladder, "== Finished, 12 bytes ==|");
    SAID(&ladder, false, "HelloRequest", "", 6000);
    expect_words(&ladder, "== HelloRequest, 0 bytes ==|");
    expect_words(&ladder, "the server asks for a new handshake, which");
    expect_words(&ladder, "brine refuses  ");
    SAID(&ladder, true, "Alert", "\1\x64", 6100);
    expect_words(&ladder, "|== Alert, 2 bytes ==");
    expect_words(&ladder, "   alert        no_renegotiation  ");
    ladder_free(&ladder);
}

static void a_failure_is_drawn_at_its_place_once_with_what_preceded(void **state)
{
    struct ladder ladder = begun();
    char *text;

    (void)state;
    SAID(&ladder, true, "ClientHello", CLIENT_HELLO, 2000);
    SAID(&ladder, false, "Alert", "\2\x28", 3000);
    ladder_failed(&ladder, "the server refused", "a long sentence", 4000);
    ladder_failed(&ladder, "and again", "again", 5000);
    text = drawn(&ladder, false);
    assert_non_null(strstr(text, "level        fatal "));
    assert_non_null(strstr(text, "alert        handshake_failure: "));
    assert_non_null(
        strstr(text, "   3.0 ms  |   FAILED after 1 round trip: the server refused     "));
    assert_null(strstr(text, "again"));
    free(text);
    ladder_free(&ladder);
}

/* Longest line, in columns: two for each character beyond ASCII. */
static size_t widest(const char *text)
{
    size_t most = 0, columns = 0;

    for (; *text != '\0'; text++) {
        const unsigned char byte = (unsigned char)*text;

        columns = byte == '\n' ? 0 : columns + (byte < 0x80 ? 1 : byte < 0xc0 ? 0 : 2);
        most = columns > most ? columns : most;
    }
    return most;
}

static void no_line_is_wider_than_80_columns_whatever_the_server_sends(void **state)
{
    static const char *const parts[] = {
        "a", "a ", "a,", "a, ", "\xc3\xa4", "\xe4\xb8\xad", "\xf0\x9f\x8e\x89", "\x1b[2J", "\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (size_t times = 1; times < 300; times += times < 80 ? 1 : 23) {
            char name[2000] = "";
            struct ladder ladder;
            char *text;

            for (size_t n = 0; n < times; n++)
                strcat(name, parts[i]);
            ladder_begin(&ladder, name, 65535, 0);
            ladder_connected(&ladder, name, 0);
            SAID(&ladder, false, "ServerHello", NEW_HELLO, 99999999999);
            fields_add_foreign(&ladder.events[1].fields, "ALPN",
                               (brine_bytes){(const uint8_t *)name, strlen(name)});
            ladder_failed(&ladder, ladder.host, name, 0);
            text = drawn(&ladder, false);
            if (widest(text) > 80)
                fail_msg("%zu times \"%s\" makes a wide line in\n%s", times, parts[i], text);
            assert_null(strchr(text, '\x1b'));
            free(text);
            ladder_free(&ladder);
        }
}

/* The text without the sequences that colour it. */
static void remove_colours(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++)
        if (*from == '\x1b')
            from += strcspn(from, "m");
        else
            *to++ = *from;
    *to = '\0';
}

static void colours_change_nothing_else(void **state)
{
    struct ladder ladder = begun();
    char *plain, *coloured;

    (void)state;
    ladder_connected(&ladder, "192.0.2.1", 2000);
    shake_fully(&ladder, true);
    ladder_failed(&ladder, "cut", "cut", 7000);
    plain = drawn(&ladder, false);
    coloured = drawn(&ladder, true);
    assert_null(strchr(plain, '\x1b'));
    assert_non_null(strchr(coloured, '\x1b'));
    remove_colours(coloured);
    assert_string_equal(coloured, plain);
    free(plain);
    free(coloured);
    ladder_free(&ladder);
}

static void events_without_number_are_kept_up_to_a_limit(void **state)
{
    struct ladder ladder = begun();

    (void)state;
    for (size_t i = 0; i < LADDER_EVENTS_MAX + 10; i++)
        SAID(&ladder, false, "HelloRequest", "", 1000);
    assert_int_equal(ladder.count, LADDER_EVENTS_MAX);
    assert_int_equal(ladder.left_out, 10);
    ladder_free(&ladder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_abbreviated_handshake_is_drawn_like_figure_2),
        cmocka_unit_test(round_trips_are_counted_also_those_before_data),
        cmocka_unit_test(only_what_follows_its_side_s_change_of_keys_is_drawn_as_encrypted),
        cmocka_unit_test(a_failure_is_drawn_at_its_place_once_with_what_preceded),
        cmocka_unit_test(no_line_is_wider_than_80_columns_whatever_the_server_sends),
        cmocka_unit_test(colours_change_nothing_else),
        cmocka_unit_test(events_without_number_are_kept_up_to_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
