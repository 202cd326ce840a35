/*
 * The request, as text.
 */
#ifndef HTTPS_GET_REQUEST_H
#define HTTPS_GET_REQUEST_H

#include "options.h"
#include "url.h"

/*
 * GET or HEAD for the URL with the fields of -H, in memory of its own (free it); NULL when
 * there is none. foreign: a redirect has led away from the host that the fields were
 * meant for, so that credentials and Host stay behind, as curl has it.
 */
char *request_text(const struct options *options, const struct url *url, bool foreign);

#endif
