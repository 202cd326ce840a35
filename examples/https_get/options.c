#include "options.h"

#include "header.h"
#include "option_table.h"
#include "shown.h"

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

static exit_code bad_value(const struct parser *parser, const char *value, const char *wanted)
{
    char text[SHOWN_SIZE];

    fprintf(stderr, "https_get: (%d) %s wants %s, not \"%s\"; try https_get --help\n", EXIT_USAGE,
            parser->name, wanted, shown(value, text, sizeof text));
    return EXIT_USAGE;
}

static exit_code bad_count(const struct parser *parser, const char *value, int max)
{
    char wanted[64];

    snprintf(wanted, sizeof wanted, "a number from 0 to %d", max);
    return bad_value(parser, value, wanted);
}

/* Digits only: no sign, no space, no overflow. */
static bool read_number(const char *text, unsigned long max, unsigned long *out)
{
    unsigned long value = 0;

    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return false;
        value = value * 10 + (unsigned long)(*text - '0');
        if (value > max)
            return false;
    }
    *out = value;
    return true;
}

/* "2", "0.25": up to a million seconds, in milliseconds; what is more than 0 is at least 1. */
static bool read_seconds(const char *text, uint32_t *out)
{
    unsigned long seconds = 0;
    uint32_t fraction = 0, digit = 100;
    char whole[16];
    size_t length = strcspn(text, ".");
    bool more_than_zero = false;

    if (length >= sizeof whole)
        return false;
    memcpy(whole, text, length);
    whole[length] = '\0';
    if (!read_number(length > 0 ? whole : "0", 1000000, &seconds))
        return false;
    if (text[length] == '\0' && length == 0)
        return false;
    for (text += length + (text[length] == '.'); *text != '\0'; text++, digit /= 10) {
        if (*text < '0' || *text > '9')
            return false;
        fraction += digit * (uint32_t)(*text - '0');
        more_than_zero = more_than_zero || *text != '0';
    }
    *out = (uint32_t)seconds * 1000 + fraction;
    if (*out == 0 && more_than_zero)
        *out = 1;
    return true;
}

static void add_destination(struct options *out, const char *path)
{
    struct destination *added = &out->destinations[out->destination_count++];

    added->path = path;
    added->remote_name = path == NULL;
}

/* The options that are more than a flag, a text or a list. */
static exit_code take_other(const struct parser *parser, const struct option_row *row,
                            const char *value)
{
    struct options *out = parser->out;
    unsigned long number = 0;

    if (strcmp(row->name, "output") == 0) {
        add_destination(out, value);
    } else if (strcmp(row->name, "remote-name") == 0) {
        add_destination(out, NULL);
    } else if (strcmp(row->name, "ipv4") == 0) {
        out->family = BRINE_ADDRESS_IPV4;
    } else if (strcmp(row->name, "ipv6") == 0) {
        out->family = BRINE_ADDRESS_IPV6;
    } else if (strcmp(row->name, "max-redirs") == 0) {
        if (strcmp(value, "-1") != 0 && !read_number(value, 1000000, &number))
            return bad_value(parser, value, "a number");
        out->max_redirects = value[0] == '-' ? -1 : (long)number;
    } else if (strcmp(row->name, "max-intermediates") == 0) {
        if (!read_number(value, BRINE_PATH_LENGTH_MAX - 2, &number))
            return bad_count(parser, value, BRINE_PATH_LENGTH_MAX - 2);
        out->max_intermediates = number;
        out->max_intermediates_set = true;
    } else if (strcmp(row->name, "max-fragment-length") == 0) {
        if (!read_number(value, 4096, &number) ||
            (number != 512 && number != 1024 && number != 2048 && number != 4096))
            return bad_value(parser, value, "512, 1024, 2048 or 4096");
        out->max_fragment_length = number;
    }
    return EXIT_OK;
}

static exit_code take(const struct parser *parser, const struct option_row *row, const char *value)
{
    unsigned char *field = (unsigned char *)parser->out + row->offset;

    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)(void *)field = true;
        return EXIT_OK;
    case OPTION_TEXT:
        *(const char **)(void *)field = value;
        return EXIT_OK;
    case OPTION_LIST: {
        struct text_list *list = (struct text_list *)(void *)field;

        if (list == &parser->out->headers && !header_is_clean(value))
            return bad_value(parser, value, "\"Name: value\" without control characters");
        if (!text_is_clean(value))
            return bad_value(parser, value, "a text without control characters");
        list->at[list->count++] = value;
        return EXIT_OK;
    }
    case OPTION_SECONDS:
        if (!read_seconds(value, (uint32_t *)(void *)field))
            return bad_value(parser, value, "a number of seconds");
        return EXIT_OK;
    case OPTION_OTHER:
        break;
    }
    return take_other(parser, row, value);
}

