#include "number.h"

#include <string.h>

#define SECONDS_MAX 1000000

bool number_read(const char *text, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;

    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        uint64_t digit = (uint64_t)(*text - '0');

        if (*text < '0' || *text > '9' || value > max / 10 || digit > max - value * 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

bool number_seconds(const char *text, uint32_t *out)
{
    uint64_t seconds = 0;
    uint32_t fraction = 0, digit = 100;
    char whole[16];
    size_t length = strcspn(text, ".");
    bool more_than_zero = false;

    if (length >= sizeof whole || (text[length] == '\0' && length == 0))
        return false;
    memcpy(whole, text, length);
    whole[length] = '\0';
    if (length > 0 && !number_read(whole, SECONDS_MAX, &seconds))
        return false;
    for (text += length + (text[length] == '.'); *text != '\0'; text++, digit /= 10) {
        if (*text < '0' || *text > '9')
            return false;
        fraction += digit * (uint32_t)(*text - '0');
        more_than_zero = more_than_zero || *text != '0';
    }
    *out = (uint32_t)seconds * 1000 + fraction;
    if (*out == 0 && more_than_zero)
        *out = 1;
    return true;
}

bool number_size(const char *text, uint64_t *out)
{
    static const char letters[] = "bkmg";
    char digits[24];
    size_t length = strspn(text, "0123456789");
    const char *letter = letters;
    unsigned shift;

    if (length == 0 || length >= sizeof digits)
        return false;
    memcpy(digits, text, length);
    digits[length] = '\0';
    if (text[length] != '\0') {
        letter = strchr(letters, text[length] | 0x20);
        if (letter == NULL || text[length + 1] != '\0')
            return false;
    }
    shift = 10 * (unsigned)(letter - letters);
    if (!number_read(digits, UINT64_MAX >> shift, out))
        return false;
    *out <<= shift;
    return true;
}
