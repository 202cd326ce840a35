/*
 * What is shown of a message: names with values, as texts that are safe to show.
 */
#ifndef HTTPS_GET_TRACE_FIELDS_H
#define HTTPS_GET_TRACE_FIELDS_H

#include <brine/brine.h>

/* Fields of one message; more are left out. */
#define FIELDS_MAX 40

/* Bytes of a value with its NUL; what is longer is cut, and "..." says so. */
#define FIELD_VALUE_SIZE 1024

/* Names are static, of 11 letters at most, and the program's own. */
struct field {
    const char *name;
    char *value; /* owned */
};

struct fields {
    struct field *at; /* owned; NULL = none */
    size_t count;
};

/* Each adds one; without memory it is left out. */
void fields_add(struct fields *fields, const char *name, const char *format, ...)
    BRINE_PRINTF(3, 4);
/* The bytes of others. */
void fields_add_foreign(struct fields *fields, const char *name, brine_bytes bytes);
void fields_free(struct fields *fields);

/* The value of the first field of this name, or NULL. */
const char *fields_find(const struct fields *fields, const char *name);

/* A value in the making: a list with commas. */
struct field_list {
    char text[FIELD_VALUE_SIZE];
    size_t length;
    size_t left_out; /* entries that found no room */
};

void field_list_add(struct field_list *list, const char *entry);
void field_list_add_foreign(struct field_list *list, brine_bytes entry);
/* Adds the list as a field, with how many were left out; an empty one as "none". */
void fields_add_list(struct fields *fields, const char *name, const struct field_list *list);

#endif
