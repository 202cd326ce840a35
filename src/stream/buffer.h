/*
 * A buffer that exists only while it holds something. Bytes are taken from its front and
 * added at its end.
 */
#ifndef BRN_STREAM_BUFFER_H
#define BRN_STREAM_BUFFER_H

#include <brine/types.h>

typedef struct brn_buffer {
    uint8_t *data; /* NULL when nothing is held */
    size_t cap;
    size_t start;   /* first byte that is held */
    size_t end;     /* one past the last */
    size_t touched; /* bytes from the front that were ever held: what there is to wipe */
} brn_buffer;

static inline size_t brn_buffer_len(const brn_buffer *buffer)
{
    return buffer->end - buffer->start;
}

static inline size_t brn_buffer_room(const brn_buffer *buffer)
{
    return buffer->cap - buffer->end;
}

/* n bytes were added at the end. */
static inline void brn_buffer_add(brn_buffer *buffer, size_t n)
{
    buffer->end += n;
    if (buffer->touched < buffer->end)
        buffer->touched = buffer->end;
}

/*
 * Moves what is held to the front and makes the whole buffer at least cap bytes. Never
 * smaller: false only when there is no memory, with everything as it was.
 */
BRINE_MUST_USE bool brn_buffer_reserve(brn_buffer *buffer, const brine_allocator *allocator,
                                       size_t cap);

/* Wipes and gives the memory back if nothing is held. */
void brn_buffer_release_if_empty(brn_buffer *buffer, const brine_allocator *allocator);

/* Wipes and gives the memory back, whatever is held. */
void brn_buffer_release(brn_buffer *buffer, const brine_allocator *allocator);

#endif
