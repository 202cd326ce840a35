#include "connect_answer.h"

#include "head.h"
#include "shown.h"

#include <stdio.h>
#include <string.h>

/* "HTTP/1.1 200 Connection established"; proxies leave the reason out as well. */
static bool read_status(struct part line, struct connect_answer *out)
{
    static const char begin[] = "HTTP/1.";
    const char *at = line.at;

    if (line.length < 12 || memcmp(at, begin, sizeof begin - 1) != 0 || !is_digit(at[7]) ||
        at[8] != ' ' || !is_digit(at[9]) || !is_digit(at[10]) || !is_digit(at[11]) ||
        (line.length > 12 && at[12] != ' '))
        return false;
    out->status = (at[9] - '0') * 100 + (at[10] - '0') * 10 + (at[11] - '0');
    if (line.length > 13)
        shown_bytes(at + 13, line.length - 13, out->reason, sizeof out->reason);
    return true;
}

/* Notes the value of Proxy-Authenticate, which begins with a scheme (RFC 9110 section 11.7.1). */
static void read_field(struct part line, struct connect_answer *out)
{
    static const char field[] = "proxy-authenticate:";
    const size_t field_length = sizeof field - 1;
    struct part name = {line.at, field_length}, value;
    size_t used = strlen(out->schemes);
    char text[CONNECT_SCHEMES_SIZE];

    if (line.length < field_length || !part_is(name, field))
        return;
    value = head_trim((struct part){line.at + field_length, line.length - field_length});
    if (part_is(head_first_token(value), "basic"))
        out->offers_basic = true;
    shown_bytes(value.at, value.length, text, sizeof text);
    snprintf(out->schemes + used, sizeof out->schemes - used, "%s%s", used > 0 ? ", " : "", text);
}

bool connect_answer_read(const char *head, size_t length, struct connect_answer *out)
{
    struct part text = {head, length}, line;

    memset(out, 0, sizeof *out);
    if (!head_take_line(&text, &line) || !read_status(line, out))
        return false;
    while (head_take_line(&text, &line))
        read_field(line, out);
    return true;
}
