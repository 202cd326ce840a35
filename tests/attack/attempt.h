/*
 * One connection under one change, and the judgement of it.
 */
#ifndef BRINE_TESTS_ATTACK_ATTEMPT_H
#define BRINE_TESTS_ATTACK_ATTEMPT_H

#include "attack/change.h"
#include "attack/far_side.h"
#include "attack/subject.h"

/* The columns of the table: how the connection ended. */
#define ENDS(X)                                                                                    \
    X(CLEAN, "clean")                                                                              \
    X(HANDSHAKE, "handshake refused")                                                              \
    X(RECORD, "record refused")                                                                    \
    X(ALERT, "server's alert")                                                                     \
    X(TRUNCATED, "truncated")                                                                      \
    X(CUT_HANDSHAKE, "ended in handshake")                                                         \
    X(NO_ROOM, "no room to send")

typedef enum attempt_end {
#define END_ENUMERATOR(name, words) END_##name,
    ENDS(END_ENUMERATOR)
#undef END_ENUMERATOR
        END_COUNT
} attempt_end;

typedef struct attempt {
    const subject *client;
    brine_conn *conn;
    far_side far;
    changer to_client, to_server;
    size_t portion, capacity; /* see struct change */
    uint64_t chance;
    peer_bytes wire;   /* on its way to the client */
    peer_bytes window; /* delivered, not consumed */
    size_t consumed;   /* bytes of what came over the wire */
    size_t written;    /* bytes of the client's payload */
    size_t received;   /* of the server's */
    size_t records_after_error;
    bool alert_after_error; /* and they are alerts */
    brine_result result;    /* the first error, BRINE_CLOSED, or BRINE_OK */
    const char *fault;      /* what brine did that it may not; NULL = nothing */
    brine_error error;
    attempt_end end;
} attempt;

/*
 * Runs one connection. played NULL = libssl from the beginning; made NULL = no recording. With
 * wake, libssl hears the client's last alert, too.
 */
void attempt_run(attempt *a, const subject *client, const libssl_server *server,
                 const recording *played, recording *made, const change *c, bool wake);
/* Frees what it holds, and looks for what brine has left behind. */
void attempt_finish(attempt *a);

#endif
