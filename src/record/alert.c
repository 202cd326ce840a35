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

/*
 * Not among them: close_notify and the warnings, which end nothing or end it cleanly; those that
 * "MUST NOT be sent by compliant implementations"; those that only a server has a reason for; and
 * decompression_failure, as nothing is ever compressed.
 */
bool brn_alert_is_an_error_of_ours(brine_alert alert)
{
    switch ((int)alert) {
    case BRINE_ALERT_unexpected_message:
    case BRINE_ALERT_bad_record_mac:
    case BRINE_ALERT_record_overflow:
    case BRINE_ALERT_handshake_failure:
    case BRINE_ALERT_bad_certificate:
    case BRINE_ALERT_unsupported_certificate:
    case BRINE_ALERT_certificate_revoked:
    case BRINE_ALERT_certificate_expired:
    case BRINE_ALERT_certificate_unknown:
    case BRINE_ALERT_illegal_parameter:
    case BRINE_ALERT_unknown_ca:
    case BRINE_ALERT_access_denied:
    case BRINE_ALERT_decode_error:
    case BRINE_ALERT_decrypt_error:
    case BRINE_ALERT_protocol_version:
    case BRINE_ALERT_internal_error:
    case BRINE_ALERT_unsupported_extension:
    case BRINE_ALERT_bad_certificate_status_response:
    case BRINE_ALERT_no_application_protocol:
        return true;
    default:
        return false;
    }
}

void brn_alert_encode(brn_alert alert, uint8_t out[BRN_ALERT_SIZE])
{
    out[0] = alert.level;
    out[1] = alert.description;
}
