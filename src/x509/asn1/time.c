#include "x509/asn1/time.h"

#include "base/text.h"

/* Days are counted in 32 bits: processors of devices have no division of 64. */
static int32_t floor_divide(int32_t a, int32_t b)
{
    return a / b - (a % b < 0);
}

static int days_in_month(int32_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
        return 29;
    return days[month - 1];
}

/* Days from 1970-01-01 to the first of January of a year, leap years counted. */
static int32_t days_before_year(int32_t year)
{
    int32_t last = year - 1;
    int32_t leaps = floor_divide(last, 4) - floor_divide(last, 100) + floor_divide(last, 400);

    return (year - 1970) * 365 + leaps - 477; /* 477 leap years from year 1 to 1969 */
}

static int32_t days_before(int year, int month, int day)
{
    int32_t days = days_before_year(year) + day - 1;

    /*@ loop invariant 1 <= m <= month && -1000000 <= days <= 4000000 + 31 * m;
        loop assigns m, days;
        loop variant month - m; */
    for (int m = 1; m < month; m++)
        days += days_in_month(year, m);
    return days;
}

static bool read_digits(brn_reader *r, unsigned count, int *out)
{
    uint8_t byte;
    int value = 0;

    /*@ loop invariant 0 <= i <= count && holds(r) && from_start{Pre, Here}(r);
        loop invariant 0 <= value <= (i == 0 ? 0 : i == 1 ? 9 : i == 2 ? 99 : i == 3 ? 999 : 9999);
        loop assigns i, byte, value, r->at, r->left;
        loop variant count - i; */
    for (unsigned i = 0; i < count; i++) {
        if (!brn_read_u8(r, &byte) || byte < '0' || byte > '9')
            return false;
        value = value * 10 + (byte - '0');
    }
    *out = value;
    return true;
}

static bool read_year(brn_reader *text, uint8_t tag, int *year)
{
    if (tag == BRN_DER_GENERALIZED_TIME)
        return read_digits(text, 4, year);
    if (!read_digits(text, 2, year))
        return false;
    *year += *year >= 50 ? 1900 : 2000; /* RFC 5280 section 4.1.2.5.1 */
    return true;
}

static bool read_moment(brn_reader text, uint8_t tag, int64_t *seconds)
{
    int year, month, day, hour, minute, second;
    uint8_t zone;

    if (!read_year(&text, tag, &year) || !read_digits(&text, 2, &month) ||
        !read_digits(&text, 2, &day) || !read_digits(&text, 2, &hour) ||
        !read_digits(&text, 2, &minute) || !read_digits(&text, 2, &second) ||
        !brn_read_u8(&text, &zone) || zone != 'Z' || !brn_reader_empty(&text))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month) || hour > 23 ||
        minute > 59 || second > 59)
        return false;
    *seconds = (int64_t)days_before(year, month, day) * 86400 + (int32_t)hour * 3600 + minute * 60 +
               second;
    return true;
}

bool brn_der_read_time(brn_reader *r, int64_t *seconds)
{
    brn_reader ahead = *r;
    brn_der_element element;

    if (!brn_der_read_any(&ahead, &element))
        return false;
    if (element.tag != BRN_DER_UTC_TIME && element.tag != BRN_DER_GENERALIZED_TIME)
        return false;
    if (!read_moment(brn_reader_of(element.content), element.tag, seconds))
        return false;
    *r = ahead;
    return true;
}

/*
 * A calendar whose years begin on the first of March, so that leap days stand at their ends, is the
 * same again after an era of 400 years.
 */
#define ERA_DAYS   146097
#define EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */

typedef struct date {
    int32_t year, month, day;
} date;

/* day: since 1970-01-01. */
/*@ requires -1200000000 <= day <= 1200000000;
    assigns \nothing;
    ensures -4000000 <= \result.year <= 4000000; */
static date date_of(int32_t day)
{
    int32_t era = floor_divide(day + EPOCH_DAYS, ERA_DAYS);
    int32_t in_era = day + EPOCH_DAYS - era * ERA_DAYS;
    /* Without its leap days, which end 4, 100 and 400 years, an era has years of one length. */
    int32_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int32_t in_year = in_era - (year * 365 + year / 4 - year / 100);
    int32_t month = (in_year * 5 + 2) / 153; /* any five from March on have 153 days */

    return (date){
        .year = era * 400 + year + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = in_year - (month * 153 + 2) / 5 + 1,
    };
}

static void put_number(brn_text *text, int32_t number, int32_t least)
{
    /*@ loop invariant 0 <= least <= 1000;
        loop assigns least, text->len, text->start[0 .. text->cap - 1];
        loop variant least; */
    for (; least > 1 && number < least; least /= 10)
        brn_text_byte(text, '0');
    brn_text_decimal(text, (uint32_t)number);
}

char *brn_time_text(int64_t seconds, char out[BRN_TIME_TEXT_SIZE])
{
    /* A caller's clock may say anything: keep the arithmetic below far from overflow. */
    const int64_t limit = INT64_C(100000000000000);
    int64_t clamped = seconds > limit ? limit : seconds < -limit ? -limit : seconds;
    int32_t day = (int32_t)(clamped / 86400) - (clamped % 86400 < 0);
    int32_t second = (int32_t)(clamped - (int64_t)day * 86400);
    date shown = date_of(day);
    brn_text text = brn_text_in(out, BRN_TIME_TEXT_SIZE);

    if (shown.year < 0)
        brn_text_byte(&text, '-');
    put_number(&text, shown.year < 0 ? -shown.year : shown.year, 1000);
    brn_text_byte(&text, '-');
    put_number(&text, shown.month, 10);
    brn_text_byte(&text, '-');
    put_number(&text, shown.day, 10);
    brn_text_byte(&text, ' ');
    put_number(&text, second / 3600, 10);
    brn_text_byte(&text, ':');
    put_number(&text, second / 60 % 60, 10);
    brn_text_byte(&text, ':');
    put_number(&text, second % 60, 10);
    brn_text_string(&text, " UTC");
    return out;
}
