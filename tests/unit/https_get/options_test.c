#include "https_get/number.h"
#include "https_get/option_table.h"
#include "support/test.h"

#include <string.h>

#define ARGUMENTS_MAX 16

static struct options options;

/* Parses the words of a command line. */
static exit_code parse(const char *line)
{
    static char words[512];
    char *argv[ARGUMENTS_MAX + 1], *rest = NULL;
    int argc = 0;

    assert_true(strlen(line) < sizeof words);
    strcpy(words, line);
    for (char *word = strtok_r(words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
        argv[argc++] = word;
    argv[argc] = NULL;
    return options_parse(argc, argv, &options);
}

static void refuse(const char *line)
{
    assert_int_equal(parse(line), EXIT_USAGE);
    options_free(&options);
}

static void letters_can_be_joined(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get -sSLo out https://a/"), EXIT_OK);
    assert_true(options.silent && options.show_error && options.follow);
    assert_int_equal(options.destination_count, 1);
    assert_string_equal(options.destinations[0].path, "out");
    assert_string_equal(options.urls.at[0], "https://a/");
    options_free(&options);
}

static void an_argument_may_follow_its_letter_at_once(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get -oout -m5 a"), EXIT_OK);
    assert_string_equal(options.destinations[0].path, "out");
    assert_int_equal(options.total_timeout_ms, 5000);
    options_free(&options);
}

static void long_forms_are_curl_s(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get --head --location --silent --show-error --verbose --fail "
                           "--include --ipv6 --insecure --cacert ca --max-redirs 3 a"),
                     EXIT_OK);
    assert_true(options.head_only && options.follow && options.silent && options.show_error);
    assert_true(options.verbose && options.fail && options.include_head && options.insecure);
    assert_int_equal(options.family, BRINE_ADDRESS_IPV6);
    assert_string_equal(options.ca_file, "ca");
    assert_int_equal(options.max_redirects, 3);
    options_free(&options);
}

static void lists_grow_and_urls_may_stand_anywhere(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get a -H A:1 b --header B:2 -O -OO c"), EXIT_OK);
    assert_int_equal(options.urls.count, 3);
    assert_int_equal(options.headers.count, 2);
    assert_string_equal(options.headers.at[1], "B:2");
    assert_int_equal(options.destination_count, 3);
    assert_true(options.destinations[2].remote_name);
    options_free(&options);
}

static void after_two_dashes_everything_is_a_url(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get -- -v"), EXIT_OK);
    assert_false(options.verbose);
    assert_string_equal(options.urls.at[0], "-v");
    options_free(&options);
}

static void seconds_may_be_fractions(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get --max-time 0.25 --connect-timeout 2. a"), EXIT_OK);
    assert_int_equal(options.total_timeout_ms, 250);
    assert_int_equal(options.connect_timeout_ms, 2000);
    options_free(&options);
    assert_int_equal(parse("https_get -m .5 --connect-timeout 0.0001 a"), EXIT_OK);
    assert_int_equal(options.total_timeout_ms, 500);
    assert_int_equal(options.connect_timeout_ms, 1);
    options_free(&options);
    refuse("https_get -m -1 a");
    refuse("https_get -m x a");
    refuse("https_get -m 1.x a");
    refuse("https_get -m 1e3 a");
    refuse("https_get -m 9999999999 a");
    refuse("https_get -m 99999999999999999999999 a");
}

static void numbers_are_checked(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get --max-redirs -1 --max-fragment-length 4096 a"), EXIT_OK);
    assert_int_equal(options.max_redirects, -1);
    assert_int_equal(options.max_fragment_length, 4096);
    options_free(&options);
    refuse("https_get --max-redirs -2 a");
    refuse("https_get --max-redirs x a");
    refuse("https_get --max-fragment-length 1000 a");
    refuse("https_get --max-intermediates 100 a");
}

static void sizes_may_have_curl_s_letters(void **state)
{
    static const struct {
        const char *text;
        uint64_t size;
    } rows[] = {{"0", 0},
                {"2048", 2048},
                {"7b", 7},
                {"2k", 2048},
                {"2K", 2048},
                {"3M", 3145728},
                {"1g", 1073741824},
                {"18446744073709551615", UINT64_MAX},
                {"17179869183G", UINT64_MAX - 1073741823}};
    static const char *const wrong[] = {
        "", "k", "-1", " 1", "1 ", "1x", "1.5k", "1kk", "17179869184G", "18446744073709551616"};
    uint64_t size;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(number_size(rows[i].text, &size));
        assert_true(size == rows[i].size);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(number_size(wrong[i], &size));
    assert_int_equal(parse("https_get --limit-rate 2k --max-filesize 3 a"), EXIT_OK);
    assert_int_equal(options.rate_limit, 2048);
    assert_int_equal(options.max_file_size, 3);
    options_free(&options);
    refuse("https_get --limit-rate 2x a");
}

static void a_referer_may_be_automatic(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get -e https://b/;auto a"), EXIT_OK);
    assert_true(options.automatic_referer);
    assert_int_equal(options.referer_length, strlen("https://b/"));
    options_free(&options);
    assert_int_equal(parse("https_get -e ;auto a"), EXIT_OK);
    assert_true(options.automatic_referer);
    assert_null(options.referer);
    options_free(&options);
    assert_int_equal(parse("https_get -e auto a"), EXIT_OK);
    assert_false(options.automatic_referer);
    assert_int_equal(options.referer_length, 4);
    options_free(&options);
}

