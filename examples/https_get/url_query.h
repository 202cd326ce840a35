/*
 * --url-query: more for the query of a URL.
 */
#ifndef HTTPS_GET_URL_QUERY_H
#define HTTPS_GET_URL_QUERY_H

#include "options.h"
#include "url.h"

/*
 * Puts entries behind the URL's query, each behind a '&' if there is one: of "NAME=CONTENT",
 * "=CONTENT" and "CONTENT" the content is encoded as by HTML forms, a blank as '+'; what follows
 * a '+' is put as it is. EXIT_OK, or EXIT_URL with the reason in why.
 */
exit_code url_query_add(struct url *url, const struct text_list *entries, char why[URL_WHY_SIZE]);

#endif
