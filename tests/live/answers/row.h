/*
 * One case: what https_get is asked, what the server answers, and what must come of it.
 *
 * "{port}" is the server's port and "{dir}" the test's folder, in arguments, environment and
 * script alike. A member that is left out is empty or 0.
 */
#ifndef BRINE_TESTS_ROW_H
#define BRINE_TESTS_ROW_H

#include "script.h"

#include "support/run.h"

#define ROW_ARGUMENTS_MAX   20
#define ROW_ENVIRONMENT_MAX 6

typedef struct answer_row {
    const char *title; /* a sentence, false when the row fails; NULL ends the table */

    /* What is run: https_get --cacert ROOT ARGUMENTS URL. */
    const char *arguments[ROW_ARGUMENTS_MAX];
    const char *url; /* NULL = https://localhost:{port}/page; "" = the arguments have it */
    const char *environment[ROW_ENVIRONMENT_MAX]; /* "NAME=value", for this run alone */
    const char *given;                            /* NULL, or the text of the file {dir}/given */
    run_output output;                            /* what standard output is */
    bool terminal;                                /* standard error is a terminal */

    /* What the server does (script.h). */
    const char *script;

    /* What must come of it. */
    int status;
    const char *out;              /* standard output; with "..." at its end, how it begins */
    const char *err;              /* words of standard error; NULL = it is empty */
    const char *unsaid;           /* words that standard error must not have */
    const char *sent, *unsent;    /* words that the requests have, or must not have */
    const char *file, *file_text; /* a file in {dir} and all that must be in it */
    const char *gone;             /* a file that must not be in {dir} */

    /*
     * How curl ends where it differs: its exit code, then why ("8: takes no such status").
     * NULL = with the same code, and if that is 0, with the same output. "-" = not asked.
     */
    const char *curl;
} answer_row;

/* The tables, each in a file of its own, rows_TOPIC.c; answers_test.c runs them all. */
extern const answer_row http_rows[], option_rows[], proxy_rows[];

/* What most answers begin with. */
#define OK "HTTP/1.1 200 OK\r\n"

#endif