static void what_a_request_is_made_of_is_checked(void **state)
{
    (void)state;
    refuse("https_get -u user a");
    refuse("https_get -r 1-x a");
    refuse("https_get -r bytes=1-2 a");
    refuse("https_get -f --fail-with-body a");
    refuse("https_get -C 5x a");
    refuse("https_get -C 9223372036854775808 a");
    refuse("https_get -C - -r 1- a");
    refuse("https_get -C - -OJ a");
    refuse("https_get -C - -i a");
    refuse("https_get -OJi a");
    assert_int_equal(parse("https_get -C - -C 7 a"), EXIT_OK);
    assert_true(options.resume && !options.resume_at_end && options.resume_at == 7);
    options_free(&options);
    assert_int_equal(parse("https_get -u a:b:c -r 0-1,-5 -A me a"), EXIT_OK);
    assert_string_equal(options.credentials, "a:b:c");
    assert_string_equal(options.range, "0-1,-5");
    assert_string_equal(options.user_agent, "me");
    options_free(&options);
}

static void expect_identity(size_t i, const char *certificate, const char *key,
                            const char *passphrase)
{
    const struct identity *identity = &options.identities.at[i];

    assert_true(i < options.identities.count);
    assert_string_equal(identity->certificate, certificate);
    assert_string_equal(identity->key != NULL ? identity->key : "none", key);
    assert_string_equal(identity->passphrase != NULL ? identity->passphrase : "none", passphrase);
}

static void a_key_belongs_to_the_certificate_before_it(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get -E b --key k -E c:p -E d --pass q --key l a"), EXIT_OK);
    assert_int_equal(options.identities.count, 3);
    expect_identity(0, "b", "k", "none");
    expect_identity(1, "c", "none", "p");
    expect_identity(2, "d", "l", "q");
    options_free(&options);
    assert_int_equal(parse("https_get --key k --pass p --cert b --cert c a"), EXIT_OK);
    assert_int_equal(options.identities.count, 2);
    expect_identity(0, "b", "k", "p");
    expect_identity(1, "c", "none", "none");
    options_free(&options);
    refuse("https_get --pass p a");
    refuse("https_get --match-cert a");
}

static void a_passphrase_follows_a_colon_without_backslash(void **state)
{
    (void)state;
    assert_int_equal(parse("https_get -E b\\:c\\\\d:p:q --pass r -E e: a"), EXIT_OK);
    expect_identity(0, "b:c\\d", "none", "r");
    expect_identity(1, "e", "none", "");
    options_free(&options);
    assert_int_equal(parse("https_get --pass r -E b:p a"), EXIT_OK);
    expect_identity(0, "b", "none", "r");
    options_free(&options);
    assert_int_equal(parse("https_get -E b:p:q a"), EXIT_OK);
    expect_identity(0, "b", "none", "p:q");
    options_free(&options);
}

static void wrong_command_lines_are_refused(void **state)
{
    (void)state;
    refuse("https_get");
    refuse("https_get -v");
    refuse("https_get --no-such-option a");
    refuse("https_get -Z a");
    refuse("https_get a -o");
    refuse("https_get a --cacert");
    refuse("https_get --key k a");
    refuse("https_get --verbose=1 a");
}

static void refuse_value(const char *option, const char *value)
{
    char *argv[] = {(char[]){"https_get"}, (char *)(uintptr_t)option, (char *)(uintptr_t)value,
                    (char[]){"a"}, NULL};

    assert_int_equal(options_parse(4, argv, &options),
                     strcmp(option, "--resolve") == 0 ? EXIT_PLACE : EXIT_USAGE);
    options_free(&options);
}

static void a_header_can_not_smuggle_another(void **state)
{
    char value[] = "A: b?C: d", name[] = "A?A: b";

    (void)state;
    refuse_value("-H", "A: b\r\nC: d");
    for (char c = 1; c < 0x20; c++) {
        value[4] = name[1] = c;
        refuse_value("-H", value);
        refuse_value("-H", name);
        refuse_value("--resolve", value);
        refuse_value("--pinnedpubkey", value);
        refuse_value("-A", value);
        refuse_value("-e", value);
        refuse_value("-r", value);
    }
    value[4] = name[1] = 0x7f;
    refuse_value("-H", value);
    refuse_value("-H", name);
}

/* One that begins with a blank would be read as the end of the field before it. */
static void a_header_has_a_name(void **state)
{
    (void)state;
    refuse_value("-H", "");
    refuse_value("-H", ": x");
    refuse_value("-H", " A: x");
    refuse_value("-H", "A B: x");
    refuse_value("-H", "Authorization\xc2\xa0: x");
    assert_int_equal(parse("https_get -H A: -H B; -H C:d a"), EXIT_OK);
    options_free(&options);
}

static void no_option_stands_in_the_table_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < option_count; i++)
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(option_table[i].name, option_table[j].name);
            if (option_table[i].letter != '\0')
                assert_int_not_equal(option_table[i].letter, option_table[j].letter);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_can_be_joined),
        cmocka_unit_test(an_argument_may_follow_its_letter_at_once),
        cmocka_unit_test(long_forms_are_curl_s),
        cmocka_unit_test(lists_grow_and_urls_may_stand_anywhere),
        cmocka_unit_test(after_two_dashes_everything_is_a_url),
        cmocka_unit_test(seconds_may_be_fractions),
        cmocka_unit_test(numbers_are_checked),
        cmocka_unit_test(sizes_may_have_curl_s_letters),
        cmocka_unit_test(a_referer_may_be_automatic),
        cmocka_unit_test(what_a_request_is_made_of_is_checked),
        cmocka_unit_test(a_key_belongs_to_the_certificate_before_it),
        cmocka_unit_test(a_passphrase_follows_a_colon_without_backslash),
        cmocka_unit_test(wrong_command_lines_are_refused),
        cmocka_unit_test(a_header_can_not_smuggle_another),
        cmocka_unit_test(a_header_has_a_name),
        cmocka_unit_test(no_option_stands_in_the_table_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
