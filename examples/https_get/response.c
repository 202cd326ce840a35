#include "response.h"

#include "head.h"
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

/* Room for an element of a field in a reason. */
#define QUOTED_SIZE 64

static const char *quote(struct part p, char out[QUOTED_SIZE])
{
    return shown_bytes(p.at, p.length, out, QUOTED_SIZE);
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

    while (head_take_element(&value, &element)) {
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

/*
 * We asked for no coding: chunked, once and last, is all that a server may apply. "identity" was
 * the name of none (RFC 2616 section 3.6), and servers still send it.
 */
static bool parse_coding(struct part value, struct response *out, char *why)
{
    struct part element;
    char quoted[QUOTED_SIZE];

    while (head_take_element(&value, &element)) {
        bool identity = part_is(element, "identity");

        if (out->chunked || (!identity && !part_is(element, "chunked")))
            return refuse(why, "the transfer coding \"%s\" is not supported%s",
                          quote(element, quoted), out->chunked ? " behind chunked" : "");
        out->chunked = !identity;
        out->identity = out->identity || identity;
    }
    return true;
}

static void parse_connection(struct part value, struct response *out)
{
    struct part element;

    while (head_take_element(&value, &element)) {
        if (part_is(element, "close"))
            out->keep_alive = false;
        else if (part_is(element, "keep-alive") && out->minor == 0)
            out->keep_alive = true;
    }
}

/* Whether a field says where the body ends. */
static bool is_framing(struct part name)
{
    return part_is(name, "content-length") || part_is(name, "transfer-encoding");
}

/*
 * A line that is no field is passed over, as browsers and curl do, unless it could be meant to say
 * where the body ends: a proxy between us may have taken it so (RFC 9112 section 11.2).
 */
static bool pass_over(struct part name, char *why)
{
    struct part token = head_first_token(name);
    char quoted[QUOTED_SIZE];

    if (!is_framing(token))
        return true;
    return refuse(why,
                  "the header line that begins with \"%s\" is malformed, so where the body ends "
                  "is not known",
                  quote(name, quoted));
}

static void keep_location(struct part value, struct response *out)
{
    if (out->location != NULL || value.length == 0)
        return;
    out->location = value.at;
    out->location_length = value.length;
}

/* Blanks before the colon are passed over, since a proxy would have to (RFC 9112 section 5.1). */
static bool parse_field(struct part line, struct response *out, char *why)
{
    const char *colon = memchr(line.at, ':', line.length);
    size_t name_length = colon != NULL ? (size_t)(colon - line.at) : line.length;
    struct part name = head_trim((struct part){line.at, name_length}), value;

    if (colon == NULL || !head_is_token(name))
        return pass_over(name, why);
    value = head_trim((struct part){colon + 1, line.length - name_length - 1});
    if (part_is(name, "content-length"))
        return parse_length(value, out, why);
    if (part_is(name, "transfer-encoding"))
        return parse_coding(value, out, why);
    if (part_is(name, "connection"))
        parse_connection(value, out);
    if (part_is(name, "location"))
        keep_location(value, out);
    return true;
}

static bool parse_fields(struct part text, struct response *out, char *why)
{
    struct part line;

    /* Before the first field a blank folds nothing: each such line is passed over (section 2.2). */
    while (head_begins_blank(text) && head_take_line(&text, &line))
        if (!pass_over(line, why))
            return false;
    while (head_take_folded_line(&text, &line) && line.length > 0)
        if (!parse_field(line, out, why))
            return false;
    return true;
}

/* A length beside a coding may be an attack on a proxy between us (RFC 9112 section 6.1). */
static void settle_framing(struct response *out)
{
    if ((out->chunked && out->minor == 0) || ((out->chunked || out->identity) && out->has_length))
        out->keep_alive = false;
    if (out->chunked)
        out->has_length = false;
}

bool response_parse(const char *head, size_t length, struct response *out,
                    char why[RESPONSE_WHY_SIZE])
{
    struct part text = {head, length}, line;

    memset(out, 0, sizeof *out);
    if (memchr(head, '\0', length) != NULL)
        return refuse(why, "the response's head contains a NUL byte");
    if (!head_take_line(&text, &line) || !parse_status(line, out, why))
        return refuse(why, "the server's answer does not begin like HTTP/1.1");
    out->keep_alive = out->minor >= 1;
    if (!parse_fields(text, out, why))
        return false;
    settle_framing(out);
    return true;
}

bool response_location(const struct response *response, char *out, size_t size)
{
    struct part left = {response->location, response->location_length}, line;
    size_t used = 0;

    while (left.length > 0) {
        const char *end = memchr(left.at, '\n', left.length);
        size_t length = end != NULL ? (size_t)(end - left.at) + 1 : left.length;

        line = head_trim((struct part){left.at, length});
        left.at += length;
        left.length -= length;
        if (used + line.length + 2 > size)
            return false;
        if (used > 0 && line.length > 0)
            out[used++] = ' ';
        memcpy(out + used, line.at, line.length);
        used += line.length;
    }
    out[used] = '\0';
    return true;
}

bool response_has_body(const struct response *response, bool head_request)
{
    return !head_request && response->status >= 200 && response->status != 204 &&
           response->status != 304;
}
