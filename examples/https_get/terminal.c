#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

size_t terminal_width(int file)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    long width;

    if (ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    width = columns != NULL ? strtol(columns, NULL, 10) : 0;
    return width > 0 && width < 10000 ? (size_t)width : TERMINAL_WIDTH;
}

bool terminal_is_upset_by(const void *data, size_t length)
{
    return length > 0 && memchr(data, '\0', length) != NULL;
}
