/* Files whose bytes a program or a config keeps. */
#ifndef BRN_TLS_FILE_H
#define BRN_TLS_FILE_H

#include "libtls/config.h"

/*
 * The bytes of a file in *out, with a NUL behind them that len does not count; at most
 * BRINE_FILE_SIZE_MAX. False with errno (EFBIG when it is larger) and *out empty.
 */
bool brn_tls_file_read(const char *path, brn_tls_bytes *out);

/* The same for a setter: `what` is what the sentence calls the file. 0 or -1, also for a path
 * that is NULL. */
int brn_tls_file_load(struct tls_config *config, const char *what, const char *path,
                      brn_tls_bytes *out);

#endif
