#include "progress.h"

#include "moment.h"

#include <stdio.h>
#include <string.h>

#define BAR_WIDTH      40
#define REDRAW_AFTER   100
#define SIZE_TEXT_SIZE 16

void progress_begin(struct progress *progress, bool shown, uint64_t total)
{
    *progress = (struct progress){.shown = shown, .total = total};
    progress->began_at = moment_now();
    progress->drawn_at = progress->began_at;
}

/* "812 B", "3.4 MB" */
static void size_text(double bytes, char out[SIZE_TEXT_SIZE])
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    size_t unit = 0;

    while (bytes >= 1000 && unit + 1 < sizeof units / sizeof *units) {
        bytes /= 1000;
        unit++;
    }
    snprintf(out, SIZE_TEXT_SIZE, unit == 0 ? "%.0f %s" : "%.1f %s", bytes, units[unit]);
}

static void draw(struct progress *progress, uint64_t received, int64_t now)
{
    char bar[BAR_WIDTH + 1], size[SIZE_TEXT_SIZE], rate[SIZE_TEXT_SIZE];
    int64_t elapsed = now > progress->began_at ? now - progress->began_at : 1;

    size_text((double)received, size);
    size_text((double)received * 1000 / (double)elapsed, rate);
    if (progress->total > 0) {
        double share = (double)received / (double)progress->total;
        size_t full = (size_t)(share * BAR_WIDTH);

        if (full > BAR_WIDTH)
            full = BAR_WIDTH;
        memset(bar, '#', full);
        memset(bar + full, ' ', BAR_WIDTH - full);
        bar[BAR_WIDTH] = '\0';
        fprintf(stderr, "\r[%s] %3.0f %%  %9s  %9s/s ", bar, share * 100, size, rate);
    } else {
        fprintf(stderr, "\r%9s  %9s/s ", size, rate);
    }
    fflush(stderr);
    progress->drawn = true;
    progress->drawn_at = now;
}

void progress_update(struct progress *progress, uint64_t received)
{
    int64_t now;

    if (!progress->shown)
        return;
    now = moment_now();
    if (now - progress->drawn_at >= REDRAW_AFTER)
        draw(progress, received, now);
}

void progress_end(struct progress *progress, uint64_t received)
{
    if (!progress->shown)
        return;
    draw(progress, received, moment_now());
    fputc('\n', stderr);
    progress->shown = false;
}
