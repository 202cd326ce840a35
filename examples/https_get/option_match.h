/*
 * Finds the option that a word of the command line means, in our table and in that of
 * curl's other options, by curl's rules: exactly, else by an unambiguous beginning; a flag
 * is taken back by "--no-FLAG".
 */
#ifndef HTTPS_GET_OPTION_MATCH_H
#define HTTPS_GET_OPTION_MATCH_H

#include "curl_options.h"
#include "option_table.h"

struct option_match {
    const struct option_row *own;      /* one of these two is set */
    const struct curl_option *foreign; /* an option of curl's that https_get has not got */
    bool negated;                      /* "--no-FLAG", or "--FLAG" where the flag is "no-FLAG" */
};

/*
 * name is what stands behind the two dashes. EXIT_OK with *out, or EXIT_USAGE after a
 * sentence on stderr that names what was probably meant.
 */
exit_code option_match_long(const char *name, struct option_match *out);
exit_code option_match_letter(char letter, struct option_match *out);

/* Whether an argument has to follow. */
bool option_match_has_argument(const struct option_match *match);

/*
 * An option of curl's that https_get has not got: EXIT_OK when it is accepted, or
 * EXIT_USAGE after the sentence why not. name is as it was written, value its argument or
 * NULL.
 */
exit_code option_match_foreign(const struct option_match *match, const char *name,
                               const char *value);

#endif
