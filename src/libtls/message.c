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

const char *brn_tls_shown(const char *text, char out[BRN_TLS_SHOWN_SIZE])
{
    const brine_bytes bytes = {(const uint8_t *)text, strlen(text)};

    brine_foreign_text(bytes, out, BRN_TLS_SHOWN_SIZE);
    return out;
}
