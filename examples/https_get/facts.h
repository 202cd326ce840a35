/*
 * What -w tells of one URL, noted on the way.
 */
#ifndef HTTPS_GET_FACTS_H
#define HTTPS_GET_FACTS_H

#include "options.h"
#include "url.h"

#define FACTS_TEXT_SIZE 256

/* Moments are microseconds since the URL's turn began; 0 = that did not happen. */
struct facts {
    int64_t began; /* of a clock that never jumps */
    int64_t looked_up, connected, shaken, asked, answered, ended;
    int64_t redirected; /* when the last redirect had been read */

    const char *text; /* the URL as it was given; the caller's */
    int64_t number;   /* which of the URLs it is, from 0 on */
    struct url at;    /* what was asked for last; its host is "" if the URL could not be read */

    int exit_status;
    int status;          /* of the last response's head; 0 = none came */
    int verified;        /* by OpenSSL's numbers, as in curl: 0 = good, or it did not come so far */
    int64_t size;        /* bytes of the last body that came */
    int64_t head_size;   /* of all heads */
    int64_t connections; /* made for this URL */
    int64_t redirects;
    char type[FACTS_TEXT_SIZE];    /* Content-Type, "" = none */
    char address[FACTS_TEXT_SIZE]; /* that was connected to last, "" = none */
    char file[URL_TARGET_SIZE];    /* where the page went, "" = standard output */
};

/* The URL's turn begins. */
void facts_begin(struct facts *facts, const char *text, size_t number);

/* Notes the time; the last call for a moment counts. */
void facts_mark(const struct facts *facts, int64_t *moment);

/* Its turn is over. */
void facts_end(struct facts *facts, exit_code code);

/* What a connection failed with, as `verified`. */
int facts_verdict(const brine_error *error);

#endif
