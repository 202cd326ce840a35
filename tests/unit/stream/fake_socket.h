/*
 * A socket of a script's in place of src/stream/socket.c: what comes, how it ends and what
 * becomes of what is sent. The linker takes it before the library's.
 */
#ifndef BRINE_TESTS_STREAM_FAKE_SOCKET_H
#define BRINE_TESTS_STREAM_FAKE_SOCKET_H

#include "fake_engine.h"

#define FAKE_SOCKET 1000 /* its descriptor, never given to the system */

typedef enum fake_end {
    FAKE_STAYS_OPEN,
    FAKE_ENDS,   /* the server sends no more */
    FAKE_RESETS, /* receiving fails with ECONNRESET */
} fake_end;

typedef enum fake_way_out {
    FAKE_TAKES,        /* all that is sent */
    FAKE_FULL,         /* nothing */
    FAKE_BREAKS,       /* sending fails with EPIPE */
    FAKE_BREAKS_LATER, /* nothing, and once the stream has waited, it fails */
} fake_way_out;

typedef struct fake_wire {
    uint8_t in[65536]; /* records that come */
    size_t cuts[32];   /* where each of the reads ends */
    size_t cut_count, read, received;
    fake_end end;
    fake_way_out out;
    char sent[64];       /* the kinds of the records that were sent: H F N d . ! */
    const char *address; /* of the peer, an IPv4 one; NULL = it has none */
    unsigned closed;
    unsigned receives, waits; /* calls */
    unsigned acknowledged;    /* likewise, of brn_socket_acknowledge */
    unsigned waiting;         /* receives that were told to wait, and could */
    bool never_waits;         /* the descriptor is in non-blocking mode */
    size_t held;              /* bytes that the stream had allocated at the last wait of any kind */
} fake_wire;
extern fake_wire wire;

/* One read more, of the records that these letters name: S F R X, d (data), . and !. */
void fake_wire_say(const char *letters);

#endif
