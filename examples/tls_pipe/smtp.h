#ifndef EXAMPLES_SMTP_H
#define EXAMPLES_SMTP_H

#include "plain.h"

/* STARTTLS of SMTP (RFC 3207). False unless the server agrees. */
bool smtp_start(struct plain *plain);

#endif
