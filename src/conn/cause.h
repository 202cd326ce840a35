/*
 * Why a server may have refused the client, hung up or fallen silent: what the engine knows of it
 * and neither an alert nor the transport says.
 */
#ifndef BRN_CONN_CAUSE_H
#define BRN_CONN_CAUSE_H

#include <brine/conn.h>

/* How the server ended the connection. */
typedef enum brn_ending {
    BRN_ENDING_ALERT,   /* with the fatal alert that the connection failed with */
    BRN_ENDING_CLOSED,  /* it closed or reset it, which only the transport may know yet */
    BRN_ENDING_SILENCE, /* not at all: it sends nothing more */
} brn_ending;

/* Room for the names of all suites that a default config offers, and more. */
#define BRN_CAUSE_WORDS_SIZE 448

typedef struct brn_cause {
    char words[BRN_CAUSE_WORDS_SIZE]; /* to follow ": "; foreign parts are escaped */
    const char *advice;               /* static; it takes the place of the list's */
} brn_cause;

/* The most likely cause. False, and *out unchanged, when none is known. conn is not changed. */
BRINE_MUST_USE bool brn_conn_cause(const brine_conn *conn, brn_ending ending, brn_cause *out);

#endif
