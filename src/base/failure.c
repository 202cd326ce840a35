#include "base/failure.h"

#include "base/error.h"
#include "base/escape.h"

#include <string.h>

brine_result brn_note(brn_failure *failure, brine_result code)
{
    if (failure != NULL)
        *failure = (brn_failure){.code = code, .step = failure->step, .certificate = -1};
    return code;
}

brine_result brn_note_named(brn_failure *failure, brine_result code, const char *name)
{
    brn_note(failure, code);
    if (failure != NULL && name != NULL)
        failure->name = (brine_bytes){(const uint8_t *)name, strlen(name)};
    return code;
}

brine_result brn_note_numbered(brn_failure *failure, brine_result code, const char *name,
                               uint64_t found, uint64_t expected)
{
    brn_note_named(failure, code, name);
    if (failure != NULL) {
        failure->counted = true;
        failure->found = found;
        failure->expected = expected;
    }
    return code;
}

static void fill_facts(const brn_failure *failure, brine_error *error)
{
    error->certificate = failure->certificate;
    error->system = failure->system;
}

bool brn_explain_without_words(const brn_failure *failure, brine_error *error)
{
    brn_fail_without_words(error, failure->code, failure->step != NULL ? failure->step : "");
    fill_facts(failure, error);
    return true;
}

/* ---- Sentences ---- */

/* What a sentence says between braces. */
typedef struct blank {
    const char *from; /* behind the brace */
    size_t len;
} blank;

static bool blank_begins(blank b, const char *word)
{
    size_t len = strlen(word);

    return b.len >= len && memcmp(b.from, word, len) == 0;
}

/* The next blank from *at on, which then stands behind it; what is before it goes to text. */
static bool next_blank(const char **at, blank *out, brn_text *text)
{
    for (; **at != '\0' && **at != '{'; ++*at)
        if (text != NULL)
            brn_text_byte(text, (uint8_t) * *at);
    if (**at == '\0')
        return false;
    out->from = ++*at;
    out->len = strcspn(*at, "}");
    *at += out->len + 1;
    return true;
}

static bool is_known(const brn_failure *failure, blank b)
{
    if (blank_begins(b, "name"))
        return failure->name.len > 0;
    if (blank_begins(b, "step"))
        return failure->step != NULL;
    return failure->counted;
}

static bool fits(const brn_failure *failure, const char *words)
{
    blank b;

    while (next_blank(&words, &b, NULL))
        if (!is_known(failure, b))
            return false;
    return true;
}

/* 18,500 */
static void add_count(brn_text *text, uint64_t number)
{
    uint64_t power = 1;

    while (number / power >= 1000)
        power *= 1000;
    brn_text_decimal(text, number / power);
    for (power /= 1000; power > 0; power /= 1000)
        brn_text_add(text, ",%03u", (unsigned)(number / power % 1000));
}

/* Four digits at least, as RFCs write versions and suites. */
static void add_hex(brn_text *text, uint64_t number)
{
    unsigned digits = 4;

    while (digits < 16 && number >> 4 * digits != 0)
        digits++;
    brn_text_string(text, "0x");
    while (digits-- > 0)
        brn_text_byte(text, (uint8_t) "0123456789abcdef"[number >> 4 * digits & 15]);
}

static void add_number(brn_text *text, uint64_t number, char style)
{
    if (style == 'x')
        add_hex(text, number);
    else if (style != ',')
        brn_text_decimal(text, number);
    else if (number == 0)
        brn_text_string(text, "none");
    else
        add_count(text, number);
}

static void add_fact(brn_text *text, const brn_failure *failure, blank b)
{
    char style = b.from[b.len - 1];
    char shown[BRN_SHOWN_SIZE];

    if (blank_begins(b, "name"))
        brn_text_string(text, brn_shown_bytes(failure->name, shown));
    else if (blank_begins(b, "step"))
        brn_text_string(text, failure->step);
    else if (blank_begins(b, "found"))
        add_number(text, failure->found, style);
    else if (blank_begins(b, "expected"))
        add_number(text, failure->expected, style);
    else if (failure->found != 1) /* {s} */
        brn_text_byte(text, 's');
}

static const char *choose(const brn_failure *failure, const brn_sentence *sentences, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (sentences[i].code == failure->code && fits(failure, sentences[i].words))
            return sentences[i].words;
    return NULL;
}

bool brn_explain_in_words(const brn_failure *failure, const brn_sentence *sentences, size_t count,
                          brine_error *error)
{
    const char *words = choose(failure, sentences, count);
    char sentence[BRINE_ERROR_TEXT_SIZE];
    brn_text text = brn_text_in(sentence, sizeof sentence);
    blank b;

    if (words == NULL)
        return false;
    while (next_blank(&words, &b, &text))
        add_fact(&text, failure, b);
    brn_fail(error, failure->code, failure->step != NULL ? failure->step : "", "%s", sentence);
    fill_facts(failure, error);
    return true;
}
