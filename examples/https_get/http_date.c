#include "http_date.h"

#include <ctype.h>
#include <string.h>

struct date {
    unsigned day, year, hour, minute, second;
    char month[4];
};

static bool find_month(const char *name, int *out)
{
    static const char names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    for (int i = 0; i < 12; i++)
        if (strcmp(names[i], name) == 0) {
            *out = i;
            return true;
        }
    return false;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar, month 0 to 11. */
static int64_t days_of(int64_t year, int month, int64_t day)
{
    static const int before[12] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int64_t past = year - 1;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return (year - 1970) * 365 + (past / 4 - past / 100 + past / 400) - 477 + before[month] +
           (leap && month > 1 ? 1 : 0) + day - 1;
}

/* Between `least` and `most` digits. */
static bool take_number(const char **text, int least, int most, unsigned *out)
{
    int count = 0;

    for (*out = 0; count < most && isdigit((unsigned char)**text); count++)
        *out = *out * 10 + (unsigned)(*(*text)++ - '0');
    return count >= least;
}

static bool take_month(const char **text, char out[4])
{
    for (int i = 0; i < 3; i++) {
        if (!isalpha((unsigned char)**text))
            return false;
        out[i] = *(*text)++;
    }
    return true;
}

/* The day of the week is told by the date itself: whatever it is called does. */
static bool skip_word(const char **text)
{
    const char *begin = *text;

    while (isalpha((unsigned char)**text))
        (*text)++;
    return *text > begin;
}

static bool skip_spaces(const char **text)
{
    const char *begin = *text;

    while (**text == ' ')
        (*text)++;
    return *text > begin;
}

/* Letters of a pattern: W day of the week, M month, D day, Y and y year, h, m, s time. */
static bool take(const char **text, char wanted, struct date *out)
{
    switch (wanted) {
    case 'W':
        return skip_word(text);
    case 'M':
        return take_month(text, out->month);
    case 'D':
        return take_number(text, 1, 2, &out->day);
    case 'Y':
        return take_number(text, 4, 4, &out->year);
    case 'y':
        return take_number(text, 2, 2, &out->year);
    case 'h':
        return take_number(text, 2, 2, &out->hour);
    case 'm':
        return take_number(text, 2, 2, &out->minute);
    case 's':
        return take_number(text, 2, 2, &out->second);
    case ' ':
        return skip_spaces(text);
    default:
        return *(*text)++ == wanted;
    }
}

static bool fits(const char *text, const char *pattern, struct date *out)
{
    memset(out, 0, sizeof *out);
    for (; *pattern != '\0'; pattern++)
        if (!take(&text, *pattern, out))
            return false;
    return *text == '\0';
}

/* "Sun, 06 Nov 1994 08:49:37 GMT", then RFC 850's form, then asctime's. */
static bool scan(const char *text, struct date *out)
{
    static const char zone[] = " GMT";
    char local[40];
    size_t length = strlen(text), cut = sizeof zone - 1;

    if (length >= sizeof local)
        return false;
    if (length <= cut || strcmp(text + length - cut, zone) != 0)
        return fits(text, "W M D h:m:s Y", out);
    memcpy(local, text, length - cut);
    local[length - cut] = '\0';
    if (fits(local, "W, D M Y h:m:s", out))
        return true;
    if (!fits(local, "W, D-M-y h:m:s", out))
        return false;
    out->year += out->year < 70 ? 2000 : 1900;
    return true;
}

bool http_date(const char *text, int64_t *out)
{
    struct date date;
    int month;

    if (!scan(text, &date) || !find_month(date.month, &month))
        return false;
    if (date.year < 1970 || date.day < 1 || date.day > 31 || date.hour > 23 || date.minute > 59 ||
        date.second > 60)
        return false;
    *out = days_of((int64_t)date.year, month, (int64_t)date.day) * 86400 +
           (int64_t)(date.hour * 3600 + date.minute * 60 + date.second);
    return true;
}
