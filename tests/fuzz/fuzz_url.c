/*
 * Texts that https_get takes from its user, its environment and its servers: URLs, references,
 * proxies, lists of hosts without a proxy, dates, names of files.
 */
#include "fuzz.h"

#include "https_get/content_disposition.h"
#include "https_get/http_date.h"
#include "https_get/no_proxy.h"
#include "https_get/proxy.h"
#include "https_get/proxy_text.h"
#include "https_get/url.h"

#include <stdio.h>
#include <string.h>

/* Nothing that would begin another line, or another part of the request line. */
static void check_word(const char *text)
{
    for (; *text != '\0'; text++)
        FUZZ_CHECK((unsigned char)*text > ' ' && *text != 0x7f);
}

static void check_url(const struct url *url)
{
    static char text[URL_TARGET_SIZE + 512];
    char authority[URL_HOST_SIZE + URL_ZONE_SIZE + 16], name[URL_TARGET_SIZE], why[URL_WHY_SIZE];
    struct url again;

    check_word(url->host);
    check_word(url->target);
    FUZZ_CHECK(url->host[0] != '\0' && url->target[0] == '/' && url->port != 0);
    FUZZ_CHECK(strpbrk(url->host, "/?#@") == NULL && strchr(url->target, '#') == NULL);
    if (url_file_name(url, name, sizeof name))
        FUZZ_CHECK(name[0] != '\0' && strchr(name, '/') == NULL);
    if (url->zone[0] != '\0')
        return;
    /* Written out, it is the same URL. */
    url_authority(url, authority, sizeof authority);
    snprintf(text, sizeof text, "https://%s%s", authority, url->target);
    FUZZ_CHECK((url->path_as_is ? url_parse_as_is : url_parse)(text, &again, why) == EXIT_OK);
    memcpy(again.credentials, url->credentials, sizeof again.credentials); /* no part of it */
    FUZZ_CHECK(url_is_same(url, &again));
}

static void check_urls(const char *text)
{
    char why[URL_WHY_SIZE], hidden[200];
    struct url base, url;

    if (url_parse(text, &url, why) == EXIT_OK)
        check_url(&url);
    if (url_parse_as_is(text, &url, why) == EXIT_OK)
        check_url(&url);
    FUZZ_CHECK(url_parse("https://user:secret@www.example/a/b/c?d", &base, why) == EXIT_OK);
    if (url_resolve(&base, text, &url, why) == EXIT_OK) {
        check_url(&url);
        FUZZ_CHECK(!url_leads_elsewhere(&base, &url) ||
                   strcmp(url.credentials, base.credentials) != 0);
    }
    FUZZ_CHECK(memchr(userinfo_hidden(text, hidden, sizeof hidden), 0, sizeof hidden) != NULL);
}

static void check_file_name(const char *text)
{
    char name[64];

    if (!content_disposition_name(text, name, sizeof name))
        return;
    FUZZ_CHECK(name[0] != '\0' && name[0] != '.' && name[0] != '-');
    FUZZ_CHECK(strpbrk(name, "/\\") == NULL);
    for (const char *at = name; *at != '\0'; at++)
        FUZZ_CHECK((unsigned char)*at >= ' ' && *at != 0x7f);
}

static void check_proxy(const char *text)
{
    char why[PROXY_WHY_SIZE];
    const char *list = text;
    struct proxy proxy = {.source = "-x"};
    struct part entry;
    size_t flaws = 0;

    if (proxy_read(text, &proxy, why) == EXIT_OK)
        check_word(proxy.host);
    no_proxy_names(text, "www.example", false);
    no_proxy_names(text, "192.0.2.1", false);
    no_proxy_names(text, "2001:db8::1", true);
    while (no_proxy_flaw(&list, &entry) != NULL) {
        FUZZ_CHECK(entry.at >= text && entry.at + entry.length <= text + strlen(text));
        FUZZ_CHECK(++flaws <= strlen(text));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    int64_t date;

    FUZZ_CHECK(text != NULL);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    check_urls(text);
    check_file_name(text);
    check_proxy(text);
    if (http_date(text, &date))
        FUZZ_CHECK(date >= INT64_C(-62167219200) && date < INT64_C(253402300800));
    free(text);
    return 0;
}
