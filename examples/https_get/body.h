/*
 * The body of an HTTP/1.1 response (RFC 9112 sections 6 and 7), taken out of its framing.
 *
 * Bytes are fed as they come; each call gives at most one slice of the body, inside what
 * was fed. A body is complete only when its framing says so: its caller knows
 * whether the connection ended before.
 */
#ifndef HTTPS_GET_BODY_H
#define HTTPS_GET_BODY_H

#include "response.h"

typedef enum body_kind {
    BODY_NONE,
    BODY_LENGTH,
    BODY_CHUNKED,
    BODY_UNTIL_END, /* complete when the connection ends, if it ends cleanly */
} body_kind;

typedef enum chunk_state {
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK_SIZE_LF,
    CHUNK_DATA,
    CHUNK_DATA_CR,
    CHUNK_DATA_LF,
    CHUNK_TRAILER,
    CHUNK_TRAILER_LF,
} chunk_state;

struct body {
    body_kind kind;
    bool complete;
    uint64_t left;     /* of the body, or of the chunk at hand */
    uint64_t received; /* bytes of the body so far */
    chunk_state state;
    unsigned digits;     /* of the chunk's size so far, without leading zeros */
    size_t overhead;     /* leading zeros, bytes of extension, or of all trailers, so far */
    bool line_has_bytes; /* the trailer line at hand is not empty */
};

typedef enum body_result {
    BODY_MORE,   /* all is consumed and more is needed, or there is a slice */
    BODY_DONE,   /* complete; what was not consumed does not belong to it */
    BODY_BROKEN, /* the framing is wrong */
} body_result;

struct body_slice {
    size_t consumed;
    const uint8_t *data;
    size_t length; /* 0 = none */
    const char *why;
};

/* What body the response has. */
void body_begin(const struct response *response, bool head_request, struct body *out);

/* Feed until everything is consumed or the result is another than BODY_MORE. */
body_result body_feed(struct body *body, const uint8_t *data, size_t length,
                      struct body_slice *out);

#endif
