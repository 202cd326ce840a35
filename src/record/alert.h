/*
 * The alert message (RFC 5246 section 7.2).
 */
#ifndef BRN_RECORD_ALERT_H
#define BRN_RECORD_ALERT_H

#include "base/failure.h"
#include "base/reader.h"

#include <brine/error.h>

#define BRN_ALERT_SIZE 2

typedef enum brn_alert_level {
    BRN_ALERT_WARNING = 1,
    BRN_ALERT_FATAL = 2,
} brn_alert_level;

typedef struct brn_alert {
    uint8_t level;
    uint8_t description; /* a number that no RFC names stays as it is */
} brn_alert;

/*
 * BRINE_ERROR_ALERT_MALFORMED when it is not two bytes, BRINE_ERROR_ALERT_LEVEL; noted in
 * failure, which may be NULL.
 */
BRINE_MUST_USE brine_result brn_alert_decode(brn_reader fragment, brn_alert *out,
                                             brn_failure *failure);
/*
 * Whether the application may choose this alert to end a connection with: one that a client may
 * send as an error, by RFC 5246 section 7.2.2, RFC 6066 section 8 or RFC 7301 section 3.2.
 */
bool brn_alert_is_an_error_of_ours(brine_alert alert);
void brn_alert_encode(brn_alert alert, uint8_t out[BRN_ALERT_SIZE]);

#endif
