/*
 * The passphrase of an encrypted private key, which tls_load_file was given, on its way to the
 * config. libtls has no place for it: its tls_load_file returns the key decrypted. So it follows
 * the key's PEM in the buffer, as a PEM block of its own.
 */
#ifndef BRN_TLS_PASSPHRASE_H
#define BRN_TLS_PASSPHRASE_H

#include "libtls/bytes.h"

#include <brine/config.h>

/* Appends the block, and a NUL that len does not count. False without memory. */
bool brn_tls_passphrase_append(brn_tls_bytes *key, const char *passphrase);

/* A brine_passphrase for brine_config_set_passphrase; context is the key's brn_tls_bytes. */
size_t brn_tls_passphrase_read(void *context, char *out, size_t cap);

#endif
