/*
 * What the application was asked to tell its event loop (brine/stream.h).
 */
#ifndef BRN_STREAM_WATCH_H
#define BRN_STREAM_WATCH_H

#include <brine/stream.h>

typedef struct brn_watch {
    brine_watch call; /* NULL = the application polls by itself, or the stream blocks */
    void *context;
} brn_watch;

static inline void brn_watch_tell(const brn_watch *watch, int descriptor, unsigned events)
{
    if (watch->call != NULL)
        watch->call(watch->context, descriptor, events);
}

#endif
