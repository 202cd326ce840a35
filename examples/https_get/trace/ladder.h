/*
 * What happens on one connection, as a list of events that is drawn as a ladder: once as lines of
 * text (text.h), once as a page (page.h).
 *
 * Times are microseconds of a clock that never jumps; those of events count from the beginning.
 * Texts are safe to show.
 */
#ifndef HTTPS_GET_TRACE_LADDER_H
#define HTTPS_GET_TRACE_LADDER_H

#include "read.h"

/* Events of one connection that are kept; more are counted. */
#define LADDER_EVENTS_MAX 200

#define LADDER_NAME_SIZE 32

enum ladder_kind {
    LADDER_CONNECTED, /* the transport is there */
    LADDER_MESSAGE,   /* of the handshake, ChangeCipherSpec or Alert */
    LADDER_DATA,      /* of the application */
    LADDER_COMPLETE,  /* both sides have sent Finished */
    LADDER_FAILED,    /* the last that happened, but for alerts */
};

struct ladder_event {
    enum ladder_kind kind;
    bool sent;     /* by the client; of messages and data */
    bool sealed;   /* encrypted on its way; likewise */
    bool begins;   /* the first of a flight: the other side spoke before it */
    int64_t at;    /* when */
    uint64_t size; /* bytes of a message's body, or of all the data of one turn */
    char name[LADDER_NAME_SIZE];
    struct fields fields;
};

struct ladder {
    char *host; /* as people wrote it, safe to show; NULL = no memory */
    unsigned port;
    int64_t began;
    struct ladder_event *events;
    size_t count;
    size_t left_out; /* events that found no room */

    struct seen seen;
    bool sealed[2], finished[2]; /* what the server [0] and the client [1] have come to */
    bool spoke, client_spoke_last;
    bool complete, failed;
    unsigned round_trips;   /* in the handshake so far */
    unsigned trips_to_data; /* before the client sent data; 0 = it has not */
};

/* Begins a ladder for a connection that is about to be made. Free with ladder_free. */
void ladder_begin(struct ladder *ladder, const char *host, unsigned port, int64_t now);
void ladder_free(struct ladder *ladder);

/* Each notes what happened now. address is "127.0.0.1" or likewise. */
void ladder_connected(struct ladder *ladder, const char *address, int64_t now);
void ladder_message(struct ladder *ladder, const brine_trace_event *message, int64_t now);
void ladder_data(struct ladder *ladder, bool sent, size_t size, int64_t now);
/* short_text and sentence say the same, the first in a few words. Only the first failure counts. */
void ladder_failed(struct ladder *ladder, const char *short_text, const char *sentence,
                   int64_t now);

/* "12.3 ms", "1.23 s". */
#define LADDER_TIME_SIZE 32
const char *ladder_time(int64_t microseconds, char out[LADDER_TIME_SIZE]);

#endif
