#include "progress_line.h"

#include <brine/types.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define BAR_MIN    10
#define TEXT_SIZE  24
#define FLYER_STEP 200 /* milliseconds */

/* The line's parts as texts. */
struct parts {
    char percent[TEXT_SIZE], size[TEXT_SIZE], total[TEXT_SIZE], speed[TEXT_SIZE];
    char spent[TEXT_SIZE], left[TEXT_SIZE];
    bool has_total, has_left;
};

/* "812 B", "3.4 MB" */
static void size_text(uint64_t bytes, const char *unit_end, char out[TEXT_SIZE])
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    double value = (double)bytes;
    size_t unit = 0;

    /* 999.95 would be shown as 1000.0. */
    while (value >= (unit == 0 ? 1000 : 999.95) && unit + 1 < sizeof units / sizeof *units) {
        value /= 1000;
        unit++;
    }
    snprintf(out, TEXT_SIZE, unit == 0 ? "%.0f %s%s" : "%.1f %s%s", value, units[unit], unit_end);
}

/* "0:07", "1:02:03", "4d 05h" */
static void clock_text(int64_t milliseconds, char out[TEXT_SIZE])
{
    const long long seconds = milliseconds > 0 ? milliseconds / 1000 : 0;
    const long long minutes = seconds / 60, hours = minutes / 60;

    if (hours >= 24)
        snprintf(out, TEXT_SIZE, "%lldd %02lldh", hours / 24, hours % 24);
    else if (hours > 0)
        snprintf(out, TEXT_SIZE, "%lld:%02lld:%02lld", hours, minutes % 60, seconds % 60);
    else
        snprintf(out, TEXT_SIZE, "%lld:%02lld", minutes, seconds % 60);
}

static double share_of(const struct progress_facts *facts)
{
    return facts->received < facts->total ? (double)facts->received / (double)facts->total : 1.0;
}

static void make_parts(const struct progress_facts *facts, struct parts *out)
{
    const uint64_t missing = facts->total > facts->received ? facts->total - facts->received : 0;

    memset(out, 0, sizeof *out);
    out->has_total = facts->total > 0;
    out->has_left = missing > 0 && facts->speed > 0 && !facts->done;
    size_text(facts->received, "", out->size);
    size_text(facts->speed, "/s", out->speed);
    clock_text(facts->elapsed, out->spent);
    if (out->has_total) {
        size_text(facts->total, "", out->total);
        /* 100 is said of the whole only. */
        snprintf(out->percent, sizeof out->percent, "%3d %%", (int)(share_of(facts) * 100));
    }
    if (out->has_left) {
        double seconds = (double)missing / (double)facts->speed;

        clock_text(seconds < 1e12 ? (int64_t)(seconds * 1000) : INT64_MAX, out->left);
    }
}

/* Writes a line if it fits. */
static bool fits(char *out, size_t room, const char *format, ...) BRINE_PRINTF(3, 4);

static bool fits(char *out, size_t room, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(out, PROGRESS_LINE_SIZE, format, arguments);
    va_end(arguments);
    return length >= 0 && (size_t)length <= room;
}

/* "[####    ]" in so many columns, at least three. */
static void put_bar(char *out, size_t columns, double share)
{
    const size_t inside = columns - 2, full = (size_t)(share * (double)inside);

    out[0] = '[';
    memset(out + 1, ' ', inside);
    memset(out + 1, '#', full < inside ? full : inside);
    out[1 + inside] = ']';
    out[2 + inside] = '\0';
}

/* "[   ###   ]" on its way from end to end, where no total tells how far it is. */
static void put_flyer(char *out, size_t columns, int64_t elapsed)
{
    const size_t way = columns - 2 - 3;
    size_t at = way > 0 ? (size_t)(elapsed / FLYER_STEP) % (2 * way) : 0;

    put_bar(out, columns, 0);
    if (at > way)
        at = 2 * way - at;
    memset(out + 1 + at, '#', 3);
}

/* -#: the bar, and how much of the page there is. */
static bool bar_line(const struct progress_facts *facts, const struct parts *parts, size_t room,
                     char *out)
{
    const char *said = parts->has_total ? parts->percent : parts->size;
    const size_t used = strlen(said) + 1;

    if (room < used + BAR_MIN)
        return fits(out, room, "%s", said);
    if (parts->has_total || facts->done)
        put_bar(out, room - used, share_of(facts));
    else
        put_flyer(out, room - used, facts->elapsed);
    strcat(strcat(out, " "), said);
    return true;
}

/* All there is to say, with a bar where it has room. */
static bool wide_line(const struct progress_facts *facts, const struct parts *parts, size_t room,
                      char *out)
{
    const char *word = parts->has_left ? " left" : "     ";
    char tail[PROGRESS_LINE_SIZE], bar[PROGRESS_LINE_SIZE] = "";
    size_t used;

    if (!parts->has_total)
        return fits(out, room, "%8s %10s %7s", parts->size, parts->speed, parts->spent);
    snprintf(tail, sizeof tail, "%8s of %8s %10s %7s %7s%s", parts->size, parts->total,
             parts->speed, parts->spent, parts->left, word);
    used = strlen(parts->percent) + 1 + strlen(tail) + 1;
    if (room >= used + BAR_MIN) {
        put_bar(bar, room - used, share_of(facts));
        strcat(bar, " ");
    }
    return fits(out, room, "%s %s%s", parts->percent, bar, tail);
}

/* Something is left to be told: the time, else how long nothing has come. */
static bool narrow_line(const struct parts *p, size_t room, char *out)
{
    if (p->has_left)
        return fits(out, room, "%s %s %s %s left", p->percent, p->size, p->speed, p->left) ||
               fits(out, room, "%s %s %s left", p->size, p->speed, p->left) ||
               fits(out, room, "%s %s -%s", p->percent, p->speed, p->left) ||
               fits(out, room, "%s -%s", p->percent, p->left);
    if (p->has_total && fits(out, room, "%s %s %s %s", p->percent, p->size, p->speed, p->spent))
        return true;
    return fits(out, room, "%s %s %s", p->size, p->speed, p->spent) ||
           fits(out, room, "%s %s", p->speed, p->spent);
}

size_t progress_line(const struct progress_facts *facts, size_t width, char out[PROGRESS_LINE_SIZE])
{
    size_t room = width > 0 ? width - 1 : 0;
    struct parts parts;

    if (room >= PROGRESS_LINE_SIZE)
        room = PROGRESS_LINE_SIZE - 1;
    make_parts(facts, &parts);
    if (!(facts->bar_only ? bar_line(facts, &parts, room, out)
                          : wide_line(facts, &parts, room, out) || narrow_line(&parts, room, out)))
        (void)fits(out, room, "%s", parts.has_total ? parts.percent : parts.size);
    out[room] = '\0'; /* what is longer is cut */
    return strlen(out);
}
