/*
 * The request, as text.
 */
#ifndef HTTPS_GET_REQUEST_H
#define HTTPS_GET_REQUEST_H

#include "options.h"
#include "url.h"

/* What is asked for. */
struct request {
    const struct url *url;
    bool foreign;        /* a redirect has led away from the host that the fields were meant for */
    uint64_t resume_at;  /* what follows this byte, as -C wants it; 0 = the whole page */
    const char *referer; /* NULL = that of -e, if any */
};

/*
 * GET or HEAD for the URL with the fields of the options, in memory of its own (free it); NULL
 * when there is none. For a foreign URL credentials and Host stay behind, as curl has it.
 */
char *request_text(const struct options *options, const struct request *request);

#endif
