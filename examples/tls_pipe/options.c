#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: tls_pipe HOST:PORT [--starttls smtp|imap|pop3|ftp|postgres] [--name NAME]\n"
    "                [--cacert FILE] [--cert FILE --key FILE] [--limit SECONDS]\n";

/* "host:port", "[2001:db8::1]:port" */
static bool read_server(const char *text, struct options *options)
{
    const char *colon = strrchr(text, ':');
    size_t length = colon != NULL ? (size_t)(colon - text) : 0;
    unsigned long port;
    char *end;

    if (length == 0 || colon[1] < '0' || colon[1] > '9')
        return false;
    port = strtoul(colon + 1, &end, 10);
    if (text[0] == '[' && colon[-1] == ']') {
        text++;
        length -= 2;
    }
    if (*end != '\0' || port == 0 || port > UINT16_MAX || length >= HOST_SIZE)
        return false;
    memcpy(options->host, text, length);
    options->host[length] = '\0';
    options->port = (uint16_t)port;
    return true;
}

/* Seconds, an hour at most. */
static bool read_limit(const char *text, uint32_t *limit)
{
    char *end;
    unsigned long seconds = text[0] >= '0' && text[0] <= '9' ? strtoul(text, &end, 10) : 0;

    if (seconds == 0 || seconds > 3600 || *end != '\0')
        return false;
    *limit = (uint32_t)seconds * 1000;
    return true;
}

static bool read_option(const char *option, const char *value, struct options *options)
{
    if (value == NULL)
        return false;
    if (strcmp(option, "--starttls") == 0)
        return (options->protocol = starttls_find(value)) != NULL;
    if (strcmp(option, "--limit") == 0)
        return read_limit(value, &options->limit);
    if (strcmp(option, "--name") == 0)
        options->name = value;
    else if (strcmp(option, "--cacert") == 0)
        options->ca = value;
    else if (strcmp(option, "--cert") == 0)
        options->chain = value;
    else if (strcmp(option, "--key") == 0)
        options->key = value;
    else
        return false;
    return true;
}

bool options_read(int argc, char **argv, struct options *options)
{
    bool understood = argc > 1;

    memset(options, 0, sizeof *options);
    options->limit = 30000;
    for (int i = 1; i < argc && understood; i++) {
        if (argv[i][0] == '-') {
            understood = read_option(argv[i], argv[i + 1], options);
            i++;
        } else {
            understood = options->port == 0 && read_server(argv[i], options);
        }
    }
    understood =
        understood && options->port != 0 && (options->chain == NULL) == (options->key == NULL);
    if (options->name == NULL)
        options->name = options->host;
    if (!understood)
        fputs(usage, stderr);
    return understood;
}
