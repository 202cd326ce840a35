#include "system/failure.h"

#include "base/error.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *brn_system_words(int number, char out[BRN_SYSTEM_WORDS_SIZE])
{
    if (strerror_r(number, out, BRN_SYSTEM_WORDS_SIZE) != 0)
        snprintf(out, BRN_SYSTEM_WORDS_SIZE, "system error %d", number);
    return out;
}

/* What helps where the process, the machine or the program is at fault, and not what was asked for.
 */
static const struct {
    int number;
    const char *advice;
} causes[] = {
    {EMFILE, "the process has as many files and sockets open as it may: close some, or let it have "
             "more (ulimit -n)"},
    {ENFILE, "the machine has as many files open as it can: close some, in other processes, too"},
    {ENOMEM, "let the process have more memory"},
    {ENOBUFS, "the machine has no memory left for the network: open fewer connections at once"},
    {EBADF, "the program closed the descriptor, which was not its own any more"},
    {ENOTSOCK, "the program closed the descriptor, or gave one that is no socket"},
};

const char *brn_system_advice(int number)
{
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (causes[i].number == number)
            return causes[i].advice;
    return NULL;
}

brine_result brn_fail_system(brine_error *error, brine_result code, const char *step, int number,
                             const char *format, ...)
{
    char what[BRINE_ERROR_TEXT_SIZE], reason[BRN_SYSTEM_WORDS_SIZE];
    brn_text text = brn_text_in(what, sizeof what);
    va_list arguments;

    if (error == NULL)
        return code;
    if (!BRN_TEXTS) {
        brn_fail_without_words(error, code, step);
        error->system = number;
        return code;
    }
    va_start(arguments, format);
    brn_text_add_list(&text, format, arguments);
    va_end(arguments);
    brn_fail(error, code, step, "%s: %s", what, brn_system_words(number, reason));
    error->system = number;
    if (brn_system_advice(number) != NULL)
        brn_error_advise(error, "", brn_system_advice(number));
    return code;
}
