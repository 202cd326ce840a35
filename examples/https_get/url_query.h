/*
 * --url-query: more for the query of a URL.
 */
#ifndef HTTPS_GET_URL_QUERY_H
#define HTTPS_GET_URL_QUERY_H

#include "options.h"
#include "url.h"

/*
 * What an option puts behind a query, into out: of "NAME=CONTENT", "=CONTENT" and "CONTENT" the
 * content is encoded as by HTML forms, a blank as '+'; that of "NAME@FILE" and "@FILE" is read from
 * the file ("-" is standard input), and nothing is put if it is empty; what follows a '+' is put as
 * it is. EXIT_OK, EXIT_READ for a file that can't be read, EXIT_URL for a text that is too long.
 */
exit_code url_query_read(const char *option, char out[URL_TARGET_SIZE]);

/*
 * Puts entries, which url_query_read made, behind the URL's query, each behind a '&' if there is
 * one. EXIT_OK, or EXIT_URL with the reason in why.
 */
exit_code url_query_add(struct url *url, const struct text_list *entries, char why[URL_WHY_SIZE]);

#endif
