/*
 * The server as an attacked client sees it: its recording, as long as the client says what it
 * said when that was made, and libssl itself from then on. As both sides repeat themselves, the
 * client can't tell; and a client that finds the change has cost no server.
 */
#ifndef BRINE_TESTS_ATTACK_FAR_SIDE_H
#define BRINE_TESTS_ATTACK_FAR_SIDE_H

#include "attack/libssl_server.h"

#define RECORDING_TURNS_MAX 64

/* One connection that was left in peace. */
typedef struct recording {
    peer_bytes client; /* all that it said */
    peer_bytes server;
    struct {
        size_t client; /* when the client had said this much, */
        size_t server; /* the server had said this much */
    } turns[RECORDING_TURNS_MAX];
    size_t turn_count;
} recording;

void recording_free(recording *r);

typedef struct far_side {
    const libssl_server *server;
    const recording *played; /* NULL = libssl from the beginning */
    recording *made;         /* NULL = none is made */
    bool live;               /* libssl speaks */
    libssl_side side;        /* only then */
    peer_bytes heard;
    size_t said; /* bytes */
} far_side;

/* Hears len bytes from the client and appends what the server says then. */
void far_side_hear(far_side *far, const uint8_t *in, size_t len, peer_bytes *out);
/* Has libssl speak now, if it does not yet. */
void far_side_wake(far_side *far);
void far_side_close(far_side *far);

#endif
