/*
 * -u USER:PASSWORD, as the value of an Authorization field (RFC 7617).
 */
#ifndef HTTPS_GET_CREDENTIALS_H
#define HTTPS_GET_CREDENTIALS_H

#include <stddef.h>

/* Bytes that the value of a field for so many bytes of USER:PASSWORD needs, with NUL. */
#define CREDENTIALS_SIZE(length) (sizeof "Basic " + ((length) + 2) / 3 * 4)

/* Writes "Basic " and the base64 of `pair`, with NUL: CREDENTIALS_SIZE(strlen(pair)) bytes. */
void credentials_basic(const char *pair, char *out);

#endif
