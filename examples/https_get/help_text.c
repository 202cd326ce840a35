#include "help_text.h"

#include <string.h>

/* How much of the text goes into a line of this width: whole words, at least one. */
static size_t line_length(const char *text, size_t width)
{
    size_t length = 0;

    for (;;) {
        size_t next = length + strspn(text + length, " ");

        next += strcspn(text + next, " \n");
        if (next == length || (next > width && length > 0))
            return length;
        length = next;
        if (text[length] == '\n' || text[length] == '\0')
            return length;
    }
}

/* The text from this column on, where the cursor is. */
static void put_lines_from(FILE *stream, size_t column, const char *text)
{
    for (;;) {
        size_t length = line_length(text, HELP_WIDTH - column);

        fprintf(stream, "%.*s\n", (int)length, text);
        text += length;
        text += *text == '\n' ? 1 : strspn(text, " ");
        if (*text == '\0')
            return;
        fprintf(stream, "%*s", (int)column, "");
    }
}

void help_put_row(FILE *stream, size_t column, const char *left, const char *right)
{
    if (strlen(left) + 2 > column)
        fprintf(stream, "%s\n%*s", left, (int)column, "");
    else
        fprintf(stream, "%-*s", (int)column, left);
    put_lines_from(stream, column, right);
}

void help_put_text(FILE *stream, const char *text)
{
    put_lines_from(stream, 0, text);
}
