/*
 * Every option, once: the parser and --help both read this table.
 */
#ifndef HTTPS_GET_OPTION_TABLE_H
#define HTTPS_GET_OPTION_TABLE_H

#include "options.h"

#include <stddef.h>

typedef enum option_kind {
    OPTION_FLAG,    /* bool: set */
    OPTION_TEXT,    /* const char *: the argument */
    OPTION_LIST,    /* text_list: one more */
    OPTION_SECONDS, /* uint32_t in milliseconds: "2", "0.5" */
    OPTION_OTHER,   /* options.c knows it by its long name */
} option_kind;

struct option_row {
    char letter;          /* 0 = none */
    const char *name;     /* long form, without -- */
    const char *argument; /* as --help calls it; NULL = none */
    option_kind kind;
    size_t offset; /* of the field in options */
    const char *help;
};

extern const struct option_row option_table[];
extern const size_t option_count;

#endif
