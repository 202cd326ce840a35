#ifndef EXAMPLES_IMAP_H
#define EXAMPLES_IMAP_H

#include "plain.h"

/* STARTTLS of IMAP (RFC 9051 section 6.2.1). False unless the server agrees. */
bool imap_start(struct plain *plain);

#endif
