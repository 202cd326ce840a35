#include "x509/pem/pem.h"

/* RFC 7468 section 2: lines of 64 characters. */
#define LINE_SIZE 48

void brn_pem_write(brn_text *text, const char *label, brine_bytes der)
{
    brn_text_add(text, BRN_PEM_BEGIN "%s-----\n", label);
    for (size_t i = 0; i < der.len; i += LINE_SIZE) {
        size_t left = der.len - i;

        brn_base64_write(text, (brine_bytes){der.data + i, left < LINE_SIZE ? left : LINE_SIZE});
        brn_text_byte(text, '\n');
    }
    brn_text_add(text, BRN_PEM_END "%s-----\n", label);
}
