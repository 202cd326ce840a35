#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

size_t terminal_columns(void)
{
    const char *columns = getenv("COLUMNS");
    long width = columns != NULL ? strtol(columns, NULL, 10) : 0;

    return width > 0 && width < 10000 ? (size_t)width : TERMINAL_WIDTH;
}

size_t terminal_width_or(int file, size_t columns)
{
    struct winsize size;

    return ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : columns;
}

size_t terminal_width(int file)
{
    return terminal_width_or(file, terminal_columns());
}

bool terminal_is_upset_by(const void *data, size_t length)
{
    return length > 0 && memchr(data, '\0', length) != NULL;
}
