#ifndef EXAMPLES_POSTGRES_H
#define EXAMPLES_POSTGRES_H

#include "plain.h"

/* SSLRequest of PostgreSQL's protocol (its documentation: "Message Formats"). False unless the
 * server agrees. */
bool postgres_start(struct plain *plain);

#endif
