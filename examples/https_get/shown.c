#include "shown.h"

#include <brine/error.h>

#include <string.h>

/* Bytes that are escaped at once, and what they become at most. */
#define CHUNK_SIZE      128
#define CHUNK_TEXT_SIZE (3 * CHUNK_SIZE + 1)

const char *shown_bytes(const char *bytes, size_t length, char *out, size_t size)
{
    brine_foreign_text((brine_bytes){(const uint8_t *)bytes, length}, out, size);
    return out;
}

const char *shown(const char *text, char *out, size_t size)
{
    return shown_bytes(text, strlen(text), out, size);
}

/* What of the bytes is escaped at once: no character is torn, or it would not be one. */
static size_t chunk_length(const char *bytes, size_t length)
{
    size_t end = CHUNK_SIZE;

    if (length <= CHUNK_SIZE)
        return length;
    while (end > CHUNK_SIZE - 3 && ((unsigned char)bytes[end] & 0xc0) == 0x80)
        end--;
    return end;
}

void put_shown(const char *bytes, size_t length, FILE *stream)
{
    while (length > 0) {
        char text[CHUNK_TEXT_SIZE];
        size_t chunk = chunk_length(bytes, length);

        fputs(shown_bytes(bytes, chunk, text, sizeof text), stream);
        bytes += chunk;
        length -= chunk;
    }
}

void put_lines(const char *prefix, const char *text, size_t length, FILE *stream)
{
    while (length > 0) {
        const char *end = memchr(text, '\n', length);
        size_t line = end != NULL ? (size_t)(end - text) : length;
        bool crlf = end != NULL && line > 0 && text[line - 1] == '\r';

        fputs(prefix, stream);
        put_shown(text, crlf ? line - 1 : line, stream);
        fputc('\n', stream);
        line += end != NULL;
        text += line;
        length -= line;
    }
}

void put_sentence(const char *sentence, FILE *stream)
{
    for (;;) {
        size_t length = strcspn(sentence, "\\");

        put_shown(sentence, length, stream);
        if (sentence[length] == '\0')
            return;
        fputc('\\', stream);
        sentence += length + 1;
    }
}
