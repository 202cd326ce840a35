#include "system/failure.h"

#include "base/error.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

brine_result brn_fail_system(brine_error *error, brine_result code, const char *step, int number,
                             const char *format, ...)
{
    char what[BRINE_ERROR_TEXT_SIZE], reason[128];
    brn_text text = brn_text_in(what, sizeof what);
    va_list arguments;

    if (error == NULL)
        return code;
    va_start(arguments, format);
    brn_text_add_list(&text, format, arguments);
    va_end(arguments);
    if (strerror_r(number, reason, sizeof reason) != 0)
        snprintf(reason, sizeof reason, "system error %d", number);
    brn_fail(error, code, step, "%s: %s", what, reason);
    error->system = number;
    return code;
}
