#include "stream/buffer.h"

#include <sodium.h>
#include <string.h>

/*
 * Not by brn_allocate and brn_release, which clear everything: a stream that waits takes
 * and gives back its buffers for each portion that comes, and most portions are small.
 */
static void wipe_and_release(brn_buffer *buffer, const brine_allocator *allocator)
{
    if (buffer->data == NULL)
        return;
    sodium_memzero(buffer->data, buffer->touched);
    allocator->release(allocator->context, buffer->data, buffer->cap);
}

bool brn_buffer_reserve(brn_buffer *buffer, const brine_allocator *allocator, size_t cap)
{
    size_t length = brn_buffer_len(buffer);

    if (cap > buffer->cap) {
        uint8_t *larger = allocator->allocate(allocator->context, cap);

        if (larger == NULL)
            return false;
        if (length > 0)
            memcpy(larger, buffer->data + buffer->start, length);
        wipe_and_release(buffer, allocator);
        buffer->data = larger;
        buffer->cap = cap;
        buffer->touched = length;
    } else if (length > 0 && buffer->start > 0) {
        memmove(buffer->data, buffer->data + buffer->start, length);
    }
    buffer->start = 0;
    buffer->end = length;
    return true;
}

void brn_buffer_release_if_empty(brn_buffer *buffer, const brine_allocator *allocator)
{
    if (brn_buffer_len(buffer) == 0)
        brn_buffer_release(buffer, allocator);
}

void brn_buffer_release(brn_buffer *buffer, const brine_allocator *allocator)
{
    wipe_and_release(buffer, allocator);
    *buffer = (brn_buffer){0};
}