static exit_code take_long(struct parser *parser, const char *name)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option_row *row = &option_table[i];

        if (strcmp(row->name, name + 2) != 0)
            continue;
        parser->name = name;
        if (row->argument == NULL)
            return take(parser, row, NULL);
        if (*parser->arguments == NULL)
            return bad_usage("an argument is missing after", name);
        return take(parser, row, *parser->arguments++);
    }
    return bad_usage("there is no option", name);
}

/* "-sSLo FILE" and "-oFILE": letters together, the last one may take the rest or what follows. */
static exit_code take_letters(struct parser *parser, const char *letters)
{
    for (letters++; *letters != '\0'; letters++) {
        char name[3] = {'-', *letters, '\0'};
        const struct option_row *row = NULL;
        exit_code code;

        for (size_t i = 0; i < option_count && row == NULL; i++)
            if (option_table[i].letter == *letters)
                row = &option_table[i];
        if (row == NULL)
            return bad_usage("there is no option", name);
        parser->name = name;
        if (row->argument != NULL) {
            if (letters[1] != '\0')
                return take(parser, row, letters + 1);
            if (*parser->arguments == NULL)
                return bad_usage("an argument is missing after", name);
            return take(parser, row, *parser->arguments++);
        }
        code = take(parser, row, NULL);
        if (code != EXIT_OK)
            return code;
    }
    return EXIT_OK;
}

/* No list can become longer than the command line, letters of -OOO included. */
static bool allocate_lists(struct options *out, size_t arguments, size_t letters)
{
    struct text_list *lists[] = {&out->urls, &out->headers, &out->resolves, &out->pins};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        lists[i]->at = calloc(arguments, sizeof *lists[i]->at);
        if (lists[i]->at == NULL)
            return false;
    }
    out->destinations = calloc(arguments + letters, sizeof *out->destinations);
    return out->destinations != NULL;
}

static exit_code check(const struct options *out)
{
    if (out->help || out->version)
        return EXIT_OK;
    if (out->urls.count == 0)
        return bad_usage("no URL was", "given");
    if (out->key != NULL && out->certificate == NULL)
        return bad_usage("--key is of no use without", "--cert");
    if (out->passphrase != NULL && out->certificate == NULL)
        return bad_usage("--pass is of no use without", "--cert");
    if (out->match_certificate && out->certificate == NULL)
        return bad_usage("--match-cert is of no use without", "--cert");
    return EXIT_OK;
}

/*
 * curl's -E FILE:PASSPHRASE. A backslash makes a colon part of the name, and a name that is a
 * file as it stands is taken whole.
 */
static exit_code split_certificate(struct options *out)
{
    char *from, *to;
    FILE *file;

    if (out->certificate == NULL || strchr(out->certificate, ':') == NULL)
        return EXIT_OK;
    file = fopen(out->certificate, "rb");
    if (file != NULL) {
        fclose(file);
        return EXIT_OK;
    }
    out->split_certificate = malloc(strlen(out->certificate) + 1);
    if (out->split_certificate == NULL) {
        fprintf(stderr, "https_get: (%d) out of memory\n", EXIT_MEMORY);
        return EXIT_MEMORY;
    }
    strcpy(out->split_certificate, out->certificate);
    for (from = to = out->split_certificate; *from != '\0' && *from != ':'; from++) {
        if (from[0] == '\\' && (from[1] == ':' || from[1] == '\\'))
            from++;
        *to++ = *from;
    }
    if (*from == ':' && out->passphrase == NULL)
        out->passphrase = from + 1;
    *to = '\0';
    out->certificate = out->split_certificate;
    return EXIT_OK;
}

exit_code options_parse(int argc, char **argv, struct options *out)
{
    struct parser parser = {.out = out, .arguments = argv + (argc > 0)};
    bool only_urls = false;
    size_t letters = 0;

    memset(out, 0, sizeof *out);
    out->max_redirects = DEFAULT_MAX_REDIRECTS;
    for (int i = 0; i < argc; i++)
        letters += strlen(argv[i]);
    if (!allocate_lists(out, (size_t)argc + 1, letters)) {
        fprintf(stderr, "https_get: (%d) out of memory\n", EXIT_MEMORY);
        return EXIT_MEMORY;
    }
    while (*parser.arguments != NULL) {
        const char *argument = *parser.arguments++;
        exit_code code = EXIT_OK;

        if (only_urls || argument[0] != '-' || argument[1] == '\0')
            out->urls.at[out->urls.count++] = argument;
        else if (strcmp(argument, "--") == 0)
            only_urls = true;
        else if (argument[1] == '-')
            code = take_long(&parser, argument);
        else
            code = take_letters(&parser, argument);
        if (code != EXIT_OK)
            return code;
    }
    if (split_certificate(out) != EXIT_OK)
        return EXIT_MEMORY;
    return check(out);
}

void options_free(struct options *options)
{
    free(options->urls.at);
    free(options->headers.at);
    free(options->resolves.at);
    free(options->pins.at);
    free(options->destinations);
    free(options->split_certificate);
}
