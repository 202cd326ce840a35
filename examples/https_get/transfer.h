/*
 * One URL: request, redirects, response, page.
 */
#ifndef HTTPS_GET_TRANSFER_H
#define HTTPS_GET_TRANSFER_H

#include "connection.h"
#include "head_file.h"

/*
 * Fetches a URL to its destination (NULL = standard output). EXIT_OK or the exit code
 * after a sentence. The heads of all responses go to `heads`, too. The connection is left open when
 * it can serve the next URL, too.
 */
exit_code transfer(struct connection *connection, struct head_file *heads, const char *text,
                   const struct destination *destination);

#endif
