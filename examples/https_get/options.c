#include "options.h"

#include "curl_judge.h"
#include "option_match.h"
#include "option_reader.h"
#include "shown.h"
#include "url_pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_MAX_REDIRECTS 50

/* What the parser needs to tell what is wrong with which option. */
struct parser {
    struct options *out;
    char **arguments; /* what is left of argv */
    const char *name; /* the option at hand, as it was written */
};

static exit_code bad_usage(const char *what, const char *subject)
{
    char text[SHOWN_SIZE];

    fprintf(stderr, "https_get: (%d) %s %s; try https_get --help\n", EXIT_USAGE, what,
            shown(subject, text, sizeof text));
    return EXIT_USAGE;
}

static exit_code take(const struct parser *parser, const struct option_row *row, const char *value)
{
    const struct option_use use = {parser->out, row, parser->name, *parser->arguments};

    return row->read(&use, value);
}

/* An option with its argument: the rest of its letters, or the next word. */
static exit_code take_match(struct parser *parser, const struct option_match *match,
                            const char *name, const char *rest)
{
    const char *value = NULL;

    parser->name = name;
    if (option_match_has_argument(match)) {
        value = rest != NULL ? rest : *parser->arguments;
        if (value == NULL)
            return bad_usage("an argument is missing after", name);
        parser->arguments += rest == NULL;
    }
    if (match->own == NULL)
        return option_match_foreign(match, name, value);
    if (match->negated) {
        *(bool *)(void *)((unsigned char *)parser->out + match->own->offset) = false;
        return EXIT_OK;
    }
    return take(parser, match->own, value);
}

static exit_code take_long(struct parser *parser, const char *name)
{
    struct option_match match;
    exit_code code = option_match_long(name + 2, &match);

    return code == EXIT_OK ? take_match(parser, &match, name, NULL) : code;
}

/* "-sSLo FILE" and "-oFILE": letters together, the last one may take the rest or what follows. */
static exit_code take_letters(struct parser *parser, const char *letters)
{
    for (letters++; *letters != '\0'; letters++) {
        const char name[3] = {'-', *letters, '\0'}, *rest = letters[1] != '\0' ? letters + 1 : NULL;
        struct option_match match;
        exit_code code = option_match_letter(*letters, &match);

        if (code == EXIT_OK)
            code = take_match(parser, &match, name, rest);
        if (code != EXIT_OK || option_match_has_argument(&match))
            return code;
    }
    return EXIT_OK;
}

/* curl's --trace FILE, where the file would be taken for a URL. */
static exit_code check_trace(const struct options *out)
{
    bool url_elsewhere = false;
    char text[SHOWN_SIZE];

    if (out->after_trace == NULL)
        return EXIT_OK;
    for (size_t i = 0; i < out->urls.count; i++)
        if (out->urls.at[i] != out->after_trace && strstr(out->urls.at[i], "://") != NULL)
            url_elsewhere = true;
    if (!judge_is_trace_file(out->after_trace, url_elsewhere))
        return EXIT_OK;
    fprintf(stderr, "https_get: (%d) --trace \"%s\" is refused: %s\n", EXIT_USAGE,
            shown(out->after_trace, text, sizeof text), curl_trace);
    return EXIT_USAGE;
}

/* What belongs to a certificate needs one. */
static exit_code check_identities(const struct options *out)
{
    const struct identity_list *list = &out->identities;

    if (list->count > 0 && list->at[0].certificate == NULL)
        return bad_usage(list->at[0].key != NULL ? "--key is of no use without"
                                                 : "--pass is of no use without",
                         "--cert");
    if (out->match_certificate && list->count == 0)
        return bad_usage("--match-cert is of no use without", "--cert");
    return EXIT_OK;
}

/* What curl would expand to several URLs names one page here, and hardly the one that is meant. */
static exit_code check_patterns(const struct options *out)
{
    char text[SHOWN_SIZE];
    size_t length = 0;

    for (size_t i = 0; i < out->urls.count && !out->send_patterns; i++) {
        const char *pattern = url_pattern(out->urls.at[i], &length);

        if (pattern == NULL)
            continue;
        fprintf(stderr,
                "https_get: (%d) the URL has curl's pattern %s, which https_get does not expand; "
                "write each URL out, or -g to send it as it is\n",
                EXIT_URL, shown_bytes(pattern, length, text, sizeof text));
        return EXIT_URL;
    }
    return EXIT_OK;
}

static exit_code check(const struct options *out)
{
    if (out->version)
        return EXIT_OK;
    if (check_trace(out) != EXIT_OK)
        return EXIT_USAGE;
    if (out->urls.count == 0)
        return bad_usage("no URL was", "given");
    if (out->fail && out->fail_with_body)
        return bad_usage("-f can't be used together with", "--fail-with-body");
    if (out->require_alpn && out->alpn != NULL && out->alpn[0] == '\0')
        return bad_usage("--require-alpn is of no use with", "--no-alpn");
    if (out->no_sessions && out->session_file != NULL)
        return bad_usage("--no-sessionid is of no use with", "--session");
    if (out->header_name && (out->include_head || out->head_only))
        return bad_usage("-i and -I can't be used together with", "-J");
    if (out->resume && out->header_name)
        return bad_usage("-C can't be used together with", "-J");
    if (out->resume && out->range != NULL)
        return bad_usage("-C can't be used together with", "-r");
    if (out->resume && (out->include_head || out->head_only))
        return bad_usage("-C can't be used together with", "-i or -I");
    if (out->resume && out->remove_on_error)
        return bad_usage("-C can't be used together with", "--remove-on-error");
    if (check_patterns(out) != EXIT_OK)
        return EXIT_URL;
    return check_identities(out);
}

exit_code options_parse(int argc, char **argv, struct options *out)
{
    struct parser parser = {.out = out, .arguments = argv + (argc > 0)};
    bool only_urls = false;

    memset(out, 0, sizeof *out);
    out->max_redirects = DEFAULT_MAX_REDIRECTS;
    out->speed_time_ms = OPTIONS_SPEED_TIME;
    while (*parser.arguments != NULL) {
        const char *argument = *parser.arguments++;
        exit_code code = EXIT_OK;

        if (only_urls || argument[0] != '-' || argument[1] == '\0')
            code = text_list_add(&out->urls, argument);
        else if (strcmp(argument, "--") == 0)
            only_urls = true;
        else if (argument[1] == '-')
            code = take_long(&parser, argument);
        else
            code = take_letters(&parser, argument);
        if (code != EXIT_OK || out->help)
            return code;
    }
    return check(out);
}

void options_free(struct options *options)
{
    for (size_t i = 0; i < options->queries.count; i++)
        free((char *)(uintptr_t)options->queries.at[i]);
    for (size_t i = 0; i < option_count; i++)
        if (option_is_list(&option_table[i]))
            free(((struct text_list *)(void *)((unsigned char *)options + option_table[i].offset))
                     ->at);
    free(options->destinations);
    free(options->write_out_file);
    identity_list_free(&options->identities);
}
