/*
 * -w FORMAT: what a page's turn was like, in the words of the command line.
 */
#ifndef HTTPS_GET_WRITE_OUT_H
#define HTTPS_GET_WRITE_OUT_H

#include "facts.h"

#include <stdio.h>

/*
 * Writes a format: %{VARIABLE}, %% for a percent sign, \n, \r and \t; every other character as it
 * is. %{stderr} and %{stdout} lead what follows there, and %{onerror} ends the text of a page that
 * did not fail. A variable that https_get does not know is told of on err, as in curl, and nothing
 * is written for it. message is the sentence of a failure, "" = none.
 */
void write_out(const char *format, const struct facts *facts, const char *message, FILE *out,
               FILE *err);

#endif
