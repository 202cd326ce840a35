#include "connect_answer.h"

#include "shown.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct part {
    const char *at;
    size_t length;
};

/* The next line of the head, without its end. */
static bool take_line(struct part *head, struct part *line)
{
    const char *end = head->length > 0 ? memchr(head->at, '\n', head->length) : NULL;

    if (end == NULL)
        return false;
    *line = (struct part){head->at, (size_t)(end - head->at)};
    head->length -= line->length + 1;
    head->at = end + 1;
    if (line->length > 0 && line->at[line->length - 1] == '\r')
        line->length--;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

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
    static const char name[] = "Proxy-Authenticate:", basic[] = "Basic";
    size_t used = strlen(out->schemes);
    char value[CONNECT_SCHEMES_SIZE];

    if (line.length < sizeof name - 1 || strncasecmp(line.at, name, sizeof name - 1) != 0)
        return;
    line.at += sizeof name - 1;
    line.length -= sizeof name - 1;
    while (line.length > 0 && (*line.at == ' ' || *line.at == '\t')) {
        line.at++;
        line.length--;
    }
    if (line.length >= sizeof basic - 1 && strncasecmp(line.at, basic, sizeof basic - 1) == 0)
        out->offers_basic = true;
    shown_bytes(line.at, line.length, value, sizeof value);
    snprintf(out->schemes + used, sizeof out->schemes - used, "%s%s", used > 0 ? ", " : "", value);
}

bool connect_answer_read(const char *head, size_t length, struct connect_answer *out)
{
    struct part text = {head, length}, line;

    memset(out, 0, sizeof *out);
    if (!take_line(&text, &line) || !read_status(line, out))
        return false;
    while (take_line(&text, &line))
        read_field(line, out);
    return true;
}
