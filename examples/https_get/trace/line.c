#include "line.h"

#include "wrap.h"

#include <string.h>

#define PLAIN "\033[0m"

void line_put(struct line *line, const char *colour, const char *text, size_t length)
{
    bool coloured = line->colours && colour != NULL;

    if (coloured)
        fputs(colour, line->out);
    fwrite(text, 1, length, line->out);
    if (coloured)
        fputs(PLAIN, line->out);
    line->columns += wrap_columns(text, length);
}

void line_text(struct line *line, const char *colour, const char *text)
{
    line_put(line, colour, text, strlen(text));
}

void line_fill(struct line *line, const char *colour, char fill, size_t column)
{
    char text[LINE_COLUMNS];
    size_t length = column > line->columns ? column - line->columns : 0;

    memset(text, fill, sizeof text);
    if (length > 0)
        line_put(line, colour, text, length < sizeof text ? length : sizeof text);
}

void line_end(struct line *line)
{
    fputc('\n', line->out);
    line->columns = 0;
}

void line_begin_row(struct line *line, const char *time)
{
    size_t length = strlen(time), width = CLIENT_COLUMN - 2;

    line_fill(line, NULL, ' ', length < width ? width - length : 0);
    line_text(line, LINE_DIM, time);
    line_fill(line, NULL, ' ', CLIENT_COLUMN);
    line_text(line, LINE_DIM, "|");
}

void line_end_row(struct line *line)
{
    line_fill(line, NULL, ' ', SERVER_COLUMN);
    line_text(line, LINE_DIM, "|");
    line_end(line);
}
