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

static void put_encoded(struct writer *w, unsigned char c)
{
    static const char hex[] = "0123456789ABCDEF";
    char letter = (char)c;

    if (is_letter(letter) || is_digit(letter) || (c != '\0' && strchr("-._~", letter) != NULL)) {
        put(w, letter);
    } else if (c == ' ') {
        put(w, '+');
    } else {
        put(w, '%');
        put(w, hex[c >> 4]);
        put(w, hex[c & 15]);
    }
}

/* ---- What an option means ---- */

static void put_text(struct writer *w, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        put(w, text[i]);
}

static void put_content(struct writer *w, const char *content)
{
    for (; *content != '\0'; content++)
        put_encoded(w, (unsigned char)*content);
}

/* NAME= and what is in the file, or nothing if it is empty, as curl has it. */
static bool put_file(struct writer *w, const char *name, size_t name_length, const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    int c = file != NULL ? fgetc(file) : EOF;
    bool good;

    if (c != EOF && name_length > 0) {
        put_text(w, name, name_length);
        put(w, '=');
    }
    for (; c != EOF && w->good; c = fgetc(file))
        put_encoded(w, (unsigned char)c);
    good = file != NULL && !ferror(file);
    if (file != NULL && file != stdin)
        fclose(file);
    return good;
}

exit_code url_query_read(const char *option, char out[URL_TARGET_SIZE])
{
    struct writer w = {out, 0, URL_TARGET_SIZE, true};
    size_t length = strlen(option), name = strcspn(option, "=");
    bool readable = true;

    if (option[0] != '+' && name == length)
        name = strcspn(option, "@");
    if (option[0] == '+') {
        put_text(&w, option + 1, length - 1);
    } else if (name == length) {
        put_content(&w, option);
    } else if (option[name] == '@') {
        readable = put_file(&w, option, name, option + name + 1);
    } else {
        put_text(&w, option, name + (name > 0));
        put_content(&w, option + name + 1);
    }
    out[w.at] = '\0';
    if (!readable)
        return EXIT_READ;
    return w.good ? EXIT_OK : EXIT_URL;
}

/* ---- Behind a URL ---- */

/* What was put as it is must do in a URL. */
static void put_checked(struct writer *w, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        w->good = w->good && c > 0x20 && c < 0x7f && c != '#';
        put(w, *text);
    }
}

exit_code url_query_add(struct url *url, const struct text_list *entries, char why[URL_WHY_SIZE])
{
    struct writer w = {url->target, strlen(url->target), sizeof url->target, true};
    const char *query = strchr(url->target, '?');
    bool has_query = query != NULL, is_empty = has_query && query[1] == '\0';

    for (size_t i = 0; i < entries->count; i++) {
        if (entries->at[i][0] == '\0') /* of an empty file */
            continue;
        if (!has_query)
            put(&w, '?');
        else if (!is_empty)
            put(&w, '&');
        put_checked(&w, entries->at[i]);
        has_query = true;
        is_empty = false;
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
