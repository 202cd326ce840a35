#include "https_get/no_proxy.h"

#include "support/test.h"

#include <string.h>

/*
 * curl 7.88.1 judges these rows alike, unless they say otherwise; but it compares IPv6 addresses
 * as texts, which later versions don't.
 */
static const struct {
    const char *list, *host;
    bool ipv6, named;
} rows[] = {
    /* "*" alone is every host, also an address; beside others it is an odd name. */
    {"*", "a.example", false, true},
    {"*", "192.0.2.1", false, true},
    {"*", "2001:db8::1", true, true},
    {"*,b.example", "a.example", false, false},
    {"b.example *", "a.example", false, false},
    {" *", "a.example", false, false},
    {"*.example", "a.example", false, false},
    {"", "a.example", false, false},
    {",, ,", "a.example", false, false},

    /* A name is itself and all below it, in whatever case. */
    {"a.example", "a.example", false, true},
    {"A.Example", "a.example", false, true},
    {"a.example", "b.a.example", false, true},
    {"a.example", "ba.example", false, false},
    {"a.example", "example", false, false},
    {"b.a.example", "a.example", false, false},
    {"example", "a.example", false, true},
    {"a.exampl", "a.example", false, false},

    /* A dot at either end counts for nothing, one at each end of the entry. */
    {".a.example", "a.example", false, true},
    {".a.example", "b.a.example", false, true},
    {"a.example.", "a.example", false, true},
    {"a.example", "a.example.", false, true},
    {".a.example.", "b.a.example.", false, true},
    {"..a.example", "b.a.example", false, false},
    {".", "a.example", false, false},

    /* Commas and blanks, in any number; curl from 8.9 on takes commas only. */
    {"b.example,a.example", "a.example", false, true},
    {"b.example, a.example", "a.example", false, true},
    {" b.example ,,\ta.example ", "a.example", false, true},
    {"b.example a.example", "a.example", false, true},

    /* An entry with a port matches nothing. */
    {"a.example:443", "a.example", false, false},
    {"192.0.2.1:443", "192.0.2.1", false, false},

    /* Addresses: all bits, or a prefix. */
    {"192.0.2.1", "192.0.2.1", false, true},
    {"192.0.2.1", "192.0.2.10", false, false},
    {"192.0.2", "192.0.2.1", false, false},
    {".2.1", "192.0.2.1", false, false},
    {"2.1", "192.0.2.1", false, false},
    {"192.0.2.0/24", "192.0.2.255", false, true},
    {"192.0.2.0/24", "192.0.3.0", false, false},
    {"192.0.2.77/24", "192.0.2.1", false, true},
    {"192.0.2.64/27", "192.0.2.95", false, true},
    {"192.0.2.64/27", "192.0.2.96", false, false},
    {"128.0.0.0/1", "255.1.2.3", false, true},
    {"128.0.0.0/1", "127.1.2.3", false, false},
    {"192.0.2.1/32", "192.0.2.1", false, true},
    {"192.0.2.0/32", "192.0.2.1", false, false},
    {"192.0.2.1/33", "192.0.2.1", false, false},
    {"192.0.2.1/4294967328", "192.0.2.1", false, false}, /* 2^32 + 32, which is 32 to curl */
    {"192.0.2.1/-8", "192.0.2.1", false, false},
    {"192.0.2.1/x", "192.0.2.1", false, false}, /* curl: takes it for /0 */
    {"0.0.0.0/0", "192.0.2.1", false, false},   /* /0 counts as no prefix */
    {"192.0.2.1/0", "192.0.2.1", false, true},
    {"192.0.2.1/", "192.0.2.1", false, true},

    {"2001:db8::1", "2001:db8::1", true, true},
    {"2001:DB8:0::1", "2001:db8::1", true, true},
    {"2001:db8::2", "2001:db8::1", true, false},
    {"[2001:db8::1]", "2001:db8::1", true, false},
    {"2001:db8::/32", "2001:db8:1::1", true, true},
    {"2001:db8::/32", "2001:db9::1", true, false},
    {"2001:db8::/33", "2001:db8:7fff::1", true, true}, /* curl before 8.17: the other way round */
    {"2001:db8::/33", "2001:db8:8000::1", true, false},
    {"::/1", "7fff::1", true, true},
    {"::1/128", "::1", true, true},
    {"::1/129", "::1", true, false},

    /* Names never match addresses, IPv4 never IPv6. */
    {"192.0.2.0/24", "a.example", false, false},
    {"192.0.2.1", "::ffff:192.0.2.1", true, false},
    {"::ffff:192.0.2.1", "192.0.2.1", false, false},
    {"1111111111111111111111111111111111111111111111111111111111111111111", "192.0.2.1", false,
     false},
};

static void a_list_names_the_hosts_that_curl_s_would(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (no_proxy_names(rows[i].list, rows[i].host, rows[i].ipv6) != rows[i].named)
            fail_msg("\"%s\" %s %s", rows[i].list, rows[i].named ? "does not name" : "names",
                     rows[i].host);
}

/* Entries that match nothing, and words of the reason. */
static void an_entry_that_matches_no_host_has_a_reason(void **state)
{
    static const struct {
        const char *list, *entry, *reason;
    } flaws[] = {
        {"*", NULL, NULL},
        {"a.example, .b.example ,192.0.2.1,192.0.2.0/24,2001:db8::1,2001:db8::/32", NULL, NULL},
        {"a.example,*", "*", "counts alone"},
        {"a.example,*.b.example,c", "*.b.example", "counts alone"},
        {"a.example:443", "a.example:443", "no port"},
        {"192.0.2.1:443", "192.0.2.1:443", "no port"},
        {"[2001:db8::1]", "[2001:db8::1]", "without brackets"},
        {"192.0.2.0/33", "192.0.2.0/33", "the bits that count"},
        {"a.example/24", "a.example/24", "the bits that count"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof flaws / sizeof *flaws; i++) {
        const char *list = flaws[i].list;
        struct part entry;
        const char *reason = no_proxy_flaw(&list, &entry);

        assert_int_equal(reason == NULL, flaws[i].entry == NULL);
        if (reason == NULL)
            continue;
        assert_true(part_is(entry, flaws[i].entry));
        assert_non_null(strstr(reason, flaws[i].reason));
        assert_null(no_proxy_flaw(&list, &entry));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_that_matches_no_host_has_a_reason),
        cmocka_unit_test(a_list_names_the_hosts_that_curl_s_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
