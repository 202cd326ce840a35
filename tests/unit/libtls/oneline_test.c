/* Distinguished names as libtls writes them. */
#include "libtls/oneline.h"

#include "support/test.h"

#include <stdlib.h>
#include <string.h>

static const char *rfc4514;

/* In the place of brine_cert_subject. */
static size_t name_of(const brine_cert *certificate, char *out, size_t cap)
{
    size_t len = strlen(rfc4514);

    (void)certificate;
    if (cap > 0)
        memcpy(out, rfc4514, len + 1);
    return len;
}

static void a_name_is_turned_round_and_loses_its_backslashes(void **state)
{
    static const struct {
        const char *rfc4514, *oneline;
    } rows[] = {
        {"", ""},
        {"CN=a", "/CN=a"},
        {"CN=a.example,O=Example,C=DE", "/C=DE/O=Example/CN=a.example"},
        {"CN=a+OU=b,C=DE", "/C=DE/OU=b/CN=a"},
        {"CN=a\\, b,C=DE", "/C=DE/CN=a, b"},
        {"CN=a\\+b\\=c", "/CN=a+b=c"},
        {"CN=a\\\\,C=DE", "/C=DE/CN=a\\\\"},
        {"CN=\\1b[0m", "/CN=\\1b[0m"},
        {"CN=,C=", "/C=/CN="},
        {"CN=a\\", "/CN=a\\"},
        {",", "//"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text;

        rfc4514 = rows[i].rfc4514;
        text = brn_tls_oneline(NULL, name_of);
        assert_non_null(text);
        assert_string_equal(text, rows[i].oneline);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_turned_round_and_loses_its_backslashes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
