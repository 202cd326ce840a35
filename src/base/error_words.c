/*
 * The words of the lists. Without texts the names are left, for programs that ask for them.
 */
#include "base/texts.h"

#include <brine/error.h>
#include <string.h>

/* One string for the three, since a pointer in a shared library costs 24 bytes more. */
static const char *const texts[] = {
#define ROW(name, category, alert, words, advice)                                                  \
    BRN_TEXTS ? "BRINE_" #name "\0" words "\0" advice : "BRINE_" #name "\0\0",
    BRINE_RESULTS(ROW)
#undef ROW
};

static const char *behind(const char *text)
{
    return text + strlen(text) + 1;
}

const char *brine_result_name(brine_result result)
{
    size_t index = (size_t)result;

    return texts[index < sizeof texts / sizeof *texts ? index : (size_t)BRINE_ERROR_INTERNAL];
}

const char *brine_result_text(brine_result result)
{
    return behind(brine_result_name(result));
}

const char *brine_result_advice(brine_result result)
{
    return behind(brine_result_text(result));
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
        return BRN_TEXTS ? meaning : "";
        BRINE_ALERTS(ROW)
#undef ROW
    case BRINE_ALERT_none:
        return "no alert";
    case BRINE_ALERT_highest:
        break;
    }
    return "no RFC of TLS 1.2 names this alert";
}
