/*
 * Alerts that come: RFC 5246 section 7.2.
 */
#include "base/text.h"
#include "config/trace.h"
#include "conn/conn.h"

void brn_conn_trace_alert(const brine_conn *conn, bool sent, brn_alert alert)
{
    const uint8_t body[BRN_ALERT_SIZE] = {alert.level, alert.description};
    char fields[128];
    brn_text text = brn_text_in(fields, sizeof fields);

    if (conn->config->trace == NULL)
        return;
    brn_text_say(&text, "level=%s description=%s",
                 alert.level == BRN_ALERT_FATAL ? "fatal" : "warning",
                 brine_alert_name((brine_alert)alert.description));
    brn_trace_event(conn->config, conn->context, sent, "Alert", (brine_bytes){body, sizeof body},
                    fields);
}

static brine_result handle_close_notify(brine_conn *conn)
{
    if (!conn->readable)
        return brn_conn_fail(conn, BRINE_ERROR_ENDED_IN_HANDSHAKE);
    conn->close_received = true;
    /* Section 7.2.1: "the other party MUST respond with a close_notify alert of its own". */
    conn->close_wanted = true;
    return BRINE_CLOSED;
}

brine_result brn_conn_handle_alert(brine_conn *conn, brn_reader fragment)
{
    brn_alert alert;
    brine_result result = brn_alert_decode(fragment, &alert, &conn->noted);

    if (result != BRINE_OK)
        return brn_conn_fail(conn, result);
    brn_conn_trace_alert(conn, false, alert);
    conn->alert_received = (brine_alert)alert.description;
    if (alert.description == BRINE_ALERT_close_notify)
        return handle_close_notify(conn);
    if (alert.level == BRN_ALERT_FATAL)
        return brn_conn_fail(conn, BRINE_ERROR_ALERT);
    if (++conn->warnings > BRINE_WARNING_ALERTS_MAX)
        return brn_conn_fail_numbers(conn, BRINE_ERROR_TOO_MANY_WARNINGS, NULL, conn->warnings,
                                     BRINE_WARNING_ALERTS_MAX);
    return BRINE_OK;
}
