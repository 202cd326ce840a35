#include "https_get/help.h"
#include "https_get/help_exit_codes.h"
#include "https_get/help_text.h"
#include "https_get/help_topics.h"
#include "https_get/option_table.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *text;
static size_t text_length;

/* What --help says of a topic, in `text`. */
static const char *help(const char *topic)
{
    FILE *stream;

    free(text);
    stream = open_memstream(&text, &text_length);
    assert_non_null(stream);
    assert_true(help_print(stream, topic));
    assert_int_equal(fclose(stream), 0);
    return text;
}

static bool tells(const char *words)
{
    return strstr(text, words) != NULL;
}

static void expect_80_columns(const char *topic)
{
    const char *line = help(topic);

    while (*line != '\0') {
        size_t length = strcspn(line, "\n");

        if (length >= 80)
            fail_msg("--help %s has a line of %zu columns: %.*s", topic != NULL ? topic : "",
                     length, (int)length, line);
        assert_true(length == 0 || line[length - 1] != ' ');
        line += length + (line[length] == '\n');
    }
}

static void no_line_is_longer_than_80_columns(void **state)
{
    (void)state;
    expect_80_columns(NULL);
    expect_80_columns("all");
    expect_80_columns("exit");
    expect_80_columns("no such topic");
    for (size_t i = 0; i < help_topic_count; i++)
        expect_80_columns(help_topics[i].name);
}

static void every_option_is_in_one_topic(void **state)
{
    (void)state;
    for (size_t i = 0; i < option_count; i++) {
        size_t topics = 0;

        for (size_t j = 0; j < help_topic_count; j++)
            topics += help_topic_has(&help_topics[j], option_table[i].name);
        if (topics != 1)
            fail_msg("--%s is in %zu topics of help_topics.c", option_table[i].name, topics);
    }
}

static bool is_option(const char *name)
{
    for (size_t i = 0; i < option_count; i++)
        if (strcmp(option_table[i].name, name) == 0)
            return true;
    return false;
}

static void a_topic_names_nothing_but_options(void **state)
{
    (void)state;
    for (size_t i = 0; i <= help_topic_count; i++) {
        const struct help_topic *topic = i < help_topic_count ? &help_topics[i] : &help_important;

        for (size_t j = 0; topic->options[j] != NULL; j++)
            if (!is_option(topic->options[j]))
                fail_msg("there is no --%s", topic->options[j]);
    }
}

/* The enum's own lines: EXIT_NAME = NUMBER. */
static void every_exit_code_has_a_meaning(void **state)
{
    FILE *header = fopen(EXIT_CODES, "r");
    char line[256];
    size_t count = 0;

    (void)state;
    assert_non_null(header);
    help("exit");
    while (fgets(line, sizeof line, header) != NULL) {
        char words[16];
        int code;

        if (sscanf(line, " EXIT_%*[A-Z_] = %d", &code) != 1)
            continue;
        if (exit_code_meaning(code) == NULL)
            fail_msg("help_exit_codes.c has no meaning for %s", line);
        snprintf(words, sizeof words, "\n %3d  ", code);
        assert_true(tells(words));
        count++;
    }
    fclose(header);
    assert_true(count > 20);
}

static void all_tells_every_option_and_its_letter(void **state)
{
    (void)state;
    help("all");
    for (size_t i = 0; i < option_count; i++) {
        const struct option_row *row = &option_table[i];
        char words[64];

        snprintf(words, sizeof words, "%s--%s", row->letter != '\0' ? ", " : "     ", row->name);
        if (row->letter != '\0')
            words[0] = ',';
        if (!tells(words))
            fail_msg("--help all lacks --%s", row->name);
    }
    assert_true(tells("Exit codes"));
    assert_true(tells("Where curl ends otherwise"));
}

static void help_alone_tells_what_people_need_most(void **state)
{
    (void)state;
    help(NULL);
    assert_true(tells("Usage: https_get"));
    assert_true(tells("--output FILE"));
    assert_false(tells("--max-fragment-length"));
    assert_true(tells(" 60  the server's certificate"));
    for (size_t i = 0; i < help_topic_count; i++)
        assert_true(tells(help_topics[i].title));
}

static void a_topic_is_told_alone(void **state)
{
    (void)state;
    help("tls");
    assert_true(tells("--max-fragment-length N"));
    assert_false(tells("--output FILE"));
    assert_false(tells("Usage"));
    help("TLS");
    assert_true(tells("--max-fragment-length N"));
    help("exit");
    assert_true(tells("without close_notify, https_get ends with 56"));
}

static void an_option_is_told_alone(void **state)
{
    (void)state;
    help("--max-fragment-length");
    assert_ptr_equal(strstr(text, "     --max-fragment-length N"), text);
    help("-o");
    assert_true(tells("-o, --output FILE"));
    help("--data");
    assert_true(tells("https_get fetches pages"));
    help("--no-such-option");
    assert_true(tells("--help TOPIC"));
}

static void an_unknown_topic_gets_the_list(void **state)
{
    (void)state;
    help("nonsense");
    assert_true(tells("There is no such topic."));
    assert_true(tells(help_topics[0].title));
    help("category");
    assert_false(tells("There is no such topic."));
    assert_true(tells(help_topics[0].title));
}

static void a_word_longer_than_the_line_is_not_torn(void **state)
{
    static char word[200];
    char *out = NULL;
    size_t length;
    FILE *stream = open_memstream(&out, &length);

    (void)state;
    memset(word, 'x', sizeof word - 1);
    help_put_row(stream, 10, "left", word);
    help_put_row(stream, 10, "much too long", "right side");
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(length, 10 + 199 + 1 + 14 + 10 + 10 + 1);
    assert_non_null(strstr(out, "much too long\n          right side\n"));
    free(out);
}

static int end(void **state)
{
    (void)state;
    free(text);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_is_longer_than_80_columns),
        cmocka_unit_test(every_option_is_in_one_topic),
        cmocka_unit_test(a_topic_names_nothing_but_options),
        cmocka_unit_test(every_exit_code_has_a_meaning),
        cmocka_unit_test(all_tells_every_option_and_its_letter),
        cmocka_unit_test(help_alone_tells_what_people_need_most),
        cmocka_unit_test(a_topic_is_told_alone),
        cmocka_unit_test(an_option_is_told_alone),
        cmocka_unit_test(an_unknown_topic_gets_the_list),
        cmocka_unit_test(a_word_longer_than_the_line_is_not_torn),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
