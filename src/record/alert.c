#include "record/alert.h"

/*
 * Section 6.2.1 would let an alert be cut into pieces or several share a record. Nobody
 * does, and accepting it has cost other libraries dear: one record is one alert.
 */
brine_result brn_alert_decode(brn_reader fragment, brn_alert *out)
{
    if (!brn_read_u8(&fragment, &out->level) || !brn_read_u8(&fragment, &out->description) ||
        !brn_reader_empty(&fragment))
        return BRINE_ERROR_ALERT_MALFORMED;
    if (out->level != BRN_ALERT_WARNING && out->level != BRN_ALERT_FATAL)
        return BRINE_ERROR_ALERT_LEVEL;
    return BRINE_OK;
}

void brn_alert_encode(brn_alert alert, uint8_t out[BRN_ALERT_SIZE])
{
    out[0] = alert.level;
    out[1] = alert.description;
}
