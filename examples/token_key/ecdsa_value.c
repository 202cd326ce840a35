#include "ecdsa_value.h"

#include <string.h>

#define DER_INTEGER  0x02
#define DER_SEQUENCE 0x30

/* No zeros in front but the one that says that the number is not negative. */
static size_t put_integer(uint8_t *out, const uint8_t *number, size_t n)
{
    size_t zero;

    for (; n > 1 && number[0] == 0; n--)
        number++;
    zero = number[0] >> 7;
    out[0] = DER_INTEGER;
    out[1] = (uint8_t)(zero + n);
    out[2] = 0;
    memcpy(out + 2 + zero, number, n);
    return 2 + zero + n;
}

size_t ecdsa_value(const uint8_t *raw, size_t n, uint8_t out[ECDSA_VALUE_MAX])
{
    size_t length;

    if (n != 64 && n != 96)
        return 0;
    length = put_integer(out + 2, raw, n / 2);
    length += put_integer(out + 2 + length, raw + n / 2, n / 2);
    out[0] = DER_SEQUENCE;
    out[1] = (uint8_t)length;
    return 2 + length;
}
