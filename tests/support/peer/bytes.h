/*
 * Byte strings for the scripted server: slices, a growing buffer and a cursor.
 *
 * The server shares no code with the library that it tests, so that a mistake of
 * one is not mirrored by the other. It is a test tool: out of memory aborts.
 */
#ifndef BRN_PEER_BYTES_H
#define BRN_PEER_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that another object owns. */
typedef struct peer_slice {
    const uint8_t *data;
    size_t len;
} peer_slice;

/* A slice of a string literal, which may hold NUL bytes; its own terminator is left out. */
#define PEER_LITERAL(text)                                                                         \
    {                                                                                              \
        (const uint8_t *)(text), sizeof(text) - 1                                                  \
    }

/* A growing buffer; all zero is empty. Freed by peer_bytes_free. */
typedef struct peer_bytes {
    uint8_t *data;
    size_t len;
    size_t cap;
} peer_bytes;

void peer_bytes_free(peer_bytes *bytes);
void peer_put(peer_bytes *to, const void *data, size_t len);
void peer_put_slice(peer_bytes *to, peer_slice slice);
/* A big-endian number of `width` bytes, 1 to 8. */
void peer_put_number(peer_bytes *to, uint64_t value, unsigned width);
void peer_put_zeros(peer_bytes *to, size_t count);
/* A vector whose length prefix has `width` bytes; the length is cut to what fits. */
void peer_put_vector(peer_bytes *to, unsigned width, peer_slice content);
/* The same in two steps: begin returns a mark for end, which fills the length in. */
size_t peer_begin_vector(peer_bytes *to, unsigned width);
void peer_end_vector(peer_bytes *to, size_t mark, unsigned width);
void peer_set_number(uint8_t *at, uint64_t value, unsigned width);
/* Removes len bytes at offset; both are cut to the bytes that it has. */
void peer_remove(peer_bytes *from, size_t offset, size_t len);
void peer_insert(peer_bytes *to, size_t offset, peer_slice what);
peer_slice peer_slice_of(const peer_bytes *bytes);
bool peer_equal(peer_slice a, peer_slice b);

/* Reads from the front; `bad` is sticky once something was missing, and reads give zero. */
typedef struct peer_cursor {
    const uint8_t *data;
    size_t left;
    bool bad;
} peer_cursor;

peer_cursor peer_cursor_at(peer_slice slice);
uint32_t peer_get_number(peer_cursor *from, unsigned width);
peer_slice peer_get(peer_cursor *from, size_t len);
peer_slice peer_get_vector(peer_cursor *from, unsigned width);
/* Whether everything was read and nothing was missing. */
bool peer_cursor_done(const peer_cursor *cursor);

#endif
