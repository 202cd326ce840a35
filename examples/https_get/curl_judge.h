/*
 * Options of curl's that depend on their argument: NULL when https_get does what it asks
 * for, or the reason why it can't, a static text.
 */
#ifndef HTTPS_GET_CURL_JUDGE_H
#define HTTPS_GET_CURL_JUDGE_H

#include <stdbool.h>

/* --proto and --proto-redir: whether https is left in "=https", "-all,https", "http,https". */
const char *judge_protocols(const char *value);
/* --proto-default: https_get takes a URL without scheme as https. */
const char *judge_default_protocol(const char *value);
/* --tls-max: 1.2 or what is above it. */
const char *judge_tls_max(const char *value);
/* --cert-type and --key-type: PEM and DER are told apart by their content. */
const char *judge_file_type(const char *value);
/* -X: GET is what is sent. */
const char *judge_method(const char *value);

/*
 * Whether a word is a file for curl's --trace and no URL: "-", a path, a name that ends like
 * a file's, or any without scheme where another word of the command line is a URL with one.
 */
bool judge_is_trace_file(const char *word, bool url_elsewhere);

#endif
