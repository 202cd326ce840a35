#include "progress_wait.h"

#include <string.h>

#define CLOCK_SIZE 32

/* Puts text behind a line; snprintf is not for handlers of signals. */
static size_t put_text(char *out, size_t length, const char *text)
{
    while (*text != '\0' && length + 1 < PROGRESS_LINE_SIZE)
        out[length++] = *text++;
    out[length] = '\0';
    return length;
}

/* " 1:07" */
static void wait_clock(int64_t elapsed, char out[CLOCK_SIZE])
{
    char digits[CLOCK_SIZE];
    size_t count = 0;
    long long seconds = elapsed > 0 ? elapsed / 1000 : 0, minutes = seconds / 60;

    do {
        digits[count++] = (char)('0' + minutes % 10);
        minutes /= 10;
    } while (minutes > 0);
    *out++ = ' ';
    while (count > 0)
        *out++ = digits[--count];
    *out++ = ':';
    *out++ = (char)('0' + seconds % 60 / 10);
    *out++ = (char)('0' + seconds % 10);
    *out = '\0';
}

size_t progress_wait_line(const struct progress_wait *wait, size_t width,
                          char out[PROGRESS_LINE_SIZE])
{
    const size_t room = width > 0 ? width - 1 : 0, step = strlen(wait->step);
    const size_t whole = step + strlen(wait->with) + strlen(wait->host);
    char clock[CLOCK_SIZE];
    size_t length = put_text(out, 0, wait->step);

    wait_clock(wait->elapsed, clock);
    if (whole + strlen(clock) <= room)
        length = put_text(out, put_text(out, length, wait->with), wait->host);
    if (length + strlen(clock) <= room)
        length = put_text(out, length, clock);
    if (length > room)
        length = room;
    out[length] = '\0'; /* what is longer is cut */
    return length;
}
