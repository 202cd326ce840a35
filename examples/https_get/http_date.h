/*
 * Dates as servers send them (RFC 9110 section 5.6.7).
 */
#ifndef HTTPS_GET_HTTP_DATE_H
#define HTTPS_GET_HTTP_DATE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Reads a date in any of the three forms of that section into seconds since 1970, UTC. Two
 * digits of a year mean the one that lies between 1970 and 2069. False for everything else.
 */
bool http_date(const char *text, int64_t *out);

#endif
