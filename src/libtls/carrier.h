/*
 * What carries the records of tls_connect_fds, _socket and _cbs: the program's descriptors or its
 * callbacks, as a brine_transport. It owns neither.
 *
 * The stream above never blocks. On descriptors that block, brn_tls_carrier_wait does what their
 * read(2) or write(2) would have done.
 */
#ifndef BRN_TLS_CARRIER_H
#define BRN_TLS_CARRIER_H

#include <brine/stream.h>

#include <tls.h>

typedef struct brn_tls_carrier {
    struct tls *ctx;     /* for the callbacks' first argument */
    tls_read_cb read_cb; /* NULL = descriptors */
    tls_write_cb write_cb;
    void *cb_arg;
    int fd_read;
    int fd_write;
    uint8_t header_len; /* bytes of the record's header that were read */
    uint16_t length;    /* bytes of its fragment that were not */
    const char *failed; /* the first failure: "read" or "write"; NULL = none */
    int system;         /* its errno, from a descriptor */
    ssize_t answer;     /* what the callback returned */
} brn_tls_carrier;

/* The carrier must outlive the stream. */
brine_transport brn_tls_carrier_transport(brn_tls_carrier *carrier);

/*
 * After BRINE_WANT_READ or _WRITE: waits if the descriptor blocks, and says whether the call is to
 * be tried again. False for descriptors that don't block, for callbacks, when a signal came, and
 * when the socket's own time limit has passed.
 */
bool brn_tls_carrier_wait(const brn_tls_carrier *carrier, brine_result want);

/* The sentence of the first failure of a descriptor or callback; `out` stays when there was none.
 */
void brn_tls_carrier_explain(const brn_tls_carrier *carrier, char *out, size_t size);

#endif
