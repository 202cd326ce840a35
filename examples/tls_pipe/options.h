#ifndef EXAMPLES_PIPE_OPTIONS_H
#define EXAMPLES_PIPE_OPTIONS_H

#include "starttls.h"

#include <stdint.h>

#define HOST_SIZE 256

struct options {
    char host[HOST_SIZE]; /* what is connected to */
    uint16_t port;
    const char *name;                /* that the certificate must have */
    const char *ca;                  /* file of CA certificates; NULL = the system's */
    const char *chain, *key;         /* the client's certificate and key; NULL = none */
    const struct protocol *protocol; /* NULL = TLS begins at once */
    uint32_t limit; /* milliseconds for connecting, for what is said in clear, for the handshake */
};

/* False, with the usage on standard error, when the arguments can't be understood. */
bool options_read(int argc, char **argv, struct options *options);

#endif
