#include "trace.h"

#include "moment.h"
#include "progress.h"
#include "trace/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Alerts that are held back; more are drawn at once. */
#define HELD_MAX 4

struct held {
    bool sent;
    uint8_t body[2];
    int64_t at;
};

/* The connection that was begun last. */
static struct {
    bool wanted;
    struct ladder ladder;
    size_t drawn; /* events of it */
    bool reading;
    struct held held[HELD_MAX];
    size_t held_count;
} trace;

/* On a terminal that has not been told otherwise (https://no-color.org). */
static bool wants_colours(void)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");

    return isatty(STDERR_FILENO) == 1 && (none == NULL || none[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static void draw(void)
{
    if (trace.drawn == trace.ladder.count)
        return;
    progress_leave_line();
    trace.drawn = text_draw(&trace.ladder, trace.drawn, wants_colours(), stderr);
}

void trace_begin(const struct options *options, const char *host, unsigned port)
{
    trace_end();
    if (!options->trace)
        return;
    trace.wanted = true;
    ladder_begin(&trace.ladder, host, port, moment_microseconds());
}

void trace_connected(const char *address)
{
    if (!trace.wanted)
        return;
    ladder_connected(&trace.ladder, address, moment_microseconds());
    draw();
}

/* Whether the event waits for the end of a read. */
static bool hold(const brine_trace_event *event)
{
    struct held *held = &trace.held[trace.held_count];

    if (!trace.reading || trace.held_count == HELD_MAX || strcmp(event->message, "Alert") != 0 ||
        event->body == NULL || event->length != sizeof held->body)
        return false;
    held->sent = event->sent;
    held->at = moment_microseconds();
    memcpy(held->body, event->body, sizeof held->body);
    trace.held_count++;
    return true;
}

static void release_held(void)
{
    for (size_t i = 0; i < trace.held_count; i++) {
        const struct held *held = &trace.held[i];
        const brine_trace_event event = {
            .sent = held->sent,
            .message = "Alert",
            .length = sizeof held->body,
            .fields = "",
            .body = held->body,
        };

        ladder_message(&trace.ladder, &event, held->at);
    }
    trace.held_count = 0;
}

void trace_message(void *context, const brine_trace_event *event)
{
    (void)context;
    if (!trace.wanted || hold(event))
        return;
    ladder_message(&trace.ladder, event, moment_microseconds());
    draw();
}

void trace_sent(size_t size)
{
    if (!trace.wanted || size == 0)
        return;
    ladder_data(&trace.ladder, true, size, moment_microseconds());
    draw();
}

void trace_reads(void)
{
    trace.reading = true;
}

void trace_got(size_t size)
{
    trace.reading = false;
    if (!trace.wanted)
        return;
    if (size > 0)
        ladder_data(&trace.ladder, false, size,
                    trace.held_count > 0 ? trace.held[0].at : moment_microseconds());
    release_held();
    draw();
}

void trace_failed(const brine_error *error)
{
    if (!trace.wanted || error->code == BRINE_OK)
        return;
    ladder_failed(&trace.ladder, brine_result_text(error->code), error->text,
                  moment_microseconds());
    draw();
}

void trace_end(void)
{
    if (trace.wanted)
        ladder_free(&trace.ladder);
    memset(&trace, 0, sizeof trace);
}
