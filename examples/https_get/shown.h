/*
 * Texts of others (a server, a URL, the command line) on their way to the screen.
 */
#ifndef HTTPS_GET_SHOWN_H
#define HTTPS_GET_SHOWN_H

#include <stddef.h>
#include <stdio.h>

/* Room for a name in a sentence; what is longer is cut, and "..." says so. */
#define SHOWN_SIZE 256

/* A text as brine_foreign_text writes it, in out, of size bytes; returns out. */
const char *shown(const char *text, char *out, size_t size);
const char *shown_bytes(const char *bytes, size_t length, char *out, size_t size);

/* Bytes of any number, the same way, to a stream. */
void put_shown(const char *bytes, size_t length, FILE *stream);

/* Lines that end with CRLF or LF, each behind a prefix; all that is between is escaped. */
void put_lines(const char *prefix, const char *text, size_t length, FILE *stream);

/*
 * A sentence in which the texts of others were made safe before: its backslashes stay, and
 * what slipped through is escaped.
 */
void put_sentence(const char *sentence, FILE *stream);

#endif
