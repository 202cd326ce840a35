#include "html.h"

#include <string.h>

/* Bytes of a word that may be too wide for a phone. */
#define LONG_WORD 30

static const char *reference(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return (unsigned char)character < 0x20 || character == 0x7f ? "&#xfffd;" : NULL;
    }
}

static void put(FILE *out, char character)
{
    const char *written = reference(character);

    if (written != NULL)
        fputs(written, out);
    else
        fputc(character, out);
}

void html_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++)
        put(out, *text);
}

void html_value(FILE *out, const char *text)
{
    size_t word = 0; /* bytes of the word at hand */

    for (; *text != '\0'; text++) {
        if (word == 0)
            word = strcspn(text, " ");
        put(out, *text);
        if (*text == '_' && word >= LONG_WORD)
            fputs("<wbr>", out);
        if (*text == ' ')
            word = 0;
    }
}

void html_with(FILE *out, const char *markup, const char *text)
{
    const char *place = strstr(markup, "%s");

    fwrite(markup, 1, (size_t)(place - markup), out);
    html_text(out, text);
    fputs(place + strlen("%s"), out);
}
