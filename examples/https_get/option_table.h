/*
 * Every option, once: the parser and --help both read this table.
 */
#ifndef HTTPS_GET_OPTION_TABLE_H
#define HTTPS_GET_OPTION_TABLE_H

#include "options.h"

#include <stddef.h>

struct option_row;

/* One option on the command line. */
struct option_use {
    struct options *out;
    const struct option_row *row;
    const char *name; /* as it was written: "-m" or "--max-time" */
    const char *next; /* the word behind it, which it has not taken; NULL = none */
};

/*
 * Takes an option into the struct; value is its argument, NULL where the row has none.
 * EXIT_OK, or the exit code after a sentence on stderr.
 */
typedef exit_code option_reader(const struct option_use *use, const char *value);

struct option_row {
    char letter;          /* 0 = none */
    const char *name;     /* long form, without -- */
    const char *argument; /* as --help calls it; NULL = none */
    option_reader *read;
    size_t offset; /* of the field in options, where the reader wants one */
    const char *help;
};

extern const struct option_row option_table[];
extern const size_t option_count;

#endif
