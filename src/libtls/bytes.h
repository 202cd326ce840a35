/* Bytes that a config owns: keys among them, so they are wiped before they are freed. */
#ifndef BRN_TLS_BYTES_H
#define BRN_TLS_BYTES_H

#include <brine/types.h>

typedef struct brn_tls_bytes {
    uint8_t *data; /* NULL = none */
    size_t len;
} brn_tls_bytes;

/* A copy in place of what was there; data NULL = none. False, and none, without memory. */
bool brn_tls_bytes_copy(brn_tls_bytes *bytes, const void *data, size_t len);
void brn_tls_bytes_clear(brn_tls_bytes *bytes);
/* Moves `from` to `to`, in place of what was there. */
void brn_tls_bytes_move(brn_tls_bytes *to, brn_tls_bytes *from);
brine_bytes brn_tls_bytes_view(const brn_tls_bytes *bytes);

/* A copy of a string in place of *text; NULL = none. False, and none, without memory. */
bool brn_tls_text_copy(char **text, const char *from);

#endif
