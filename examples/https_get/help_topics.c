#include "help_topics.h"

#include <string.h>
#include <strings.h>

const struct help_topic help_important = {
    "important",
    "What people need most",
    {"output", "remote-name", "include", "head", "location", "fail", "header", "silent",
     "show-error", "verbose", "insecure", "cacert", "cert", "max-time", "version", "help"},
};

const struct help_topic help_topics[] = {
    {
        "output",
        "Where the page goes",
        {"output", "remote-name", "remote-name-all", "remote-header-name", "output-dir",
         "create-dirs", "no-clobber", "remove-on-error", "remote-time", "continue-at", "include",
         "dump-header", "max-filesize", "limit-rate", "stderr", "write-out"},
    },
    {
        "http",
        "What is asked of the server",
        {"url", "url-query", "path-as-is", "disallow-username-in-url", "globoff", "head",
         "location", "max-redirs", "header", "user-agent", "referer", "user", "range", "fail",
         "fail-with-body", "fail-early"},
    },
    {
        "connection",
        "How servers are reached",
        {"ipv4", "ipv6", "resolve", "connect-to", "connect-timeout", "max-time", "speed-limit",
         "speed-time", "retry", "retry-delay", "retry-max-time", "retry-connrefused",
         "retry-all-errors"},
    },
    {
        "proxy",
        "Proxies",
        {"proxy", "noproxy", "proxy-user", "proxy-header", "proxy-cacert"},
    },
    {
        "trust",
        "Which servers are trusted",
        {"cacert", "capath", "insecure", "pinnedpubkey", "strict", "max-intermediates", "staple",
         "require-staple", "sct"},
    },
    {
        "auth",
        "Who we are",
        {"cert", "key", "pass", "match-cert"},
    },
    {
        "tls",
        "What is offered in the handshake",
        {"alpn", "no-alpn", "require-alpn", "ciphers", "curves", "provider", "session",
         "no-sessionid", "false-start", "no-false-start", "require-ems", "max-fragment-length",
         "legacy-rsa", "legacy-renegotiation"},
    },
    {
        "verbose",
        "What people are told",
        {"silent", "show-error", "progress-bar", "no-progress-meter", "verbose", "trace",
         "trace-html", "certs", "export", "key-log", "version", "help"},
    },
};

const size_t help_topic_count = sizeof help_topics / sizeof *help_topics;

const struct help_topic *help_topic_find(const char *name)
{
    if (strcasecmp(name, help_important.name) == 0)
        return &help_important;
    for (size_t i = 0; i < help_topic_count; i++)
        if (strcasecmp(name, help_topics[i].name) == 0)
            return &help_topics[i];
    return NULL;
}

bool help_topic_has(const struct help_topic *topic, const char *option)
{
    for (size_t i = 0; topic->options[i] != NULL; i++)
        if (strcmp(topic->options[i], option) == 0)
            return true;
    return false;
}
