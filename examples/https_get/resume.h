/*
 * -C: the rest of a page whose beginning is in the file already.
 */
#ifndef HTTPS_GET_RESUME_H
#define HTTPS_GET_RESUME_H

#include "options.h"

#define RESUME_WHY_SIZE 160

/* From which byte on a page is wanted: that of -C, or for "-C -" the size of the file at path. */
uint64_t resume_offset(const struct options *options, const char *path);

typedef enum resume_verdict {
    RESUME_REST,     /* the body is what follows the offset */
    RESUME_COMPLETE, /* there is nothing behind it */
    RESUME_REFUSED,  /* the body does not belong behind the offset */
} resume_verdict;

/*
 * Whether a response to a request with an offset above 0 is the rest of the page (RFC 9110 section
 * 15.3.7 and 14.4): status 206, and a Content-Range that begins at the offset. 416 means that the
 * page has no more bytes, unless its Content-Range tells of another size. has_length says whether
 * length is known. RESUME_REFUSED comes with the reason.
 */
resume_verdict resume_judge(uint64_t offset, int status, const char *content_range, bool has_length,
                            uint64_t length, char why[RESUME_WHY_SIZE]);

#endif
