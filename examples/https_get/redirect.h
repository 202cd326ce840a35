/*
 * Redirects (RFC 9110 section 15.4): whether a response is one, and where it leads.
 */
#ifndef HTTPS_GET_REDIRECT_H
#define HTTPS_GET_REDIRECT_H

#include "options.h"
#include "response.h"
#include "url.h"

/* A status of 3xx with a Location that is not empty. */
bool redirect_is_one(const struct response *response);

/*
 * Where a redirect leads. EXIT_OK, or the exit code after a sentence: EXIT_SCHEME and EXIT_URL
 * for what is no URL that can be fetched, EXIT_REDIRECTS when the request would be the same
 * again, and so would the answer.
 */
exit_code redirect_follow(const struct options *options, const struct url *from,
                          const struct response *response, struct url *to);

/* Tells of it with -v. */
void redirect_say(const struct url *to);

/* EXIT_USERNAME after the sentence that a URL has a user name, against the options. */
exit_code redirect_refuse_username(const struct options *options, const struct url *url);

#endif
