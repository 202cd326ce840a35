#include "libtls/list.h"

#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool brn_tls_list_next(const char **cursor, const char *separators, char word[BRN_TLS_WORD_SIZE])
{
    const char *start = *cursor;
    size_t len;

    if (start == NULL)
        return false;
    len = strcspn(start, separators);
    *cursor = start[len] != '\0' ? start + len + 1 : NULL;
    while (len > 0 && is_blank(*start)) {
        start++;
        len--;
    }
    while (len > 0 && is_blank(start[len - 1]))
        len--;
    if (len >= BRN_TLS_WORD_SIZE)
        len = BRN_TLS_WORD_SIZE - 1;
    memcpy(word, start, len);
    word[len] = '\0';
    return true;
}

bool brn_tls_list_add(char **list, const char *word)
{
    size_t before = *list != NULL ? strlen(*list) + 1 : 0, len = strlen(word);
    char *longer = malloc(before + len + 1);

    if (longer != NULL) {
        if (before > 0) {
            memcpy(longer, *list, before - 1);
            longer[before - 1] = ':';
        }
        memcpy(longer + before, word, len + 1);
    }
    free(*list);
    *list = longer;
    return longer != NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool brn_tls_same_word(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}
