/*
 * How sentences are put together, of facts, the list's words and its advice.
 */
#include "base/error.h"
#include "base/escape.h"

#include <string.h>

/*
 * The sentence in two parts, of which the first says what happened. Foreign parts were escaped when
 * it was made. What slipped through, or comes from the system, is escaped here, so that a sentence
 * is one line of UTF-8 in any case.
 */
static void put_parts(brine_error *error, const char *told, const char *separator, const char *rest)
{
    brn_text text = brn_text_in(error->text, sizeof error->text);

    brn_text_sentence(&text, told);
    error->told = strlen(error->text);
    if (rest[0] == '\0')
        return;
    brn_text_string(&text, separator);
    brn_text_sentence(&text, rest);
    if (error->told > strlen(error->text))
        error->told = strlen(error->text);
}

BRINE_PRINTF(3, 0)
static void fill(brine_error *error, brine_result code, const char *format, va_list arguments)
{
    char sentence[BRINE_ERROR_TEXT_SIZE];
    brn_text text = brn_text_in(sentence, sizeof sentence);

    error->code = code;
    if (format == NULL)
        brn_text_string(&text, brine_result_text(code));
    else
        brn_text_add_list(&text, format, arguments);
    put_parts(error, sentence, "; ", brine_result_advice(code));
}

brine_result brn_fail_in_words(brine_error *error, brine_result code, const char *step,
                               const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return code;
    brn_error_clear(error);
    error->step = step;
    va_start(arguments, format);
    fill(error, code, format, arguments);
    va_end(arguments);
    return code;
}

brine_result brn_fail_certificate_in_words(brine_error *error, brine_result code, int certificate,
                                           const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return code;
    brn_error_clear(error);
    error->step = "Certificate";
    error->certificate = certificate;
    va_start(arguments, format);
    fill(error, code, format, arguments);
    va_end(arguments);
    return code;
}

void brn_error_advise_in_words(brine_error *error, const char *cause, const char *advice)
{
    char sentence[BRINE_ERROR_TEXT_SIZE];
    brn_text text = brn_text_in(sentence, sizeof sentence);

    brn_text_bytes(&text, (brine_bytes){(const uint8_t *)error->text, error->told});
    if (cause[0] != '\0')
        brn_text_add(&text, ": %s", cause);
    put_parts(error, sentence, "; ", advice);
}

void brn_error_add_in_words(brine_error *error, const char *format, ...)
{
    char told[BRINE_ERROR_TEXT_SIZE], rest[BRINE_ERROR_TEXT_SIZE];
    brn_text front = brn_text_in(told, sizeof told), back = brn_text_in(rest, sizeof rest);
    va_list arguments;

    brn_text_bytes(&front, (brine_bytes){(const uint8_t *)error->text, error->told});
    brn_text_string(&back, error->text + error->told);
    va_start(arguments, format);
    brn_text_add_list(&back, format, arguments);
    va_end(arguments);
    put_parts(error, told, "", rest);
}

void brn_error_lead_in_words(brine_error *error, const char *format, ...)
{
    char told[BRINE_ERROR_TEXT_SIZE], rest[BRINE_ERROR_TEXT_SIZE];
    brn_text front = brn_text_in(told, sizeof told), back = brn_text_in(rest, sizeof rest);
    va_list arguments;

    va_start(arguments, format);
    brn_text_add_list(&front, format, arguments);
    va_end(arguments);
    brn_text_bytes(&front, (brine_bytes){(const uint8_t *)error->text, error->told});
    brn_text_string(&back, error->text + error->told);
    put_parts(error, told, "", rest);
}
