/*
 * Numbers as people type them behind an option, and as servers put them into fields.
 */
#ifndef HTTPS_GET_NUMBER_H
#define HTTPS_GET_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Digits only, at least one: no sign, no space, nothing above max. */
bool number_read(const char *text, uint64_t max, uint64_t *out);

/* "2", "0.25": up to a million seconds, in milliseconds; what is more than 0 is at least 1. */
bool number_seconds(const char *text, uint32_t *out);

/* Bytes: "2048", and with curl's letters "2k", "3M", "1G" (powers of 1024) or "5B". */
bool number_size(const char *text, uint64_t *out);

#endif
