#include "http_date.h"

#include <stdio.h>
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

/* "Sun, 06 Nov 1994 08:49:37 GMT", then RFC 850's form, then asctime's. */
static bool scan(const char *text, struct date *out)
{
    int end = 0;

    if (sscanf(text, "%*3[A-Za-z], %2u %3[A-Za-z] %4u %2u:%2u:%2u GMT%n", &out->day, out->month,
               &out->year, &out->hour, &out->minute, &out->second, &end) == 6 &&
        end > 0)
        return text[end] == '\0';
    if (sscanf(text, "%*9[A-Za-z], %2u-%3[A-Za-z]-%2u %2u:%2u:%2u GMT%n", &out->day, out->month,
               &out->year, &out->hour, &out->minute, &out->second, &end) == 6 &&
        end > 0) {
        out->year += out->year < 70 ? 2000 : 1900;
        return text[end] == '\0';
    }
    return sscanf(text, "%*3[A-Za-z] %3[A-Za-z] %2u %2u:%2u:%2u %4u%n", out->month, &out->day,
                  &out->hour, &out->minute, &out->second, &out->year, &end) == 6 &&
           end > 0 && text[end] == '\0';
}

bool http_date(const char *text, int64_t *out)
{
    struct date date;
    int month;

    memset(&date, 0, sizeof date);
    if (!scan(text, &date) || !find_month(date.month, &month))
        return false;
    if (date.year < 1970 || date.day < 1 || date.day > 31 || date.hour > 23 || date.minute > 59 ||
        date.second > 60)
        return false;
    *out = days_of((int64_t)date.year, month, (int64_t)date.day) * 86400 +
           (int64_t)(date.hour * 3600 + date.minute * 60 + date.second);
    return true;
}
