#include "attack/payload.h"

/* Of the first record and of the last one. */
#define EDGE ((size_t)200)
#define FULL ((size_t)16384)

const uint8_t *payload_of(payload_speaker speaker)
{
    static uint8_t bytes[2][PAYLOAD_MAX];
    static bool made;

    for (size_t i = 0; !made && i < PAYLOAD_MAX; i++) {
        bytes[PAYLOAD_CLIENT][i] = (uint8_t)(i * UINT64_C(2654435761) >> 16);
        bytes[PAYLOAD_SERVER][i] = (uint8_t)(i * UINT64_C(2246822519) >> 17);
    }
    made = true;
    return bytes[speaker];
}

size_t payload_record(size_t done, size_t total)
{
    size_t left = total - done;

    if (done == 0 || left <= EDGE)
        return left < EDGE ? left : EDGE;
    left -= EDGE;
    return left < FULL ? left : FULL;
}
