/*
 * A URL's turn: as many tries as --retry allows, then -w.
 */
#ifndef HTTPS_GET_FETCH_H
#define HTTPS_GET_FETCH_H

#include "transfer.h"

/* As transfer, for the URL of this number. */
exit_code fetch(struct connection *connection, struct head_file *heads, size_t number,
                const struct destination *destination);

#endif
