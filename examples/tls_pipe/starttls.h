#ifndef EXAMPLES_STARTTLS_H
#define EXAMPLES_STARTTLS_H

#include "plain.h"

/* A protocol in which TLS begins when the client asks for it. */
struct protocol {
    const char *name;
    bool (*start)(struct plain *plain);
};

/* NULL = no protocol has that name. */
const struct protocol *starttls_find(const char *name);

/* Asks the server for TLS. True: the next byte of either side is TLS's. */
bool starttls(const struct protocol *protocol, struct plain *plain);

#endif
