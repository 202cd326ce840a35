#include "redirect.h"

#include "say.h"
#include "shown.h"

/* Room for path and query in a note; what is longer is cut. */
#define TARGET_TEXT_SIZE 1024

bool redirect_is_one(const struct response *response)
{
    return response->status >= 300 && response->status < 400 && response->location != NULL;
}

/* The request would be the one that was just answered with this redirect. */
static exit_code say_loop(const struct options *options, const struct url *from,
                          const struct url *to)
{
    char text[SHOWN_SIZE];

    shown(from->target, text, sizeof text);
    if (to->was_http)
        return say_failure(
            options, EXIT_REDIRECTS,
            "%s redirects to itself: https://%s%s leads to the same page on http://, "
            "and https_get speaks https only; the page may be had over plain HTTP "
            "alone",
            from->host, from->host, text);
    return say_failure(
        options, EXIT_REDIRECTS,
        "%s redirects to itself: https://%s%s leads to the same page; the server may "
        "want a cookie or another field first, add it with -H",
        from->host, from->host, text);
}

exit_code redirect_refuse_username(const struct options *options, const struct url *url)
{
    return say_failure(options, EXIT_USERNAME,
                       "the URL of %s has a user name, which --disallow-username-in-url forbids; "
                       "give it with -u USER:PASSWORD",
                       url->host);
}

exit_code redirect_follow(const struct options *options, const struct url *from,
                          const struct response *response, struct url *to)
{
    char location[URL_TARGET_SIZE], why[URL_WHY_SIZE];
    exit_code code;

    if (!response_location(response, location, sizeof location))
        return say_failure(options, EXIT_URL, "%s redirects to a URL that is longer than %d bytes",
                           from->host, URL_TARGET_SIZE);
    code = url_resolve(from, location, to, why);
    if (code != EXIT_OK)
        return say_failure(options, code, "%s redirects, but %s", from->host, why);
    if (options->no_username && to->credentials[0] != '\0')
        return redirect_refuse_username(options, to);
    return url_is_same(from, to) ? say_loop(options, from, to) : EXIT_OK;
}

void redirect_say(const struct url *to)
{
    char text[TARGET_TEXT_SIZE];

    say_note("following the redirect to https://%s%s", to->host,
             shown(to->target, text, sizeof text));
}
