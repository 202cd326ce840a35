#include "fields.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a list that are kept for telling how many entries were left out. */
#define LEFT_OUT_ROOM 40

static void add(struct fields *fields, const char *name, const char *value)
{
    struct field *grown;
    char *copy;

    if (fields->count == FIELDS_MAX)
        return;
    copy = strdup(value);
    grown = copy != NULL ? realloc(fields->at, (fields->count + 1) * sizeof *grown) : NULL;
    if (grown == NULL) {
        free(copy);
        return;
    }
    fields->at = grown;
    grown[fields->count].name = name;
    grown[fields->count].value = copy;
    fields->count++;
}

void fields_add(struct fields *fields, const char *name, const char *format, ...)
{
    char value[FIELD_VALUE_SIZE];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(value, sizeof value, format, arguments);
    va_end(arguments);
    add(fields, name, value);
}

void fields_add_foreign(struct fields *fields, const char *name, brine_bytes bytes)
{
    char value[FIELD_VALUE_SIZE];

    brine_foreign_text(bytes, value, sizeof value);
    add(fields, name, value);
}

void fields_free(struct fields *fields)
{
    for (size_t i = 0; i < fields->count; i++)
        free(fields->at[i].value);
    free(fields->at);
    *fields = (struct fields){NULL, 0};
}

const char *fields_find(const struct fields *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (strcmp(fields->at[i].name, name) == 0)
            return fields->at[i].value;
    return NULL;
}

void field_list_add(struct field_list *list, const char *entry)
{
    const char *separator = list->length > 0 ? ", " : "";
    size_t length = strlen(separator) + strlen(entry);

    if (list->left_out > 0 || list->length + length > sizeof list->text - LEFT_OUT_ROOM) {
        list->left_out++;
        return;
    }
    snprintf(list->text + list->length, sizeof list->text - list->length, "%s%s", separator, entry);
    list->length += length;
}

void field_list_add_foreign(struct field_list *list, brine_bytes entry)
{
    char text[FIELD_VALUE_SIZE];

    brine_foreign_text(entry, text, sizeof text);
    field_list_add(list, text);
}

void fields_add_list(struct fields *fields, const char *name, const struct field_list *list)
{
    if (list->left_out > 0)
        fields_add(fields, name, "%s%s%zu more", list->text, list->length > 0 ? ", and " : "",
                   list->left_out);
    else
        fields_add(fields, name, "%s", list->length > 0 ? list->text : "none");
}
