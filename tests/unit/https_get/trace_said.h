/*
 * Messages for ladders, as a connection would tell them.
 */
#ifndef BRINE_TESTS_TRACE_SAID_H
#define BRINE_TESTS_TRACE_SAID_H

#include "https_get/trace/ladder.h"

#include <string.h>

/* A message with the bytes of a literal, without its NUL. */
#define SAID(ladder, sent, message, body, at)                                                      \
    said(ladder, sent, message, (brine_bytes){(const uint8_t *)(body), sizeof(body) - 1}, at)

static inline void said(struct ladder *ladder, bool sent, const char *message, brine_bytes body,
                        int64_t at)
{
    const brine_trace_event event = {
        .sent = sent,
        .message = message,
        .length = body.len,
        .fields = "",
        .body = strcmp(message, "Finished") == 0 ? NULL : body.data,
    };

    ladder_message(ladder, &event, at);
}

#define RANDOM "0123456789abcdef0123456789abcdef"
#define ID     "\x04six!"

/* Offers two suites, X25519, one scheme, h2 and http/1.1, and the session with the ID. */
#define CLIENT_HELLO                                                                               \
    "\3\3" RANDOM ID "\0\4\xc0\x2b\xcc\xa8\1\0\0\x39"                                              \
    "\0\0\0\x0f\0\x0d\0\0\x0aserver.org"                                                           \
    "\0\x0a\0\4\0\2\0\x1d"                                                                         \
    "\0\x0d\0\4\0\2\4\3"                                                                           \
    "\0\x10\0\x0e\0\x0c\2h2\x08http/1.1"                                                           \
    "\xff\1\0\0"

/* Resumes the session with the ID. */
#define RESUMING_HELLO "\3\3" RANDOM ID "\xc0\x2b\0\0\0"

/* Makes a new one without ID. */
#define NEW_HELLO "\3\3" RANDOM "\0\xc0\x2b\0\0\x13\0\x10\0\x0b\0\x09\x08http/1.1\0\x23\0\0"

#endif
