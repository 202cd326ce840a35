/*
 * Alerts that are held back: those that come while the application reads, as close_notify, belong
 * behind the data that came before them, of which is told when the read returns.
 */
#ifndef HTTPS_GET_TRACE_HELD_H
#define HTTPS_GET_TRACE_HELD_H

#include "ladder.h"

/* More are not held. */
#define HELD_MAX 4

struct held_alerts {
    bool reading; /* alerts are held now */
    size_t count;
    struct {
        bool sent;
        uint8_t body[2];
        int64_t at;
    } alerts[HELD_MAX];
};

/* Whether the event waits, and is copied. */
bool held_take(struct held_alerts *held, const brine_trace_event *event, int64_t now);

/* When the first of them came; `now` without any. */
int64_t held_since(const struct held_alerts *held, int64_t now);

/* Puts them into the ladder: the read is over. */
void held_release(struct held_alerts *held, struct ladder *ladder);

#endif
