#include "support/peer/bytes.h"

#include <stdlib.h>
#include <string.h>

static void reserve(peer_bytes *bytes, size_t more)
{
    size_t cap = bytes->cap ? bytes->cap : 256;

    if (bytes->cap - bytes->len >= more)
        return;
    while (cap - bytes->len < more)
        cap *= 2;
    bytes->data = realloc(bytes->data, cap);
    if (!bytes->data)
        abort();
    bytes->cap = cap;
}

void peer_bytes_free(peer_bytes *bytes)
{
    free(bytes->data);
    memset(bytes, 0, sizeof *bytes);
}

void peer_put(peer_bytes *to, const void *data, size_t len)
{
    if (!len)
        return;
    reserve(to, len);
    memcpy(to->data + to->len, data, len);
    to->len += len;
}

void peer_put_slice(peer_bytes *to, peer_slice slice)
{
    peer_put(to, slice.data, slice.len);
}

void peer_set_number(uint8_t *at, uint64_t value, unsigned width)
{
    for (unsigned i = 0; i < width; i++)
        at[i] = (uint8_t)(value >> (8 * (width - 1 - i)));
}

void peer_put_number(peer_bytes *to, uint64_t value, unsigned width)
{
    reserve(to, width);
    peer_set_number(to->data + to->len, value, width);
    to->len += width;
}

void peer_put_zeros(peer_bytes *to, size_t count)
{
    if (!count)
        return;
    reserve(to, count);
    memset(to->data + to->len, 0, count);
    to->len += count;
}

size_t peer_begin_vector(peer_bytes *to, unsigned width)
{
    peer_put_zeros(to, width);
    return to->len;
}

void peer_end_vector(peer_bytes *to, size_t mark, unsigned width)
{
    peer_set_number(to->data + mark - width, to->len - mark, width);
}

void peer_put_vector(peer_bytes *to, unsigned width, peer_slice content)
{
    size_t mark = peer_begin_vector(to, width);

    peer_put_slice(to, content);
    peer_end_vector(to, mark, width);
}

void peer_remove(peer_bytes *from, size_t offset, size_t len)
{
    if (offset >= from->len)
        return;
    if (len > from->len - offset)
        len = from->len - offset;
    memmove(from->data + offset, from->data + offset + len, from->len - offset - len);
    from->len -= len;
}

void peer_insert(peer_bytes *to, size_t offset, peer_slice what)
{
    if (!what.len)
        return;
    if (offset > to->len)
        offset = to->len;
    reserve(to, what.len);
    memmove(to->data + offset + what.len, to->data + offset, to->len - offset);
    memcpy(to->data + offset, what.data, what.len);
    to->len += what.len;
}

peer_slice peer_slice_of(const peer_bytes *bytes)
{
    peer_slice slice = {bytes->data, bytes->len};

    return slice;
}

bool peer_equal(peer_slice a, peer_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

peer_cursor peer_cursor_at(peer_slice slice)
{
    peer_cursor cursor = {slice.data, slice.len, false};

    return cursor;
}

peer_slice peer_get(peer_cursor *from, size_t len)
{
    peer_slice slice = {from->data, len};

    if (from->bad || from->left < len) {
        from->bad = true;
        slice.len = 0;
        return slice;
    }
    from->left -= len;
    if (len)
        from->data += len;
    return slice;
}

uint32_t peer_get_number(peer_cursor *from, unsigned width)
{
    peer_slice bytes = peer_get(from, width);
    uint32_t value = 0;

    for (size_t i = 0; i < bytes.len; i++)
        value = value << 8 | bytes.data[i];
    return value;
}

peer_slice peer_get_vector(peer_cursor *from, unsigned width)
{
    return peer_get(from, peer_get_number(from, width));
}

bool peer_cursor_done(const peer_cursor *cursor)
{
    return !cursor->bad && cursor->left == 0;
}
