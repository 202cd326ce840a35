/*
 * brine beside libcrypto. The first byte of the input selects the mode (against.h), the second one
 * has options of it.
 */
#include "against.h"

#include "fuzz.h"
#include "lots.h"

#include <openssl/err.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    brine_bytes input;

    if (size < 2)
        return 0;
    lots_for_libcrypto();
    lots_rewind();
    input = (brine_bytes){data + 2, size - 2};
    switch (data[0] % 6) {
    case 0:
        against_certificate(input);
        break;
    case 1:
        against_signature(input);
        break;
    case 2:
        against_public_key(input);
        break;
    case 3:
        against_private_key(input);
        break;
    case 4:
        against_encrypted_key(data[1], input);
        break;
    default:
        against_encryption(input);
        break;
    }
    ERR_clear_error();
    return 0;
}
