#include "record/alert.h"

/*
 * Section 6.2.1 allows an alert in pieces and several in a record. No server sends them
 * so, and other libraries had faults in accepting it: here one record is one alert.
 */
brine_result brn_alert_decode(brn_reader fragment, brn_alert *out, brn_failure *failure)
{
    size_t len = fragment.left;

    if (!brn_read_u8(&fragment, &out->level) || !brn_read_u8(&fragment, &out->description) ||
        !brn_reader_empty(&fragment))
        return brn_note_numbers(failure, BRINE_ERROR_ALERT_MALFORMED, NULL, len, BRN_ALERT_SIZE);
    if (out->level != BRN_ALERT_WARNING && out->level != BRN_ALERT_FATAL)
        return brn_note_numbers(failure, BRINE_ERROR_ALERT_LEVEL, NULL, out->level, 0);
    return BRINE_OK;
}

void brn_alert_encode(brn_alert alert, uint8_t out[BRN_ALERT_SIZE])
{
    out[0] = alert.level;
    out[1] = alert.description;
}
