#include "say.h"

#include "progress.h"
#include "shown.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LINE_SIZE 2048

static char last_failure[LINE_SIZE];

static void say(const char *prefix, const char *format, va_list arguments) BRINE_PRINTF(2, 0);

static void say(const char *prefix, const char *format, va_list arguments)
{
    char line[LINE_SIZE];
    int length = vsnprintf(line, sizeof line, format, arguments);

    progress_leave_line();
    fputs(prefix, stderr);
    put_sentence(line, stderr);
    fputs(length >= LINE_SIZE ? "...\n" : "\n", stderr);
}

exit_code say_failure(const struct options *options, exit_code code, const char *format, ...)
{
    char prefix[32];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(last_failure, sizeof last_failure, format, arguments);
    va_end(arguments);
    if (options->silent && !options->show_error)
        return code;
    snprintf(prefix, sizeof prefix, "https_get: (%d) ", code);
    va_start(arguments, format);
    say(prefix, format, arguments);
    va_end(arguments);
    return code;
}

const char *say_last_failure(void)
{
    return last_failure;
}

void say_forget_failure(void)
{
    last_failure[0] = '\0';
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
    progress_leave_line();
    put_lines((const char[]){mark, ' ', '\0'}, text, length, stderr);
}
