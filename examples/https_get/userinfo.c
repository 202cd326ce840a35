#include "userinfo.h"

#include <stdio.h>
#include <string.h>

static bool decode(struct part text, char out[USERINFO_SIZE])
{
    size_t length = 0;

    while (text.length > 0) {
        unsigned char raw = (unsigned char)text.at[0];
        size_t used;
        char byte = part_byte(text, &used);

        if (raw <= 0x20 || raw == 0x7f || byte == '\0' || length + 2 >= USERINFO_SIZE)
            return false;
        out[length++] = byte;
        text.at += used;
        text.length -= used;
    }
    out[length] = '\0';
    return true;
}

bool userinfo_take(struct part *authority, char out[USERINFO_SIZE])
{
    const char *end = memchr(authority->at, '@', authority->length);
    size_t length = end != NULL ? (size_t)(end - authority->at) : 0;
    const struct part text = {authority->at, length};

    out[0] = '\0';
    if (end == NULL)
        return true;
    authority->at += length + 1;
    authority->length -= length + 1;
    if (!decode(text, out))
        return false;
    if (memchr(text.at, ':', length) == NULL)
        strcat(out, ":");
    return true;
}

/* Where the authority of a URL begins, with a scheme or without, however many slashes it has. */
static const char *find_authority(const char *url)
{
    const char *at = url;

    while (is_letter(*at) || is_digit(*at) || *at == '+' || *at == '-' || *at == '.')
        at++;
    if (at[0] == ':' && at[1] == '/')
        url = at + 1;
    return url + strspn(url, "/");
}

const char *userinfo_hidden(const char *url, char *out, size_t size)
{
    const char *authority = find_authority(url);
    const char *host = authority + strcspn(authority, "/?#\\");

    while (host > authority && host[-1] != '@')
        host--;
    if (host == authority)
        snprintf(out, size, "%s", url);
    else
        snprintf(out, size, "%.*s***@%s", (int)(authority - url), url, host);
    return out;
}
