/*
 * A non-blocking stream on one end of a socket pair. The other end is the test's: it writes bytes
 * of its own, or lets the scripted server speak.
 */
#ifndef BRINE_TESTS_DEPLOYED_FAR_END_H
#define BRINE_TESTS_DEPLOYED_FAR_END_H

#include "support/peer/peer.h"

#include <brine/stream.h>

typedef struct far_end {
    peer_config wanted;
    peer *server;
    int socket; /* the test's end, non-blocking */
    int streams_socket;
    brine_stream *stream;
} far_end;

/* config is borrowed; the far end must stay where it is, since the server borrows from it. */
void far_end_open(far_end *far, peer_pki *pki, const brine_config *config, bool non_blocking,
                  uint32_t write_timeout);
void far_end_close(far_end *far);

/* The server hears all that the stream has sent. */
void far_end_listen(far_end *far);
/* What the server has to say is sent, n bytes at a time, with a step of the handshake after each.
 */
void far_end_say(far_end *far, size_t n, brine_result *result);
/* The handshake until it is over, with that many bytes at a time. */
void far_end_handshake(far_end *far, size_t n);
/* What the stream's last failure says; static. */
const char *far_end_told(const far_end *far);

#endif
