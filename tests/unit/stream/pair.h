/*
 * A stream on one end of a socket pair; the test holds the other end. The pair keeps the
 * bounds between writes (SOCK_SEQPACKET), so that a test sees how often the stream wrote.
 */
#ifndef BRINE_TESTS_STREAM_PAIR_H
#define BRINE_TESTS_STREAM_PAIR_H

#include "fake_engine.h"

#include <brine/stream.h>

typedef struct pair {
    brine_stream *stream;
    int server;
    brine_result result; /* of brine_stream_open */
    brine_error error;
} pair;

typedef enum pair_kind {
    PAIR_BLOCKING,
    PAIR_NON_BLOCKING,
} pair_kind;

/*
 * Opens the stream; `said` is what the server has sent before, so that a blocking stream
 * finds it: letters of handshake messages, such as "SF"; NULL = nothing.
 */
pair pair_open(pair_kind kind, const char *said, const brine_dial_options *times);
/* The same with bytes instead of bounds between them: SOCK_STREAM. */
pair pair_open_bytes(pair_kind kind, const char *said);
void pair_close(pair *p);

/* The server sends one record in one write. */
void pair_say(const pair *p, uint8_t type, const void *data, size_t n);
/* The server receives one write of the stream's; its length, 0 when there is none. */
size_t pair_hear(const pair *p, uint8_t *out, size_t cap);
/* The server receives one write and it is exactly these records: "H", "F", "F5". A digit is
 * application data of that many bytes, a dot close_notify, an exclamation mark another alert. */
void pair_expect(const pair *p, const char *records);
void pair_expect_nothing(const pair *p);

#endif
