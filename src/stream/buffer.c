#include "stream/buffer.h"

#include "base/memory.h"

#include <string.h>

bool brn_buffer_reserve(brn_buffer *buffer, const brine_allocator *allocator, size_t cap)
{
    size_t length = brn_buffer_length(buffer);

    if (cap > buffer->cap) {
        uint8_t *larger = brn_allocate(allocator, cap, 1);

        if (larger == NULL)
            return false;
        if (length > 0)
            memcpy(larger, buffer->data + buffer->start, length);
        brn_release(allocator, buffer->data, buffer->cap);
        buffer->data = larger;
        buffer->cap = cap;
    } else if (length > 0 && buffer->start > 0) {
        memmove(buffer->data, buffer->data + buffer->start, length);
    }
    buffer->start = 0;
    buffer->end = length;
    return true;
}

void brn_buffer_release_if_empty(brn_buffer *buffer, const brine_allocator *allocator)
{
    if (brn_buffer_length(buffer) == 0)
        brn_buffer_release(buffer, allocator);
}

void brn_buffer_release(brn_buffer *buffer, const brine_allocator *allocator)
{
    brn_release(allocator, buffer->data, buffer->cap);
    *buffer = (brn_buffer){0};
}
