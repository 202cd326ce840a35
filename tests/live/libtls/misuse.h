/* What a program does that has not read libtls' pages. Each prints what the calls returned. */
#ifndef BRINE_TESTS_LIBTLS_MISUSE_H
#define BRINE_TESTS_LIBTLS_MISUSE_H

#include <tls.h>

/* On configs and contexts of its own, without a server. */
void misuse_before(void);
/* On a connection whose handshake is complete; closes it. */
void misuse_after(struct tls *ctx);

#endif
