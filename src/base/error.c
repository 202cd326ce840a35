#include "base/error.h"

#include "base/escape.h"

#include <string.h>

/* One string for the three, since a pointer in a shared library costs 24 bytes more. */
typedef struct result_row {
    const char *texts; /* name, words and advice, each with its NUL */
    brine_category category;
    brine_alert alert;
} result_row;

static const result_row results[] = {
#define ROW(name, category, alert, words, advice)                                                  \
    {"BRINE_" #name "\0" words "\0" advice, BRINE_CATEGORY_##category, BRINE_ALERT_##alert},
    BRINE_RESULTS(ROW)
#undef ROW
};

static const result_row *find_result(brine_result result)
{
    size_t index = (size_t)result;

    return &results[index < sizeof results / sizeof *results ? index
                                                             : (size_t)BRINE_ERROR_INTERNAL];
}

static const char *behind(const char *text)
{
    return text + strlen(text) + 1;
}

const char *brine_result_name(brine_result result)
{
    return find_result(result)->texts;
}

const char *brine_result_text(brine_result result)
{
    return behind(brine_result_name(result));
}

const char *brine_result_advice(brine_result result)
{
    return behind(brine_result_text(result));
}

brine_category brine_result_category(brine_result result)
{
    return find_result(result)->category;
}

brine_alert brine_result_alert(brine_result result)
{
    return find_result(result)->alert;
}

const char *brine_alert_name(brine_alert alert)
{
    switch (alert) {
#define ROW(name, number, meaning)                                                                 \
    case number:                                                                                   \
        return #name;
        BRINE_ALERTS(ROW)
#undef ROW
    case BRINE_ALERT_none:
        return "none";
    case BRINE_ALERT_highest:
        break;
    }
    return "unknown";
}

const char *brine_alert_meaning(brine_alert alert)
{
    switch (alert) {
#define ROW(name, number, meaning)                                                                 \
    case number:                                                                                   \
        return meaning;
        BRINE_ALERTS(ROW)
#undef ROW
    case BRINE_ALERT_none:
        return "no alert";
    case BRINE_ALERT_highest:
        break;
    }
    return "no RFC of TLS 1.2 names this alert";
}

void brn_error_clear(brine_error *error)
{
    if (error == NULL)
        return;
    memset(error, 0, sizeof *error);
    error->step = "";
    error->alert_sent = BRINE_ALERT_none;
    error->alert_received = BRINE_ALERT_none;
    error->certificate = -1;
}

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

brine_result brn_fail(brine_error *error, brine_result code, const char *step, const char *format,
                      ...)
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

brine_result brn_fail_certificate(brine_error *error, brine_result code, int certificate,
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

void brn_error_advise(brine_error *error, const char *cause, const char *advice)
{
    char sentence[BRINE_ERROR_TEXT_SIZE];
    brn_text text = brn_text_in(sentence, sizeof sentence);

    brn_text_bytes(&text, (brine_bytes){(const uint8_t *)error->text, error->told});
    if (cause[0] != '\0')
        brn_text_add(&text, ": %s", cause);
    put_parts(error, sentence, "; ", advice);
}

void brn_error_add(brine_error *error, const char *format, ...)
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

void brn_error_lead(brine_error *error, const char *format, ...)
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
