/*
 * What curl has and https_get has not, once: each of these options either asks for what
 * https_get does anyway, and is accepted, or is refused with a sentence that says why and
 * what to do instead. So no option of curl's (Debian 12: 7.88.1) is "unknown".
 */
#ifndef HTTPS_GET_CURL_OPTIONS_H
#define HTTPS_GET_CURL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct curl_option {
    char letter; /* 0 = none */
    bool has_argument;
    const char *name;   /* long form, without -- */
    const char *reason; /* why https_get has not got it; NULL = it is accepted */
    /* Decides by the argument instead, if it is not NULL: NULL = accepted, or the reason. */
    const char *(*judge)(const char *value);
};

extern const struct curl_option curl_options[];
extern const size_t curl_option_count;

/* What --help says of one. */
const char *curl_option_meaning(const struct curl_option *option);

/* The reason of those that are lacking for no reason but that https_get is an example. */
extern const char curl_lacks[];
/* The reason of those that trace into a file. */
extern const char curl_trace[];

#endif
