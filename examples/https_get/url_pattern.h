/*
 * curl's patterns in URLs, "{a,b}" and "[1-9]", which https_get does not expand: sent as it
 * is, such a URL would silently name another page.
 */
#ifndef HTTPS_GET_URL_PATTERN_H
#define HTTPS_GET_URL_PATTERN_H

#include <stddef.h>

/* Where the first pattern in a URL is, and its length in *length; NULL when there is none. */
const char *url_pattern(const char *url, size_t *length);

#endif
