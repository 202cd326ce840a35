#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct result_row {
    const char *name;
    const char *words;
    const char *advice;
    brine_category category;
    brine_alert alert;
} result_row;

static const result_row results[] = {
#define ROW(name, category, alert, words, advice)                                                  \
    {"BRINE_" #name, words, advice, BRINE_CATEGORY_##category, BRINE_ALERT_##alert},
    BRINE_RESULTS(ROW)
#undef ROW
};

static const result_row *find_result(brine_result result)
{
    size_t index = (size_t)result;

    return &results[index < sizeof results / sizeof *results ? index
                                                             : (size_t)BRINE_ERROR_INTERNAL];
}

const char *brine_result_name(brine_result result)
{
    return find_result(result)->name;
}

const char *brine_result_text(brine_result result)
{
    return find_result(result)->words;
}

const char *brine_result_advice(brine_result result)
{
    return find_result(result)->advice;
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

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Bytes of the character at `at` if it is UTF-8 (RFC 3629 section 4) and can be printed, else 0. */
static size_t printable(const unsigned char *at)
{
    if (at[0] < 0x80)
        return at[0] >= 0x20 && at[0] != 0x7f ? 1 : 0;
    if (at[0] < 0xc2 || at[0] > 0xf4 || !is_continuation(at[1]))
        return 0;
    if (at[0] < 0xe0) /* U+0080 to U+009F are control characters too */
        return at[0] == 0xc2 && at[1] < 0xa0 ? 0 : 2;
    if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f) ||
        (at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f) ||
        !is_continuation(at[2]))
        return 0;
    if (at[0] < 0xf0)
        return 3;
    return is_continuation(at[3]) ? 4 : 0;
}

/* A sentence that fills its room may end within a character: then without that one. */
static void cut_whole(char *text)
{
    size_t len = strlen(text);

    if (len + 1 < BRINE_ERROR_TEXT_SIZE)
        return;
    for (int i = 0; i < 3 && is_continuation((unsigned char)text[len - 1]); i++)
        len--;
    if ((unsigned char)text[len - 1] >= 0xc0)
        len--;
    text[len] = '\0';
}

/* Keeps the sentence on one line and UTF-8, whatever a peer put in. */
static void tidy(char *text)
{
    cut_whole(text);
    for (unsigned char *at = (unsigned char *)text; *at != '\0';) {
        size_t len = printable(at);

        if (len == 0)
            *at = '?';
        at += len == 0 ? 1 : len;
    }
}

static void append(char *text, const char *more)
{
    size_t len = strlen(text);

    snprintf(text + len, BRINE_ERROR_TEXT_SIZE - len, "%s", more);
}

BRINE_PRINTF(3, 0)
static void fill(brine_error *error, brine_result code, const char *format, va_list arguments)
{
    const result_row *row = find_result(code);

    error->code = code;
    if (format == NULL)
        append(error->text, row->words);
    else
        vsnprintf(error->text, sizeof error->text, format, arguments);
    if (row->advice[0] != '\0') {
        append(error->text, "; ");
        append(error->text, row->advice);
    }
    tidy(error->text);
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

void brn_error_add(brine_error *error, const char *format, ...)
{
    size_t len = strlen(error->text);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(error->text + len, sizeof error->text - len, format, arguments);
    va_end(arguments);
    tidy(error->text);
}
