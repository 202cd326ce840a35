#include "curl_judge.h"

#include <string.h>
#include <strings.h>

/* One of the protocols in curl's list, "=name", "+name", "-name" or "name". */
static bool allow(const char *item, size_t length, bool allowed)
{
    bool all, named, only = false, denied = false;

    for (; length > 0 && strchr("=+-", *item) != NULL; item++, length--) {
        only = *item == '=';
        denied = *item == '-';
    }
    all = length == 3 && strncasecmp(item, "all", 3) == 0;
    named = all || (length == 5 && strncasecmp(item, "https", 5) == 0);
    if (named)
        return !denied;
    return allowed && !only;
}

const char *judge_protocols(const char *value)
{
    bool allowed = true;

    while (*value != '\0') {
        size_t length = strcspn(value, ",");

        if (length > 0)
            allowed = allow(value, length, allowed);
        value += length + (value[length] == ',');
    }
    return allowed ? NULL : "https_get speaks https only, and this list leaves it out";
}

const char *judge_default_protocol(const char *value)
{
    return strcasecmp(value, "https") == 0
               ? NULL
               : "https_get speaks https only, also where a URL names no scheme";
}

const char *judge_tls_max(const char *value)
{
    static const char *const fine[] = {"default", "1.2", "1.3"};

    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        if (strcmp(value, fine[i]) == 0)
            return NULL;
    return "brine speaks TLS 1.2 and nothing older (RFC 8996); use --tls-max 1.2 or leave it out";
}

const char *judge_file_type(const char *value)
{
    return strcasecmp(value, "PEM") == 0 || strcasecmp(value, "DER") == 0
               ? NULL
               : "brine reads PEM and DER, and tells them apart by itself; convert the file";
}

const char *judge_method(const char *value)
{
    if (strcmp(value, "GET") == 0)
        return NULL;
    return "https_get sends GET, or HEAD with -I: it fetches pages to show TLS at work; to send "
           "other requests use curl, or a program of your own on brine";
}

static bool ends_like_a_file(const char *word)
{
    static const char *const endings[] = {".txt", ".log", ".out", ".trace", ".dump", ".tmp"};
    const char *ending = strrchr(word, '.');

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ending != NULL && strcasecmp(ending, endings[i]) == 0)
            return true;
    return false;
}

bool judge_is_trace_file(const char *word, bool url_elsewhere)
{
    if (strcmp(word, "-") == 0 || strcmp(word, "%") == 0)
        return true;
    if (word[0] == '-' || strstr(word, "://") != NULL)
        return false;
    return url_elsewhere || strchr("/.~", word[0]) != NULL || ends_like_a_file(word);
}
