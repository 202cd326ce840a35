/* What OpenSSL, and so libtls, calls a cipher suite, and the bits of its AEAD's key. */
#ifndef BRN_TLS_CIPHER_NAME_H
#define BRN_TLS_CIPHER_NAME_H

#include <stdint.h>

/* A static string; `iana` for a suite that is not known here. */
const char *brn_tls_cipher_name(uint16_t suite, const char *iana);
/* 0 for a suite that is not known here. */
int brn_tls_cipher_strength(uint16_t suite);

#endif
