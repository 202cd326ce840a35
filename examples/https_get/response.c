#include "response.h"

#include "shown.h"

#include <brine/types.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool refuse(char *why, const char *format, ...) BRINE_PRINTF(2, 3);

static bool refuse(char *why, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(why, RESPONSE_WHY_SIZE, format, arguments);
    va_end(arguments);
    return false;
}

/* A stretch of the head. */
struct part {
    const char *at;
    size_t length;
};

/* Room for an element of a field in a reason. */
#define QUOTED_SIZE 64

static const char *quote(struct part p, char out[QUOTED_SIZE])
{
    return shown_bytes(p.at, p.length, out, QUOTED_SIZE);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool part_is(struct part p, const char *lower_text)
{
    for (size_t i = 0; i < p.length; i++)
        if (lower_text[i] == '\0' || lower(p.at[i]) != lower_text[i])
            return false;
    return lower_text[p.length] == '\0';
}

static struct part trim(struct part p)
{
    while (p.length > 0 && (p.at[0] == ' ' || p.at[0] == '\t')) {
        p.at++;
        p.length--;
    }
    while (p.length > 0 && (p.at[p.length - 1] == ' ' || p.at[p.length - 1] == '\t'))
        p.length--;
    return p;
}

/* The next line of a text, without its end. */
static bool take_line(struct part *text, struct part *line)
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

/* The next element of a comma-separated value; empty ones are skipped (RFC 9110 section 5.6.1). */
static bool take_element(struct part *list, struct part *element)
{
    while (list->length > 0) {
        const char *comma = memchr(list->at, ',', list->length);
        size_t length = comma != NULL ? (size_t)(comma - list->at) : list->length;

        *element = trim((struct part){list->at, length});
        list->at += length + (comma != NULL);
        list->length -= length + (comma != NULL);
        if (element->length > 0)
            return true;
    }
    return false;
}

size_t response_head_length(const char *data, size_t length)
{
    struct part text = {data, length}, line;

    while (take_line(&text, &line))
        if (line.length == 0)
            return length - text.length;
    return 0;
}

bool response_may_begin(const char *data, size_t length)
{
    static const char begin[] = "HTTP/1.";
    size_t known = sizeof begin - 1;

    return length == 0 || memcmp(data, begin, length < known ? length : known) == 0;
}

/* "HTTP/1.1 200 OK" (RFC 9112 section 4); servers leave the last space out as well. */
static bool parse_status(struct part line, struct response *out, char *why)
{
    const char *at = line.at;

    if (line.length < 12 || memcmp(at, "HTTP/1.", 7) != 0 || at[7] < '0' || at[7] > '9' ||
        at[8] != ' ' || (line.length > 12 && at[12] != ' '))
        return refuse(why, "the server's answer does not begin like HTTP/1.1");
    out->minor = at[7] - '0';
    out->status = 0;
    for (size_t i = 9; i < 12; i++) {
        if (at[i] < '0' || at[i] > '9')
            return refuse(why, "the status in the server's answer is not a number");
        out->status = out->status * 10 + (at[i] - '0');
    }
    if (out->status < 100)
        return refuse(why, "the server's answer has the impossible status %03d", out->status);
    return true;
}

/* All elements, of all such fields, must agree (RFC 9112 section 6.3, rule 5). */
static bool parse_length(struct part value, struct response *out, char *why)
{
    struct part element;
    bool any = false;
    char quoted[QUOTED_SIZE];

    while (take_element(&value, &element)) {
        uint64_t length = 0;

        for (size_t i = 0; i < element.length; i++) {
            char c = element.at[i];

            if (c < '0' || c > '9' || length > (UINT64_MAX - 9) / 10)
                return refuse(why, "Content-Length is \"%s\", which is no length",
                              quote(element, quoted));
            length = length * 10 + (uint64_t)(c - '0');
        }
        if (out->has_length && out->length != length)
            return refuse(why, "there are two different Content-Lengths, %llu and %llu",
                          (unsigned long long)out->length, (unsigned long long)length);
        out->has_length = true;
        out->length = length;
        any = true;
    }
    return any ? true : refuse(why, "Content-Length is empty");
}

/* We asked for no coding: chunked, alone and once, is all that a server may apply. */
static bool parse_coding(struct part value, struct response *out, char *why)
{
    struct part element;
    char quoted[QUOTED_SIZE];

    while (take_element(&value, &element)) {
        if (!part_is(element, "chunked") || out->chunked)
            return refuse(why, "the transfer coding \"%s\" is not supported",
                          quote(element, quoted));
        out->chunked = true;
    }
    return true;
}

static void parse_connection(struct part value, struct response *out)
{
    struct part element;

    while (take_element(&value, &element)) {
        if (part_is(element, "close"))
            out->keep_alive = false;
        else if (part_is(element, "keep-alive") && out->minor == 0)
            out->keep_alive = true;
    }
}

/* The token of RFC 9110 section 5.6.2. */
static bool is_token(struct part p)
{
    for (size_t i = 0; i < p.length; i++) {
        char c = p.at[i];

        if (!((lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
              (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL)))
            return false;
    }
    return p.length > 0;
}

static bool parse_field(struct part line, struct response *out, char *why)
{
    const char *colon = memchr(line.at, ':', line.length);
    struct part name, value;

    if (colon == NULL)
        return refuse(why, "a header line has no colon");
    name = (struct part){line.at, (size_t)(colon - line.at)};
    value = trim((struct part){colon + 1, line.length - name.length - 1});
    if (!is_token(name))
        return refuse(why, "a header field has no valid name");
    if (part_is(name, "content-length"))
        return parse_length(value, out, why);
    if (part_is(name, "transfer-encoding"))
        return parse_coding(value, out, why);
    if (part_is(name, "connection"))
        parse_connection(value, out);
    if (part_is(name, "location") && out->location == NULL) {
        out->location = value.at;
        out->location_length = value.length;
    }
    return true;
}

bool response_parse(const char *head, size_t length, struct response *out,
                    char why[RESPONSE_WHY_SIZE])
{
    struct part text = {head, length}, line;
    bool first = true;

    memset(out, 0, sizeof *out);
    if (memchr(head, '\0', length) != NULL)
        return refuse(why, "the response's head contains a NUL byte");
    if (!take_line(&text, &line) || !parse_status(line, out, why))
        return refuse(why, "the server's answer does not begin like HTTP/1.1");
    out->keep_alive = out->minor >= 1;
    while (take_line(&text, &line) && line.length > 0) {
        bool folded = line.at[0] == ' ' || line.at[0] == '\t';

        /*
         * A folded line belongs to the field before (RFC 9112 section 5.2, obsolete): none
         * of the fields that are looked at is ever sent so, except by an attacker.
         */
        if (folded && first)
            return refuse(why, "the first header line begins with a space");
        if (!folded && !parse_field(line, out, why))
            return false;
        first = false;
    }
    /* A length beside the coding may be an attack on a proxy between us (section 6.1). */
    if (out->chunked && (out->has_length || out->minor == 0)) {
        out->keep_alive = false;
        out->has_length = false;
    }
    return true;
}

bool response_has_body(const struct response *response, bool head_request)
{
    return !head_request && response->status >= 200 && response->status != 204 &&
           response->status != 304;
}
