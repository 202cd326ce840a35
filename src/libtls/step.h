/* What tls_handshake, tls_read, tls_write and tls_close are made of. */
#ifndef BRN_TLS_STEP_H
#define BRN_TLS_STEP_H

#include "libtls/context.h"

/* One step towards what a call wants; data in, data out and the count are the call's own. */
typedef struct brn_tls_step {
    brine_result (*make)(struct tls *ctx, struct brn_tls_step *step);
    void *out;
    const void *data;
    size_t len;
    size_t count;
} brn_tls_step;

/* Makes the step, again and again while a descriptor that blocks has to be waited for. */
brine_result brn_tls_run(struct tls *ctx, brn_tls_step *what);

/* 0, TLS_WANT_POLLIN, TLS_WANT_POLLOUT or -1 with the stream's sentence. */
int brn_tls_answer(struct tls *ctx, brine_result result);

/* What each of the four calls begins with: no error yet, and a connection. 0 or -1. */
int brn_tls_enter(struct tls *ctx);
/* And what it ends with: libtls promises that errno says nothing. Returns number. */
ssize_t brn_tls_leave(ssize_t number);

#endif
