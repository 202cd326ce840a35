/*
 * Which option helps with a failure. brine's sentence says what happened and what a program can
 * do about it; its users have options instead.
 */
#ifndef HTTPS_GET_HINT_H
#define HTTPS_GET_HINT_H

#include "options.h"

/* How a connection failed, and what is known of it. */
struct hint_scene {
    const struct options *options;
    const brine_error *error; /* NULL = the server closed the connection in good order */
    brine_facts facts;
    bool answered; /* the server has sent something of a response */
};

/* Static words to follow a sentence: "; try --cacert ..."; "" when no option helps. */
const char *hint_of(const struct hint_scene *scene);

#endif
