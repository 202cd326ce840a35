#include "conn/alert_kind.h"

bool brn_alert_is_about_certificates(brine_alert alert)
{
    switch ((int)alert) {
    case BRINE_ALERT_no_certificate_RESERVED:
    case BRINE_ALERT_bad_certificate:
    case BRINE_ALERT_unsupported_certificate:
    case BRINE_ALERT_certificate_revoked:
    case BRINE_ALERT_certificate_expired:
    case BRINE_ALERT_certificate_unknown:
    case BRINE_ALERT_unknown_ca:
    case BRINE_ALERT_certificate_required:
        return true;
    default:
        return false;
    }
}

bool brn_alert_is_vague(brine_alert alert)
{
    return alert == BRINE_ALERT_none || alert == BRINE_ALERT_handshake_failure ||
           alert == BRINE_ALERT_internal_error;
}

bool brn_alert_is_about_something_else(brine_alert alert)
{
    switch ((int)alert) {
    case BRINE_ALERT_bad_record_mac:
    case BRINE_ALERT_decryption_failed_RESERVED:
    case BRINE_ALERT_record_overflow:
    case BRINE_ALERT_decompression_failure:
    case BRINE_ALERT_decrypt_error:
    case BRINE_ALERT_protocol_version:
    case BRINE_ALERT_insufficient_security:
    case BRINE_ALERT_inappropriate_fallback:
    case BRINE_ALERT_unrecognized_name:
    case BRINE_ALERT_no_application_protocol:
        return true;
    default:
        return false;
    }
}

bool brn_alert_is_about_offers(brine_alert alert)
{
    return alert == BRINE_ALERT_handshake_failure || alert == BRINE_ALERT_insufficient_security;
}
