/*
 * Runs a brine_conn against the scripted server until both are quiet or one has failed,
 * and checks on the way what the engine promises about its buffers.
 *
 * How many bytes arrive at a time and how much room there is for output are the test's
 * to choose, so that every way in which a transport may cut the stream is exercised.
 */
#ifndef BRN_PEER_DRIVE_H
#define BRN_PEER_DRIVE_H

#include "support/peer/peer.h"

#include <brine/conn.h>

typedef struct drive_options {
    size_t chunk;     /* bytes that arrive at a time; 0 = all there are */
    uint64_t split;   /* seed of chunks of chance lengths; 0 = `chunk` decides */
    size_t send_room; /* capacity that brine_conn_send gets; 0 = plenty */
} drive_options;

typedef struct drive {
    brine_conn *conn;
    peer *server;
    drive_options options;
    peer_bytes wire;            /* on its way to the client */
    peer_bytes window;          /* delivered, not yet consumed */
    peer_bytes received;        /* application data that the client got */
    size_t writes;              /* flights that the client sent: runs of brine_conn_send */
    brine_result result;        /* the first error of the engine, or BRINE_OK, or BRINE_CLOSED */
    const char *broken_promise; /* static words; NULL = the engine kept them all */
    bool ended;                 /* the end of the transport was told */
} drive;

/* Borrows both. */
drive drive_start(brine_conn *conn, peer *server, const drive_options *options);
/* Frees the buffers, neither connection nor server. */
void drive_stop(drive *d);

/*
 * Carries bytes both ways until neither side has more to say. If the script ended the
 * connection, the engine is told once all was delivered. Returns d->result.
 */
brine_result drive_run(drive *d);

/* Writes application data from the client, and runs. Returns the bytes that were taken. */
size_t drive_write(drive *d, const void *data, size_t len);

/* Ends the transport towards the client. */
brine_result drive_end(drive *d);

#endif
