#include "head.h"

#include <string.h>

size_t head_length(const char *data, size_t length, struct head_scan *scan)
{
    while (scan->at < length) {
        const char *end = memchr(data + scan->at, '\n', length - scan->at);
        size_t start = scan->line, line_length;

        if (end == NULL)
            break;
        line_length = (size_t)(end - data) - start;
        scan->at = scan->line = start + line_length + 1;
        if (line_length == 0 || (line_length == 1 && data[start] == '\r'))
            return scan->at;
    }
    scan->at = length;
    return 0;
}

bool head_take_line(struct part *text, struct part *line)
{
    const char *end = text->length > 0 ? memchr(text->at, '\n', text->length) : NULL;

    if (end == NULL)
        return false;
    *line = (struct part){text->at, (size_t)(end - text->at)};
    text->length -= line->length + 1;
    text->at = end + 1;
    if (line->length > 0 && line->at[line->length - 1] == '\r')
        line->length--;
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool head_begins_blank(struct part text)
{
    return text.length > 0 && is_blank(text.at[0]);
}

bool head_take_folded_line(struct part *text, struct part *line)
{
    struct part more;

    if (!head_take_line(text, line))
        return false;
    while (line->length > 0 && head_begins_blank(*text) && head_take_line(text, &more))
        line->length = (size_t)(more.at - line->at) + more.length;
    return true;
}

/* Bytes of the blank that a part begins with: 1, or 2 for a fold's CRLF; 0 when it has none. */
static size_t first_blank(struct part p)
{
    if (p.length > 0 && (is_blank(p.at[0]) || p.at[0] == '\n'))
        return 1;
    return p.length > 1 && p.at[0] == '\r' && p.at[1] == '\n' ? 2 : 0;
}

/* The same at its end. */
static size_t last_blank(struct part p)
{
    if (p.length == 0)
        return 0;
    if (p.at[p.length - 1] == '\n')
        return p.length > 1 && p.at[p.length - 2] == '\r' ? 2 : 1;
    return is_blank(p.at[p.length - 1]);
}

struct part head_trim(struct part part)
{
    size_t n;

    while ((n = first_blank(part)) > 0) {
        part.at += n;
        part.length -= n;
    }
    while ((n = last_blank(part)) > 0)
        part.length -= n;
    return part;
}

bool head_take_element(struct part *list, struct part *element)
{
    while (list->length > 0) {
        const char *comma = memchr(list->at, ',', list->length);
        size_t length = comma != NULL ? (size_t)(comma - list->at) : list->length;

        *element = head_trim((struct part){list->at, length});
        list->at += length + (comma != NULL);
        list->length -= length + (comma != NULL);
        if (element->length > 0)
            return true;
    }
    return false;
}

static bool is_token_byte(char c)
{
    return is_letter(c) || is_digit(c) || (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

struct part head_first_token(struct part part)
{
    size_t length = 0;

    while (part.length > 0 && !is_token_byte(part.at[0])) {
        part.at++;
        part.length--;
    }
    while (length < part.length && is_token_byte(part.at[length]))
        length++;
    return (struct part){part.at, length};
}

bool head_is_token(struct part part)
{
    return part.length > 0 && head_first_token(part).length == part.length;
}
