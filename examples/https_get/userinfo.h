/*
 * The user name and password in a URL: https://USER:PASSWORD@host/ (RFC 3986 section 3.2.1).
 */
#ifndef HTTPS_GET_USERINFO_H
#define HTTPS_GET_USERINFO_H

#include "part.h"

/* Room for "USER:PASSWORD" with NUL. */
#define USERINFO_SIZE 512

/*
 * Takes "USER:PASSWORD@" from the front of an authority, if it is there, and writes it without
 * percent-encoding, as -u wants it: "USER:" when no password is named, "" when there is no '@'.
 * False when it does not fit, or has a space, a control character or an encoded NUL.
 */
bool userinfo_take(struct part *authority, char out[USERINFO_SIZE]);

/* A URL for sentences: what is in front of the host is "***". Cut to size; returns out. */
const char *userinfo_hidden(const char *url, char *out, size_t size);

#endif
