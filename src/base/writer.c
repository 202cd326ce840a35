#include "base/writer.h"

#include <string.h>

uint8_t *brn_write_reserve(brn_writer *w, size_t len)
{
    uint8_t *room;

    if (w->overflow || len > w->cap - w->len) {
        w->overflow = true;
        return NULL;
    }
    room = w->start + w->len;
    w->len += len;
    return room;
}

static void put_big_endian(uint8_t *at, uint64_t value, size_t width)
{
    /*@ loop invariant 0 <= i <= width;
        loop assigns i, at[0 .. width - 1];
        loop variant width - i; */
    for (size_t i = 0; i < width; i++)
        at[i] = (uint8_t)(value >> (8 * (width - 1 - i)));
}

static void write_big_endian(brn_writer *w, uint64_t value, size_t width)
{
    uint8_t *room = brn_write_reserve(w, width);

    if (room != NULL)
        put_big_endian(room, value, width);
}

void brn_write_u8(brn_writer *w, uint8_t value)
{
    write_big_endian(w, value, 1);
}

void brn_write_u16(brn_writer *w, uint16_t value)
{
    write_big_endian(w, value, 2);
}

void brn_write_u24(brn_writer *w, uint32_t value)
{
    write_big_endian(w, value, 3);
}

void brn_write_u32(brn_writer *w, uint32_t value)
{
    write_big_endian(w, value, 4);
}

void brn_write_u64(brn_writer *w, uint64_t value)
{
    write_big_endian(w, value, 8);
}

void brn_write_bytes(brn_writer *w, const uint8_t *data, size_t len)
{
    uint8_t *room = brn_write_reserve(w, len);

    if (room != NULL && len > 0)
        memcpy(room, data, len);
}

static brn_prefix open_vector(brn_writer *w, size_t width)
{
    brn_prefix prefix = {w->len, width};

    write_big_endian(w, 0, width);
    return prefix;
}

brn_prefix brn_write_vector8(brn_writer *w)
{
    return open_vector(w, 1);
}

brn_prefix brn_write_vector16(brn_writer *w)
{
    return open_vector(w, 2);
}

brn_prefix brn_write_vector24(brn_writer *w)
{
    return open_vector(w, 3);
}

void brn_write_close(brn_writer *w, brn_prefix prefix)
{
    size_t len;

    if (w->overflow)
        return;
    len = w->len - prefix.at - prefix.width;
    if (len >> (8 * prefix.width) != 0)
        w->overflow = true; /* the vector's content does not fit its prefix */
    else
        put_big_endian(w->start + prefix.at, len, prefix.width);
}
