#include "libtls/message.h"

#include <brine/error.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void brn_tls_message_clear(char **message)
{
    free(*message);
    *message = NULL;
}

void brn_tls_message_set(char **message, const char *format, ...)
{
    char text[BRINE_ERROR_TEXT_SIZE + 128];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    brn_tls_message_clear(message);
    *message = strdup(text);
}
