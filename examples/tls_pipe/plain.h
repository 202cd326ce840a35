/*
 * What is said in clear before TLS begins. An attacker in the network can change all of it, so
 * whatever is not as expected ends the program.
 */
#ifndef EXAMPLES_PLAIN_H
#define EXAMPLES_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLAIN_LINE_SIZE 1024

struct plain {
    int fd;
    int64_t end;                /* when its time is up; see plain_moment */
    char line[PLAIN_LINE_SIZE]; /* the last one that came, with NUL, without its end */
    char why[512];              /* what failed; for people */
};

/* The moment that it is, in milliseconds of a clock that is not set. */
int64_t plain_moment(void);

/* Each call returns false when it fails; `why` then has the reason. */
bool plain_send(struct plain *plain, const void *bytes, size_t n);
bool plain_say(struct plain *plain, const char *command);

/* One byte, and one line. Not one byte more is taken from the socket. */
bool plain_byte(struct plain *plain, char *byte);
bool plain_line(struct plain *plain);

/* Always false: the server's last line is not what has to come. */
bool plain_refuse(struct plain *plain, const char *what);

/* Whether a line begins like this, as protocols compare: upper and lower case are the same. */
bool plain_begins(const char *line, const char *with);

#endif
