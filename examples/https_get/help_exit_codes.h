/*
 * The exit codes and what they mean, as --help tells them.
 */
#ifndef HTTPS_GET_HELP_EXIT_CODES_H
#define HTTPS_GET_HELP_EXIT_CODES_H

#include "exit_code.h"

#include <stdbool.h>
#include <stdio.h>

/* All of them; with differences also where curl ends otherwise, and why. */
void help_put_exit_codes(FILE *stream, bool differences);

/* What a code means; NULL when https_get never ends with it. */
const char *exit_code_meaning(int code);

#endif
