/*
 * The sentences of the record layer's failures.
 */
#include "record/record.h"

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

bool brn_record_explain(const brn_failure *failure, brine_error *error)
{
    return brn_explain(failure, sentences, sizeof sentences / sizeof *sentences, error);
}
