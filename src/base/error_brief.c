/*
 * The short form of an error, for hosts that have little room.
 */
#include "base/text.h"

#include <brine/error.h>
#include <string.h>

/* What happened, without advice; the list's words where no sentence was made. */
static brine_bytes telling_part(const brine_error *error)
{
    const char *end = memchr(error->text, '\0', sizeof error->text);
    size_t len = end == NULL ? sizeof error->text : (size_t)(end - error->text);
    const char *words = brine_result_text(error->code);

    if (len == 0)
        return (brine_bytes){(const uint8_t *)words, strlen(words)};
    if (error->told > 0 && error->told < len)
        len = error->told;
    return (brine_bytes){(const uint8_t *)error->text, len};
}

size_t brine_error_brief(const brine_error *error, char *out, size_t cap)
{
    brn_text text;

    if (error == NULL || brn_text_has_no_place(out, cap))
        return brn_no_text(out, cap);
    text = brn_text_in(out, cap < BRINE_ERROR_BRIEF_SIZE ? cap : BRINE_ERROR_BRIEF_SIZE);
    brn_text_string(&text, brine_result_name(error->code));
    brn_text_string(&text, ": ");
    brn_text_bytes(&text, telling_part(error));
    return text.len;
}
