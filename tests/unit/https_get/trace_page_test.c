/*
 * The page of HTML that --trace-html writes.
 */
#include "support/test.h"

#include "https_get/trace/page.h"
#include "trace_said.h"

#include <stdlib.h>

static char *page_of(const struct ladder *ladders, size_t count, size_t left_out)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    assert_non_null(out);
    page_write(ladders, count, left_out, out);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(strlen(text), length);
    return text;
}

/* Elements that have no end. */
static bool is_void(const char *name, size_t length)
{
    static const char *const names[] = {"!DOCTYPE", "meta", "br", "wbr"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0)
            return true;
    return false;
}

/* Every element is one that the page uses, and ends in the one that it began in. */
static void expect_elements_nested(const char *page)
{
    static const char known[] =
        " html head title style body main section h1 h2 small dl dt dd svg g "
        "text line polygon ul li i ol div span b time footer p ";
    const char *open[64];
    size_t depth = 0, lengths[64];

    for (const char *at = strchr(page, '<'); at != NULL; at = strchr(at, '<')) {
        bool closes = *++at == '/';
        const char *name = at + closes, *end = strchr(at, '>');
        size_t length = strcspn(name, " />");
        char word[32];

        assert_non_null(end);
        if (closes) {
            assert_true(depth > 0);
            depth--;
            assert_int_equal(length, lengths[depth]);
            assert_memory_equal(name, open[depth], length);
        } else if (end[-1] != '/' && !is_void(name, length)) {
            assert_true(length < 20 && depth < 64);
            snprintf(word, sizeof word, " %.*s ", (int)length, name);
            if (strstr(known, word) == NULL)
                fail_msg("the page has an element%s", word);
            open[depth] = name;
            lengths[depth++] = length;
        }
        at = end;
    }
    assert_int_equal(depth, 0);
}

static void expect_in_order(const char *page, const char *const *words, size_t count)
{
    const char *at = page;

    for (size_t i = 0; i < count; i++) {
        at = strstr(at, words[i]);
        if (at == NULL)
            fail_msg("\"%s\" is missing at its place in\n%s", words[i], page);
    }
}

static struct ladder shaken(void)
{
    struct ladder ladder;

    ladder_begin(&ladder, "server.org", 8443, 1000);
    ladder_connected(&ladder, "192.0.2.1", 2000);
    SAID(&ladder, true, "ClientHello", CLIENT_HELLO, 2500);
    SAID(&ladder, false, "ServerHello", RESUMING_HELLO, 31000);
    SAID(&ladder, false, "ChangeCipherSpec", "\1", 31100);
    SAID(&ladder, false, "Finished", "twelve bytes", 31200);
    SAID(&ladder, true, "ChangeCipherSpec", "\1", 31300);
    SAID(&ladder, true, "Finished", "twelve bytes", 31400);
    ladder_data(&ladder, true, 100, 32000);
    ladder_data(&ladder, false, 1000, 60000);
    ladder_data(&ladder, false, 24, 61000);
    return ladder;
}

static void a_page_has_facts_figure_and_messages(void **state)
{
    static const char *const words[] = {
        "<title>TLS with server.org</title>",
        "<h1>TLS with server.org <small>port 8443</small></h1>",
        "<dd class=\"good\">complete</dd>",
        "<dd class=\"\">192.0.2.1</dd>",
        "<dd class=\"\">TLS_<wbr>ECDHE_<wbr>ECDSA_<wbr>WITH_<wbr>AES_<wbr>128_<wbr>GCM_<wbr>SHA256",
        "<dd class=\"\">resumed by its ID</dd>",
        "<dt>round trips</dt><dd class=\"\">1</dd>",
        "<svg viewBox",
        "role=\"img\" aria-labelledby=\"f0\"",
        "<title id=\"f0\">",
        ">1.5 ms</text>",
        ">ClientHello</text>",
        ">ServerHello</text>",
        ">handshake complete</text>",
        ">Application Data</text>",
        "</svg>",
        "<li class=\"client begins\">",
        "client \xe2\x86\x92 server</span> <b>ClientHello</b> <span>106 bytes</span> ",
        "<span class=\"open\">in clear</span> <time>1.5 ms</time>",
        "<dt>server name</dt><dd>server.org</dd>",
        "<li class=\"server begins\">",
        "server \xe2\x86\x92 client</span> <b>ServerHello</b>",
        "<b>Finished</b> <span>12 bytes</span> <span class=\"lock\">encrypted</span>",
        "<li class=\"note\"><b class=\"good\">handshake complete</b>",
        "<b>Application Data</b> <span>100 bytes</span>",
        "<b>Application Data</b> <span>1024 bytes</span>",
        "</html>\n",
    };
    struct ladder ladder = shaken();
    char *page = page_of(&ladder, 1, 0);

    (void)state;
    expect_in_order(page, words, sizeof words / sizeof *words);
    expect_elements_nested(page);
    free(page);
    ladder_free(&ladder);
}

#define CLIENT_SEALS "<line class=\"life sealed\" x1=\"66\" y1=\""
#define SERVER_SEALS "<line class=\"life sealed\" x1=\"346\" y1=\""

