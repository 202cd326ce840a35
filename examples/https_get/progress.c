#include "progress.h"

#include "moment.h"
#include "progress_line.h"
#include "terminal.h"

#include <stdio.h>
#include <unistd.h>

#define REDRAW_AFTER 100
#define SLOW_AFTER   1000

/* The one whose line the cursor is in. */
static struct progress *on_screen;

void progress_begin(struct progress *progress, progress_kind kind, bool bar_only)
{
    *progress = (struct progress){.kind = kind, .bar_only = bar_only};
    progress->began_at = moment_now();
    progress->drawn_at = progress->began_at;
    speed_begin(&progress->speed, progress->began_at);
}

void progress_expect(struct progress *progress, uint64_t total)
{
    progress->total = total;
    progress->received = 0;
    speed_begin(&progress->speed, moment_now());
}

/* Over the line that is there: blanks cover what of it is longer. */
static void draw(struct progress *progress, bool done)
{
    const size_t width = terminal_width(STDERR_FILENO);
    char line[PROGRESS_LINE_SIZE];
    int64_t now = moment_now();
    struct progress_facts facts = {
        .received = progress->received,
        .total = progress->total,
        .elapsed = now - progress->began_at,
        .speed = speed_of(&progress->speed, now, progress->received),
        .bar_only = progress->bar_only,
        .done = done,
    };
    size_t length, cover = progress->line_length;

    if (done) /* of the whole page */
        facts.speed = (uint64_t)((double)facts.received * 1000.0 /
                                 (double)(facts.elapsed > 0 ? facts.elapsed : 1));
    length = progress_line(&facts, width, line);
    if (cover >= width) /* the terminal became narrower */
        cover = width > 0 ? width - 1 : 0;
    fprintf(stderr, "\r%s%*s", line, cover > length ? (int)(cover - length) : 0, "");
    fflush(stderr);
    progress->line_length = length;
    progress->drawn_at = now;
    on_screen = progress;
}

bool progress_is_due(const struct progress *progress, int64_t now)
{
    return progress->kind == PROGRESS_ALWAYS || now - progress->began_at >= SLOW_AFTER;
}

void progress_take_line(struct progress *progress, size_t length)
{
    progress->line_length = length;
    on_screen = progress;
}

void progress_update(struct progress *progress, uint64_t received)
{
    int64_t now;

    if (progress->kind == PROGRESS_NONE)
        return;
    now = moment_now();
    progress->received = received;
    speed_note(&progress->speed, now, received);
    if (now - progress->drawn_at < REDRAW_AFTER)
        return;
    if (!progress_is_due(progress, now))
        return;
    draw(progress, false);
}

void progress_finish(struct progress *progress)
{
    if (progress->kind == PROGRESS_ALWAYS || progress->line_length > 0)
        draw(progress, true);
    progress_leave_line();
}

void progress_end(struct progress *progress)
{
    if (on_screen == progress)
        progress_leave_line();
    progress->kind = PROGRESS_NONE;
}

void progress_leave_line(void)
{
    if (on_screen == NULL)
        return;
    fputc('\n', stderr);
    on_screen->line_length = 0;
    on_screen = NULL;
}
