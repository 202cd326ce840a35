#include "proxy.h"

#include "header.h"
#include "no_proxy.h"
#include "proxy_text.h"
#include "say.h"
#include "shown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first of these variables that is not empty, or NULL; *name becomes its name. */
static const char *first_set(const char *const *names, size_t count, const char **name)
{
    for (size_t i = 0; i < count; i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && value[0] != '\0') {
            *name = names[i];
            return value;
        }
    }
    return NULL;
}

/* The list of hosts to reach directly, and what it stands in; NULL = none. */
static const char *find_list(const struct options *options, const char **name)
{
    static const char *const names[] = {"no_proxy", "NO_PROXY"};

    *name = "--noproxy";
    if (options->no_proxy != NULL)
        return options->no_proxy;
    return first_set(names, sizeof names / sizeof *names, name);
}

/* With -v: what curl passes over in silence. */
static void say_flaws(const char *list, const char *name)
{
    struct part entry;
    const char *flaw;

    while ((flaw = no_proxy_flaw(&list, &entry)) != NULL) {
        char text[SHOWN_SIZE];

        say_note("%s has \"%s\", which matches no host: %s", name,
                 shown_bytes(entry.at, entry.length, text, sizeof text), flaw);
    }
}

/* The text that names the proxy, and where it stands; NULL or "" = no proxy. */
static const char *find_text(const struct options *options, const char **source)
{
    static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};

    *source = "-x";
    if (options->proxy != NULL)
        return options->proxy;
    return first_set(names, sizeof names / sizeof *names, source);
}

/* Whether -H has what is meant for the proxy, and would go to the server. */
static bool misplaces_credentials(const struct options *options)
{
    for (size_t i = 0; i < options->headers.count; i++) {
        const char *line = options->headers.at[i], *rest = header_rest(line);

        if (header_has_name(line, "Proxy-Authorization") && rest[strspn(rest, ": \t")] != '\0')
            return true;
    }
    return false;
}

exit_code proxy_choose(const struct options *options, const char *host, bool ipv6,
                       struct proxy *out, char why[PROXY_WHY_SIZE])
{
    const char *list_name, *list = find_list(options, &list_name), *text;
    exit_code code;

    memset(out, 0, sizeof *out);
    if (list != NULL && no_proxy_names(list, host, ipv6))
        return EXIT_OK;
    text = find_text(options, &out->source);
    if (text == NULL || text[0] == '\0')
        return EXIT_OK;
    if (options->verbose && list != NULL)
        say_flaws(list, list_name);
    if (misplaces_credentials(options)) {
        snprintf(why, PROXY_WHY_SIZE,
                 "-H has a Proxy-Authorization, which %s would get and the proxy would not; give "
                 "--proxy-user USER:PASSWORD, or this line with --proxy-header, instead",
                 host);
        return EXIT_USAGE;
    }
    code = proxy_read(text, out, why);
    /* What stands in the proxy's URL goes before --proxy-user. */
    if (code == EXIT_OK && !out->has_credentials && options->proxy_user != NULL) {
        out->has_credentials = true;
        if (strlen(options->proxy_user) >= sizeof out->credentials) {
            snprintf(why, PROXY_WHY_SIZE, "--proxy-user has more than %d bytes",
                     PROXY_CREDENTIALS_SIZE - 1);
            return EXIT_USAGE;
        }
        strcpy(out->credentials, options->proxy_user);
    }
    return code;
}

const char *proxy_name(const struct proxy *proxy, char out[PROXY_NAME_SIZE])
{
    snprintf(out, PROXY_NAME_SIZE, proxy->ipv6 ? "[%s]:%u" : "%s:%u", proxy->host,
             (unsigned)proxy->port);
    return out;
}
