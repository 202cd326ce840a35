#include "libtls/bytes.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void brn_tls_bytes_clear(brn_tls_bytes *bytes)
{
    if (bytes->data != NULL)
        sodium_memzero(bytes->data, bytes->len);
    free(bytes->data);
    *bytes = (brn_tls_bytes){0};
}

bool brn_tls_bytes_copy(brn_tls_bytes *bytes, const void *data, size_t len)
{
    brn_tls_bytes copy = {0};

    if (data != NULL) {
        copy.data = malloc(len > 0 ? len : 1);
        if (copy.data != NULL && len > 0)
            memcpy(copy.data, data, len);
        copy.len = copy.data != NULL ? len : 0;
    }
    brn_tls_bytes_move(bytes, &copy);
    return data == NULL || bytes->data != NULL;
}

void brn_tls_bytes_move(brn_tls_bytes *to, brn_tls_bytes *from)
{
    brn_tls_bytes_clear(to);
    *to = *from;
    *from = (brn_tls_bytes){0};
}

brine_bytes brn_tls_bytes_view(const brn_tls_bytes *bytes)
{
    return (brine_bytes){bytes->data, bytes->len};
}

bool brn_tls_text_copy(char **text, const char *from)
{
    char *copy = from != NULL ? strdup(from) : NULL;

    free(*text);
    *text = copy;
    return from == NULL || copy != NULL;
}
