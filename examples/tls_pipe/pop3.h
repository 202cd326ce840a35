#ifndef EXAMPLES_POP3_H
#define EXAMPLES_POP3_H

#include "plain.h"

/* STLS of POP3 (RFC 2595 section 4). False unless the server agrees. */
bool pop3_start(struct plain *plain);

#endif