/* The thick part of a line of life begins once for each side, where it changes its keys. */
static void the_figure_shows_where_each_side_begins_to_encrypt(void **state)
{
    struct ladder ladder = shaken();
    const size_t count = ladder.count;
    char *page = page_of(&ladder, 1, 0), *first, *second;

    (void)state;
    first = strstr(page, CLIENT_SEALS);
    assert_non_null(first);
    second = strstr(first + 1, SERVER_SEALS);
    assert_non_null(second);
    assert_null(strstr(second + 1, "<line class=\"life sealed\""));
    /* When a session is resumed, the server changes its keys first. */
    assert_true(strtol(first + strlen(CLIENT_SEALS), NULL, 10) >
                strtol(second + strlen(SERVER_SEALS), NULL, 10));
    free(page);
    ladder.count = 3; /* up to ServerHello */
    page = page_of(&ladder, 1, 0);
    assert_null(strstr(page, "<line class=\"life sealed\""));
    free(page);
    ladder.count = count;
    ladder_free(&ladder);
}

static void a_failure_says_its_sentence_and_a_fatal_alert_is_marked(void **state)
{
    static const char *const words[] = {
        "<dt>failed</dt><dd class=\"bad\">the long sentence</dd>",
        "<dt>round trips</dt><dd class=\"\">1</dd>",
        "<g class=\"server fatal\">",
        ">Alert: handshake_failure</text>",
        ">failed</text>",
        "<li class=\"server begins fatal\">",
        "<b class=\"bad\">failed</b>",
        "the long sentence</li>",
    };
    struct ladder ladder;
    char *page;

    (void)state;
    ladder_begin(&ladder, "server.org", 443, 0);
    SAID(&ladder, true, "ClientHello", CLIENT_HELLO, 1);
    SAID(&ladder, false, "Alert", "\2\x28", 2);
    ladder_failed(&ladder, "short", "the long sentence", 3);
    page = page_of(&ladder, 1, 0);
    expect_in_order(page, words, sizeof words / sizeof *words);
    expect_elements_nested(page);
    free(page);
    ladder_free(&ladder);
}

static void a_connection_that_never_came_has_no_figure(void **state)
{
    struct ladder ladder;
    char *page;

    (void)state;
    ladder_begin(&ladder, "server.org", 443, 0);
    ladder_failed(&ladder, "no connection", "refused", 3);
    page = page_of(&ladder, 1, 0);
    assert_non_null(strstr(page, "<dt>failed</dt><dd class=\"bad\">refused</dd>"));
    assert_null(strstr(page, "round trips"));
    assert_null(strstr(page, "<svg"));
    expect_elements_nested(page);
    free(page);
    ladder_free(&ladder);
}

#define EVIL "<script>alert('1')</script>\"&amp;\x1b[2J\x07</title></svg><img src=x>"

static void nothing_that_others_say_becomes_markup(void **state)
{
    static const char evil[] = EVIL;
    struct ladder ladder;
    char *page;

    (void)state;
    ladder_begin(&ladder, evil, 443, 0);
    ladder_connected(&ladder, evil, 0);
    SAID(&ladder, false, "ServerHello",
         "\3\3" RANDOM "\0\xc0\x2b\0\0\x46\0\x10\0\x42\0\x40\x3f" EVIL, 0);
    assert_string_equal(ladder.events[1].fields.at[2].name, "ALPN");
    ladder_failed(&ladder, evil, evil, 0);
    page = page_of(&ladder, 1, 0);
    expect_elements_nested(page);
    assert_null(strstr(page, "<script"));
    assert_null(strstr(page, "<img"));
    assert_null(strchr(page, '\x1b'));
    assert_null(strchr(page, '\x07'));
    assert_non_null(strstr(page, "<title>TLS with &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"
                                 "&quot;&amp;amp;\\1b[2J\\07&lt;/title&gt;"));
    assert_non_null(strstr(page, "<dt>ALPN</dt><dd>&lt;script&gt;"));
    free(page);
    ladder_free(&ladder);
}

static void a_page_loads_nothing_and_runs_nothing(void **state)
{
    static const char *const parts[] = {"://", "src=", "href", "url(", "@import", "<script"};
    struct ladder ladder = shaken();
    char *page = page_of(&ladder, 1, 0);

    (void)state;
    assert_non_null(strstr(page, "content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_null(strstr(page, parts[i]));
    free(page);
    ladder_free(&ladder);
}

static void a_page_has_every_connection_and_says_what_is_missing(void **state)
{
    struct ladder ladders[2] = {shaken(), shaken()};
    char *page;

    (void)state;
    ladders[1].left_out = 7;
    page = page_of(ladders, 2, 5);
    assert_non_null(strstr(page, "id=\"f0\""));
    assert_non_null(strstr(page, "id=\"f1\""));
    assert_non_null(strstr(page, "<p>7 more followed, which are not shown.</p>"));
    assert_non_null(strstr(page, "<p>5 more connections were made before the last one.</p>"));
    expect_elements_nested(page);
    free(page);
    page = page_of(NULL, 0, 0);
    assert_non_null(strstr(page, "<h1>No connection was made</h1>"));
    expect_elements_nested(page);
    free(page);
    ladder_free(&ladders[0]);
    ladder_free(&ladders[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_has_facts_figure_and_messages),
        cmocka_unit_test(the_figure_shows_where_each_side_begins_to_encrypt),
        cmocka_unit_test(a_failure_says_its_sentence_and_a_fatal_alert_is_marked),
        cmocka_unit_test(a_connection_that_never_came_has_no_figure),
        cmocka_unit_test(nothing_that_others_say_becomes_markup),
        cmocka_unit_test(a_page_loads_nothing_and_runs_nothing),
        cmocka_unit_test(a_page_has_every_connection_and_says_what_is_missing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
