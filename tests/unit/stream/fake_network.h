/*
 * Hosts that connect, refuse or never answer at the moment that the test wants, in place of
 * src/stream/socket.c, and a clock that stands still but when the stream or the test waits. The
 * linker takes both before the library's.
 *
 * Host 'a' is 192.0.2.1, 'b' 192.0.2.2, and so on. Descriptors get the lowest number that is free,
 * as the system's do, so that numbers are used again.
 */
#ifndef BRINE_TESTS_STREAM_FAKE_NETWORK_H
#define BRINE_TESTS_STREAM_FAKE_NETWORK_H

#include <brine/stream.h>

#define FAKE_HOSTS 32
#define FAKE_NEVER (-1)
#define FAKE_FIRST 1000 /* the lowest descriptor */

typedef struct fake_host {
    int after;   /* milliseconds until it answers; FAKE_NEVER */
    int failure; /* the errno with which it refuses, 0 = it connects */
    bool sync;   /* connect(2) itself tells */
} fake_host;

typedef struct fake_network {
    fake_host hosts[FAKE_HOSTS];
    int64_t now;         /* milliseconds since the test began */
    char log[1024];      /* "+a0 +b250 -a300": opened, closed, and when */
    char watch_log[512]; /* "a=2 a=0": each call of fake_watch, the host and its events */
    unsigned open, most_open;
    unsigned waited_in_connect; /* how often connecting itself was told to wait */
    bool sends_nothing;         /* the connected socket takes no byte */
    bool breaks;                /* sending on it fails */
    const char *says;           /* records that have come: S, F, d (data) or . of the fake engine */
} fake_network;
extern fake_network network;

/* The stream's callback: watches, and fails the test if the descriptor is not open. */
void fake_watch(void *context, int descriptor, unsigned events);
/* What it watches a descriptor for; and how many it watches. */
unsigned fake_watched(int descriptor);
unsigned fake_watched_count(void);

/* From now on nothing is left of earlier tests; the stream is or is not given fake_watch. */
void fake_network_begin(bool watching);

/*
 * An event loop's wait: until one of the watched descriptors moves, or for time_left. The test
 * fails if that would be for ever.
 */
void fake_network_wait(const brine_wait *waits, size_t count, int time_left);
void fake_network_wait_watched(int time_left);

#endif
