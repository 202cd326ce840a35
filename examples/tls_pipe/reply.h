#ifndef EXAMPLES_REPLY_H
#define EXAMPLES_REPLY_H

#include "plain.h"

/*
 * Reads a reply as SMTP (RFC 5321 section 4.2) and FTP (RFC 959 section 4.2) have it: "220 text",
 * or "220-text", more lines, and at last "220 text". False unless it has this code.
 */
bool reply_expect(struct plain *plain, const char *code);

#endif
