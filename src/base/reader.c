#include "base/reader.h"

static bool read_big_endian(brn_reader *r, size_t n, uint64_t *out)
{
    brine_bytes bytes;
    uint64_t value = 0;

    if (!brn_read_bytes(r, n, &bytes))
        return false;
    /*@ loop invariant 0 <= i <= n;
        loop assigns i, value;
        loop variant n - i; */
    for (size_t i = 0; i < n; i++)
        value = value << 8 | bytes.data[i];
    *out = value;
    return true;
}

bool brn_read_u16(brn_reader *r, uint16_t *out)
{
    uint64_t value;

    if (!read_big_endian(r, 2, &value))
        return false;
    *out = (uint16_t)value;
    return true;
}

bool brn_read_u24(brn_reader *r, uint32_t *out)
{
    uint64_t value;

    if (!read_big_endian(r, 3, &value))
        return false;
    *out = (uint32_t)value;
    return true;
}

bool brn_read_u32(brn_reader *r, uint32_t *out)
{
    uint64_t value;

    if (!read_big_endian(r, 4, &value))
        return false;
    *out = (uint32_t)value;
    return true;
}

bool brn_read_u64(brn_reader *r, uint64_t *out)
{
    return read_big_endian(r, 8, out);
}

static bool read_vector(brn_reader *r, size_t prefix, brn_reader *child)
{
    brn_reader look = *r;
    uint64_t len;
    brine_bytes bytes;

    if (!read_big_endian(&look, prefix, &len) || !brn_read_bytes(&look, (size_t)len, &bytes))
        return false;
    *r = look;
    *child = brn_reader_of(bytes);
    return true;
}

bool brn_read_vector8(brn_reader *r, brn_reader *child)
{
    return read_vector(r, 1, child);
}

bool brn_read_vector16(brn_reader *r, brn_reader *child)
{
    return read_vector(r, 2, child);
}

bool brn_read_vector24(brn_reader *r, brn_reader *child)
{
    return read_vector(r, 3, child);
}
