#include "held.h"

#include <string.h>

bool held_take(struct held_alerts *held, const brine_trace_event *event, int64_t now)
{
    const size_t size = sizeof held->alerts[0].body;

    if (!held->reading || held->count == HELD_MAX || strcmp(event->message, "Alert") != 0 ||
        event->body == NULL || event->length != size)
        return false;
    held->alerts[held->count].sent = event->sent;
    held->alerts[held->count].at = now;
    memcpy(held->alerts[held->count].body, event->body, size);
    held->count++;
    return true;
}

int64_t held_since(const struct held_alerts *held, int64_t now)
{
    return held->count > 0 ? held->alerts[0].at : now;
}

void held_release(struct held_alerts *held, struct ladder *ladder)
{
    for (size_t i = 0; i < held->count; i++) {
        const brine_trace_event event = {
            .sent = held->alerts[i].sent,
            .message = "Alert",
            .length = sizeof held->alerts[i].body,
            .fields = "",
            .body = held->alerts[i].body,
        };

        ladder_message(ladder, &event, held->alerts[i].at);
    }
    held->count = 0;
    held->reading = false;
}
