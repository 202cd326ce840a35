/*
 * What a proxy answers to CONNECT (RFC 9110 section 9.3.6). Only the status counts: a 2xx
 * opens the tunnel whatever its fields say of a body, and no other answer is ever output.
 */
#ifndef HTTPS_GET_CONNECT_ANSWER_H
#define HTTPS_GET_CONNECT_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#define CONNECT_REASON_SIZE  80
#define CONNECT_SCHEMES_SIZE 160

struct connect_answer {
    int status;
    char reason[CONNECT_REASON_SIZE];   /* the phrase behind the status, safe to show */
    bool offers_basic;                  /* Proxy-Authenticate names Basic */
    char schemes[CONNECT_SCHEMES_SIZE]; /* the fields' values in a row, safe to show; "" = none */
};

/* Reads a whole head. False when it does not begin like HTTP/1.x. */
bool connect_answer_read(const char *head, size_t length, struct connect_answer *out);

#endif
