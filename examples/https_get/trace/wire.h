/*
 * A cursor over the bytes of a message, which may be malformed: it never reads beyond them.
 */
#ifndef HTTPS_GET_TRACE_WIRE_H
#define HTTPS_GET_TRACE_WIRE_H

#include <brine/types.h>

struct wire {
    const uint8_t *at;
    size_t left;
    bool bad; /* more was wanted than there was: what was read since is 0 or empty */
};

struct wire wire_of(brine_bytes bytes);

/* An integer of so many bytes, 1 to 4, most significant first. */
uint32_t wire_number(struct wire *wire, size_t size);

/* The next bytes. */
brine_bytes wire_bytes(struct wire *wire, size_t length);

/* A vector whose length stands before it in so many bytes (RFC 5246 section 4.3). */
struct wire wire_vector(struct wire *wire, size_t length_size);

#endif
