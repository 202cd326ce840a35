/*
 * One change to what goes over the wire, and what may come of it.
 */
#ifndef BRINE_TESTS_ATTACK_CHANGE_H
#define BRINE_TESTS_ATTACK_CHANGE_H

#include "support/peer/bytes.h"

/* The rows of the table that attack prints. */
#define CHANGE_KINDS(X)                                                                            \
    X(NONE, "nothing changed")                                                                     \
    X(BIT, "a bit flipped")                                                                        \
    X(BYTE_DELETED, "a byte deleted")                                                              \
    X(BYTE_DOUBLED, "a byte doubled")                                                              \
    X(BYTE_INSERTED, "a byte inserted")                                                            \
    X(CUT, "cut off")                                                                              \
    X(RECORD_DROPPED, "a record dropped")                                                          \
    X(RECORD_DOUBLED, "a record doubled")                                                          \
    X(RECORDS_SWAPPED, "two records swapped")                                                      \
    X(RECORD_INJECTED, "a record injected")                                                        \
    X(MESSAGE_DROPPED, "a message dropped")                                                        \
    X(MESSAGE_DOUBLED, "a message doubled")                                                        \
    X(MESSAGES_SWAPPED, "two messages swapped")                                                    \
    X(MESSAGE_RETYPED, "a message of another type")                                                \
    X(MESSAGE_EMPTIED, "a message without a body")                                                 \
    X(REFRAGMENTED, "messages in other records")                                                   \
    X(SPLIT, "bytes that arrive in other portions")                                                \
    X(CAPACITY, "another capacity for sending")

typedef enum change_kind {
#define CHANGE_ENUMERATOR(name, words) CHANGE_##name,
    CHANGE_KINDS(CHANGE_ENUMERATOR)
#undef CHANGE_ENUMERATOR
        CHANGE_KIND_COUNT
} change_kind;

const char *change_words(change_kind kind);

/* A clean end after a change is a fault but for these. */
typedef enum change_excuse {
    EXCUSE_NONE,
    EXCUSE_VERSION, /* the version in a header before ServerHello is read (RFC 5246 appendix E.1) */
    EXCUSE_BEHIND,  /* bytes behind close_notify */
    EXCUSE_WARNING, /* a warning alert in plaintext, as alerts before ChangeCipherSpec are */
    EXCUSE_REQUEST, /* a HelloRequest in plaintext, which no Finished covers */
    EXCUSE_SERVER,  /* a change on the way to libssl, and libssl took the client's bytes as right */
    EXCUSE_CAPACITY, /* less room than BRINE_SEND_CAP_MIN, which may suffice */
    EXCUSE_REQUIRED, /* no excuse: what is legal must end cleanly */
    EXCUSE_COUNT
} change_excuse;

const char *change_excuse_words(change_excuse excuse);

#define CHANGE_TO_THE_END SIZE_MAX
/* A capacity of 0 bytes: 0 itself is plenty. */
#define CAPACITY_NOTHING SIZE_MAX

typedef struct change {
    change_kind kind;
    change_excuse excuse;
    bool to_server;  /* else to the client */
    size_t at;       /* offset in the stream of that direction */
    size_t removed;  /* bytes; CHANGE_TO_THE_END = the transport ends there, too */
    peer_slice put;  /* instead of them */
    size_t refused;  /* the client consumes no byte behind this offset of what it gets; 0 = any */
    size_t detail;   /* the bit, the injection, the size of portions: for people */
    size_t portion;  /* bytes that arrive at a time; 0 = all there are */
    uint64_t chance; /* seed of portions of chance lengths; 0 = `portion` decides */
    size_t capacity; /* of brine_conn_send; 0 = plenty */
} change;

/* A change at work on a stream. */
typedef struct changer {
    const change *change;
    size_t at;  /* bytes of the stream that have passed */
    bool done;  /* `put` is in */
    bool ended; /* nothing passes any more */
} changer;

/* Appends to out what is left of len bytes. */
void changer_pass(changer *c, const uint8_t *data, size_t len, peer_bytes *out);

#endif
