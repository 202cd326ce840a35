#include "url_query.h"

#include "part.h"

#include <stdio.h>
#include <string.h>

/* Where the next byte goes; at stays below size. */
struct writer {
    char *text;
    size_t at, size;
    bool good;
};

static void put(struct writer *w, char c)
{
    w->good = w->good && w->at + 1 < w->size;
    if (w->good)
        w->text[w->at++] = c;
}

static void put_encoded(struct writer *w, const char *content)
{
    static const char hex[] = "0123456789ABCDEF";

    for (; *content != '\0'; content++) {
        unsigned char c = (unsigned char)*content;

        if (is_letter(*content) || is_digit(*content) || strchr("-._~", *content) != NULL) {
            put(w, *content);
        } else if (c == ' ') {
            put(w, '+');
        } else {
            put(w, '%');
            put(w, hex[c >> 4]);
            put(w, hex[c & 15]);
        }
    }
}

/* What is put as it is must do in a URL. */
static void put_raw(struct writer *w, struct part text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];

        w->good = w->good && c > 0x20 && c < 0x7f && c != '#';
        put(w, text.at[i]);
    }
}

static void put_entry(struct writer *w, const char *entry)
{
    size_t name = strcspn(entry, "=");

    if (entry[0] == '+') {
        put_raw(w, (struct part){entry + 1, strlen(entry + 1)});
    } else if (entry[name] == '\0') {
        put_encoded(w, entry);
    } else {
        put_raw(w, (struct part){entry, name + (name > 0)});
        put_encoded(w, entry + name + 1);
    }
}

exit_code url_query_add(struct url *url, const struct text_list *entries, char why[URL_WHY_SIZE])
{
    struct writer w = {url->target, strlen(url->target), sizeof url->target, true};
    const char *query = strchr(url->target, '?');
    bool is_empty = query != NULL && query[1] == '\0';

    for (size_t i = 0; i < entries->count; i++) {
        if (i == 0 && query == NULL)
            put(&w, '?');
        else if (i > 0 || !is_empty)
            put(&w, '&');
        put_entry(&w, entries->at[i]);
    }
    url->target[w.at] = '\0';
    if (w.good)
        return EXIT_OK;
    snprintf(why, URL_WHY_SIZE,
             "--url-query makes the URL longer than %d bytes, or has a space, a '#', a control "
             "character or a byte beyond ASCII where it is not encoded",
             URL_TARGET_SIZE);
    return EXIT_URL;
}
