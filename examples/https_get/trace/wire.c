#include "wire.h"

struct wire wire_of(brine_bytes bytes)
{
    return (struct wire){bytes.data, bytes.data != NULL ? bytes.len : 0, false};
}

brine_bytes wire_bytes(struct wire *wire, size_t length)
{
    brine_bytes taken = {wire->at, length};

    if (length > wire->left) {
        wire->bad = true;
        wire->left = 0;
        return (brine_bytes){NULL, 0};
    }
    if (length > 0)
        wire->at += length;
    wire->left -= length;
    return taken;
}

uint32_t wire_number(struct wire *wire, size_t size)
{
    brine_bytes bytes = wire_bytes(wire, size);
    uint32_t number = 0;

    for (size_t i = 0; i < bytes.len; i++)
        number = number << 8 | bytes.data[i];
    return number;
}

struct wire wire_vector(struct wire *wire, size_t length_size)
{
    size_t length = wire_number(wire, length_size);

    return wire_of(wire_bytes(wire, length));
}
