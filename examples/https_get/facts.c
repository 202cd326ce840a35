#include "facts.h"

#include "moment.h"

#include <string.h>

void facts_begin(struct facts *facts, const char *text, size_t number)
{
    memset(facts, 0, sizeof *facts);
    facts->text = text;
    facts->number = (int64_t)number;
    facts->began = moment_microseconds();
}

void facts_mark(const struct facts *facts, int64_t *moment)
{
    int64_t passed = moment_microseconds() - facts->began;

    *moment = passed > 0 ? passed : 1;
}

void facts_end(struct facts *facts, exit_code code)
{
    facts->exit_status = (int)code;
    facts_mark(facts, &facts->ended);
}

int facts_verdict(const brine_error *error)
{
    static const struct {
        brine_result result;
        int verdict;
    } verdicts[] = {
        {BRINE_ERROR_CERT_SIGNATURE, 7},       {BRINE_ERROR_CERT_NOT_YET_VALID, 9},
        {BRINE_ERROR_CERT_EXPIRED, 10},        {BRINE_ERROR_CERT_SELF_SIGNED, 18},
        {BRINE_ERROR_CERT_UNKNOWN_ISSUER, 20}, {BRINE_ERROR_CERT_INTERMEDIATE_MISSING, 20},
        {BRINE_ERROR_CERT_NAME, 62},
    };

    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
        if (error->code == verdicts[i].result)
            return verdicts[i].verdict;
    return brine_result_category(error->code) == BRINE_CATEGORY_CERTIFICATE ? 1 : 0;
}
