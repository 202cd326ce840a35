/*
 * What brine reads from a disk. The first byte of the input selects the mode, the second one has
 * options of it (stored.h).
 */
#include "stored.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    switch (data[0] % 4) {
    case 0:
        stored_session(data[1], data + 2, size - 2);
        break;
    case 1:
        stored_session_as_it_is(data + 2, size - 2);
        break;
    case 2:
        stored_trust(data[1], data + 2, size - 2);
        break;
    default:
        stored_file(data[1], data + 2, size - 2);
        break;
    }
    return 0;
}
