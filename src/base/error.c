/*
 * What errors are without words. The words stand in error_words.c, and the sentences are made in
 * error_sentence.c, so that a program without texts links neither.
 */
#include "base/error.h"

#include <string.h>

/* In bytes, since there are more than a hundred. */
typedef struct result_facts {
    uint8_t category;
    int16_t alert;
} result_facts;

static const result_facts results[] = {
#define ROW(name, category, alert, words, advice) {BRINE_CATEGORY_##category, BRINE_ALERT_##alert},
    BRINE_RESULTS(ROW)
#undef ROW
};

static const result_facts *find_result(brine_result result)
{
    size_t index = (size_t)result;

    return &results[index < sizeof results / sizeof *results ? index
                                                             : (size_t)BRINE_ERROR_INTERNAL];
}

brine_category brine_result_category(brine_result result)
{
    return (brine_category)find_result(result)->category;
}

brine_alert brine_result_alert(brine_result result)
{
    return (brine_alert)find_result(result)->alert;
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

brine_result brn_fail_without_words(brine_error *error, brine_result code, const char *step)
{
    if (error == NULL)
        return code;
    brn_error_clear(error);
    error->code = code;
    error->step = step;
    return code;
}

brine_result brn_fail_certificate_without_words(brine_error *error, brine_result code,
                                                int certificate)
{
    brn_fail_without_words(error, code, "Certificate");
    if (error != NULL)
        error->certificate = certificate;
    return code;
}
