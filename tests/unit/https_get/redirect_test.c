#include "https_get/redirect.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char words[2048];

/* Follows a Location from a URL; what was said is in `words`. */
static exit_code follow(const char *text, const char *location, struct url *to)
{
    const struct options options = {0};
    const struct response response = {
        .status = 301, .location = location, .location_length = strlen(location)};
    int before = dup(STDERR_FILENO);
    FILE *said = tmpfile();
    char why[URL_WHY_SIZE];
    struct url from;
    exit_code code;

    assert_true(before >= 0 && said != NULL);
    assert_int_equal(url_parse(text, &from, why), EXIT_OK);
    fflush(stderr);
    dup2(fileno(said), STDERR_FILENO);
    code = redirect_follow(&options, &from, &response, to);
    fflush(stderr);
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(said);
    words[fread(words, 1, sizeof words - 1, said)] = '\0';
    fclose(said);
    return code;
}

static void a_redirect_leads_to_its_location(void **state)
{
    struct url to;

    (void)state;
    assert_int_equal(follow("https://a.example/x", "/y", &to), EXIT_OK);
    assert_string_equal(to.target, "/y");
    assert_int_equal(follow("https://a.example/x", "http://a.example/y", &to), EXIT_OK);
    assert_string_equal(to.target, "/y");
    assert_string_equal(words, "");
}

static void a_redirect_to_the_same_page_is_a_loop(void **state)
{
    struct url to;

    (void)state;
    assert_int_equal(follow("https://a.example/x", "https://a.example/x#y", &to), EXIT_REDIRECTS);
    assert_non_null(strstr(words, "a.example redirects to itself: https://a.example/x leads to the "
                                  "same page; the server may want a cookie"));
}

static void a_redirect_to_the_http_twin_is_a_loop(void **state)
{
    struct url to;

    (void)state;
    assert_int_equal(follow("https://a.example/x", "http://a.example/x", &to), EXIT_REDIRECTS);
    assert_non_null(strstr(words, "a.example redirects to itself: https://a.example/x leads to the "
                                  "same page on http://"));
}

static void what_can_not_be_fetched_is_refused(void **state)
{
    struct url to;

    (void)state;
    assert_int_equal(follow("https://a.example/", "ftp://a.example/", &to), EXIT_SCHEME);
    assert_non_null(strstr(words, "a.example redirects, but"));
    assert_int_equal(follow("https://a.example/", "https://a.example:0/", &to), EXIT_URL);
}

static void only_3xx_with_a_location_is_a_redirect(void **state)
{
    struct response response = {.status = 301, .location = "/x", .location_length = 2};

    (void)state;
    assert_true(redirect_is_one(&response));
    response.status = 200;
    assert_false(redirect_is_one(&response));
    response.status = 400;
    assert_false(redirect_is_one(&response));
    response = (struct response){.status = 302};
    assert_false(redirect_is_one(&response));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_redirect_leads_to_its_location),
        cmocka_unit_test(a_redirect_to_the_same_page_is_a_loop),
        cmocka_unit_test(a_redirect_to_the_http_twin_is_a_loop),
        cmocka_unit_test(what_can_not_be_fetched_is_refused),
        cmocka_unit_test(only_3xx_with_a_location_is_a_redirect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
