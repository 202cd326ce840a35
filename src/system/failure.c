#include "system/failure.h"

#include "base/error.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

const char *brn_system_words(int number, char out[BRN_SYSTEM_WORDS_SIZE])
{
    if (strerror_r(number, out, BRN_SYSTEM_WORDS_SIZE) != 0)
        snprintf(out, BRN_SYSTEM_WORDS_SIZE, "system error %d", number);
    return out;
}

brine_result brn_fail_system(brine_error *error, brine_result code, const char *step, int number,
                             const char *format, ...)
{
    char what[BRINE_ERROR_TEXT_SIZE], reason[BRN_SYSTEM_WORDS_SIZE];
    brn_text text = brn_text_in(what, sizeof what);
    va_list arguments;

    if (error == NULL)
        return code;
    va_start(arguments, format);
    brn_text_add_list(&text, format, arguments);
    va_end(arguments);
    brn_fail(error, code, step, "%s: %s", what, brn_system_words(number, reason));
    error->system = number;
    return code;
}
