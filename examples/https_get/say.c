#include "say.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LINE_SIZE 2048

/* A server must not be able to write to somebody's terminal. */
static unsigned char harmless(unsigned char c)
{
    return c < 0x20 || c == 0x7f ? '?' : c;
}

static void say(const char *prefix, const char *format, va_list arguments) BRINE_PRINTF(2, 0);

static void say(const char *prefix, const char *format, va_list arguments)
{
    char line[LINE_SIZE];

    vsnprintf(line, sizeof line, format, arguments);
    for (char *at = line; *at != '\0'; at++)
        *at = (char)harmless((unsigned char)*at);
    fprintf(stderr, "%s%s\n", prefix, line);
}

exit_code say_failure(const struct options *options, exit_code code, const char *format, ...)
{
    char prefix[32];
    va_list arguments;

    if (options->silent && !options->show_error)
        return code;
    snprintf(prefix, sizeof prefix, "https_get: (%d) ", code);
    va_start(arguments, format);
    say(prefix, format, arguments);
    va_end(arguments);
    return code;
}

void say_warning(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say("https_get: WARNING: ", format, arguments);
    va_end(arguments);
}

void say_note(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    say("* ", format, arguments);
    va_end(arguments);
}

void say_lines(char mark, const char *text, size_t length)
{
    bool at_start = true;

    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if (at_start)
            fprintf(stderr, "%c ", mark);
        at_start = c == '\n';
        if (c != '\r')
            fputc(c == '\n' || c == '\t' ? c : harmless(c), stderr);
    }
}
