#include "help.h"

#include "help_exit_codes.h"
#include "help_text.h"
#include "help_topics.h"
#include "option_match.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Where the meanings of options begin, and those of topics. */
#define OPTION_COLUMN ((size_t)32)
#define TOPIC_COLUMN  ((size_t)13)

#define LEFT_SIZE 64

static void put_option(FILE *stream, const struct option_row *row)
{
    char left[LEFT_SIZE], letter[8] = "    ";

    if (row->letter != '\0')
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    snprintf(left, sizeof left, " %s--%s%s%s", letter, row->name, row->argument != NULL ? " " : "",
             row->argument != NULL ? row->argument : "");
    help_put_row(stream, OPTION_COLUMN, left, row->help);
}

/* In the topic's order. */
static void put_topic(FILE *stream, const struct help_topic *topic)
{
    fprintf(stream, "\n%s:\n", topic->title);
    for (size_t i = 0; topic->options[i] != NULL; i++)
        for (size_t j = 0; j < option_count; j++)
            if (strcmp(option_table[j].name, topic->options[i]) == 0)
                put_option(stream, &option_table[j]);
}

static void put_topics(FILE *stream)
{
    fprintf(stream, "\nhttps_get --help TOPIC tells more:\n");
    for (size_t i = 0; i < help_topic_count; i++) {
        char left[LEFT_SIZE];

        snprintf(left, sizeof left, " %s", help_topics[i].name);
        help_put_row(stream, TOPIC_COLUMN, left, help_topics[i].title);
    }
    help_put_row(stream, TOPIC_COLUMN, " exit", "Exit codes, and where curl's differ");
    help_put_row(stream, TOPIC_COLUMN, " all", "All of this");
    help_put_row(stream, TOPIC_COLUMN, " --OPTION", "That option");
}

static void put_usage(FILE *stream)
{
    fprintf(stream, "Usage: https_get [options] URL...\n\n");
    help_put_text(stream,
                  "Fetches https pages over TLS 1.2 and nothing else, to show brine at work. A URL "
                  "without scheme is taken as https; http:// becomes https unless it names a port "
                  "of its own. Options are curl's where curl has them.");
}

static void put_all(FILE *stream)
{
    put_usage(stream);
    for (size_t i = 0; i < help_topic_count; i++)
        put_topic(stream, &help_topics[i]);
    help_put_exit_codes(stream, true);
}

/* "--output", "-o": what it means, or why https_get has not got it. */
static void put_one_option(FILE *stream, const char *name)
{
    struct option_match match;
    exit_code code = EXIT_USAGE;

    if (name[1] == '-')
        code = option_match_long(name + 2, &match);
    else if (name[1] != '\0' && name[2] == '\0')
        code = option_match_letter(name[1], &match);
    if (code != EXIT_OK)
        put_topics(stream);
    else if (match.own != NULL)
        put_option(stream, match.own);
    else
        help_put_row(stream, OPTION_COLUMN, name, curl_option_meaning(match.foreign));
}

bool help_print(FILE *stream, const char *topic)
{
    const struct help_topic *found = topic != NULL ? help_topic_find(topic) : NULL;

    if (topic == NULL) {
        put_usage(stream);
        put_topic(stream, &help_important);
        put_topics(stream);
        help_put_exit_codes(stream, false);
    } else if (strcasecmp(topic, "all") == 0) {
        put_all(stream);
    } else if (strcasecmp(topic, "exit") == 0) {
        help_put_exit_codes(stream, true);
    } else if (topic[0] == '-') {
        put_one_option(stream, topic);
    } else if (found != NULL) {
        put_topic(stream, found);
    } else {
        if (strcasecmp(topic, "category") != 0)
            fprintf(stream, "There is no such topic.\n");
        put_topics(stream);
    }
    return fflush(stream) == 0 && !ferror(stream);
}
