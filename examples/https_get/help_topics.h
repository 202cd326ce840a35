/*
 * What belongs together in --help: each option of the table is in one topic.
 */
#ifndef HTTPS_GET_HELP_TOPICS_H
#define HTTPS_GET_HELP_TOPICS_H

#include <stdbool.h>
#include <stddef.h>

#define TOPIC_OPTIONS_MAX 40

struct help_topic {
    const char *name; /* as --help wants it; curl's where curl has it */
    const char *title;
    const char *options[TOPIC_OPTIONS_MAX]; /* long forms, in order; NULL ends them */
};

extern const struct help_topic help_topics[];
extern const size_t help_topic_count;

/* Those that --help alone shows. */
extern const struct help_topic help_important;

/* NULL when there is none of this name. */
const struct help_topic *help_topic_find(const char *name);

bool help_topic_has(const struct help_topic *topic, const char *option);

#endif
