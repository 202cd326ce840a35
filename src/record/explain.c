/*
 * The sentences of the record layer's failures.
 */
#include "base/error.h"
#include "record/record.h"

#include <string.h>

static const brn_sentence sentences[] = {
    {BRINE_ERROR_NOT_TLS,
     "the server does not speak TLS on this port: its first bytes, {found:x}, begin no TLS "
     "record"},
    {BRINE_ERROR_RECORD_VERSION, "a record has version {found:x}, expected {expected:x}"},
    {BRINE_ERROR_RECORD_TYPE, "a record has type {found}, expected 20 to 23"},
    {BRINE_ERROR_RECORD_OVERFLOW,
     "a record of {found,} bytes came, at most {expected,} are allowed"},
    {BRINE_ERROR_BAD_RECORD_MAC,
     "a record of {found} byte{s} came, too short to be authentic: expected at least {expected}"},
    {BRINE_ERROR_ALERT_MALFORMED, "an alert of {found,} byte{s} came, expected {expected}"},
    {BRINE_ERROR_ALERT_LEVEL, "an alert has level {found}, expected 1 (warning) or 2 (fatal)"},
};

#define IN_THE_CLEAR ", where TLS begins only when the client has asked for it in the clear"
#define OTHER_PORT   "use the port on which TLS begins at once, or ask for TLS first, as "

/* What else is found on ports that should speak TLS, and in the way to them. */
static const struct {
    const char *begins;
    const char *cause;
    const char *advice;
} greetings[] = {
    {"HTTP/", "they are HTTP, in which a server, a proxy or a captive portal answered in the clear",
     "check the port and the proxy; where a network wants a log-in first, do that in a browser"},
    {"SSH-", "they are SSH's", "check the port"},
    {"220", "they greet as SMTP and FTP do" IN_THE_CLEAR, OTHER_PORT "STARTTLS or AUTH TLS"},
    {"* OK", "they greet as IMAP does" IN_THE_CLEAR, OTHER_PORT "STARTTLS"},
    {"+OK", "they greet as POP3 does" IN_THE_CLEAR, OTHER_PORT "STLS"},
};

static void name_protocol(uint64_t first_bytes, brine_error *error)
{
    char text[5];

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(first_bytes >> 8 * (sizeof text - 1 - i) & 0xff);
    for (size_t i = 0; i < sizeof greetings / sizeof *greetings; i++)
        if (memcmp(text, greetings[i].begins, strlen(greetings[i].begins)) == 0) {
            brn_error_advise(error, greetings[i].cause, greetings[i].advice);
            return;
        }
}

bool brn_record_explain(const brn_failure *failure, brine_error *error)
{
    if (!brn_explain(failure, sentences, sizeof sentences / sizeof *sentences, error))
        return false;
    if (failure->code == BRINE_ERROR_NOT_TLS)
        name_protocol(failure->found, error);
    return true;
}
