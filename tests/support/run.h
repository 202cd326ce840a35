/*
 * Runs https_get against a server of our own, and keeps what it said.
 */
#ifndef BRINE_TESTS_SUPPORT_RUN_H
#define BRINE_TESTS_SUPPORT_RUN_H

#include <stdbool.h>
#include <stddef.h>

#define RUN_TEXT_MAX ((size_t)1024 * 1024)

typedef struct run_result {
    int status;             /* exit status; -1 when a signal ended it */
    char out[RUN_TEXT_MAX]; /* standard output, with NUL */
    size_t out_length;
    char err[RUN_TEXT_MAX]; /* standard error, with NUL */
} run_result;

/* What the last run said. */
extern run_result ran;

/* What standard output is, instead of something that is kept. */
typedef enum run_output {
    RUN_KEPT,
    RUN_CLOSED, /* descriptor 1 is not open */
    RUN_FULL,   /* /dev/full */
    RUN_UNREAD, /* a pipe whose reader is gone */
} run_output;

/* Takes the variables that name proxies out of the environment: the servers are on loopback. */
void forget_proxies(void);

/*
 * A library that is loaded before the programs that are run from now on; NULL = none. Its path may
 * have blanks, which would separate names in LD_PRELOAD: so that has the name alone.
 */
void run_preload(const char *path);

/* Starts the server, in the scratch directory; server_port is then its port, server_root its root
 * certificate's file. */
void server_begin(void);
void server_end(void);
/* The same as fixtures of cmocka. */
int server_setup(void **state);
int server_teardown(void **state);
extern unsigned server_port;
extern const char *server_root;

/* The URL of a path on the server ("/echo"), static; four may be in use at once. */
const char *server_url(const char *path);
/* The URL of /raw/: response is sent as it is, then the connection ends as `end` says. */
const char *raw_url(const char *response, const char *end);

/* Runs https_get with --cacert for the server, and the arguments up to NULL. */
int get(const char *first, ...);
/* The same without --cacert. */
int get_alone(const char *first, ...);
/* The same with another standard output. */
int get_into(run_output output, const char *first, ...);

/* Whether this machine gives us one: a container may have no /dev/pts. */
bool terminals_exist(void);
/* The same with a terminal as standard error. */
int get_on_terminal(const char *first, ...);

/*
 * Runs a program with arguments up to NULL, its name first; with terminal, its standard error is
 * one. Returns its exit status.
 */
int run_program(run_output output, bool terminal, const char *program,
                const char *const *arguments);

/*
 * In a child: becomes a program with arguments up to NULL, its name first. BRINE_EMULATOR
 * holds the words that have to stand before a program for another machine.
 */
void run_become(const char *program, const char *const *arguments);

/* Runs one of the small programs: PROGRAM HOST PORT. */
int run_example(const char *program, const char *host, const char *port);

/* Whether stderr has these words; whether it is one line. */
bool said(const char *words);
bool said_one_line(void);

#endif
