/*
 * Handshake messages after the handshake: only HelloRequest may come, and it is answered with a
 * no_renegotiation alert (RFC 5246 section 7.4.1.1).
 */
#include "config/trace.h"
#include "conn/conn.h"

static brine_result handle_hello_request(brine_conn *conn)
{
    if (++conn->hello_requests > BRINE_HELLO_REQUESTS_MAX)
        return brn_conn_fail_numbers(conn, BRINE_ERROR_TOO_MANY_HELLO_REQUESTS, NULL,
                                     conn->hello_requests, BRINE_HELLO_REQUESTS_MAX);
    brn_trace_event(conn->config, conn->context, false, brn_message_name(BRN_HELLO_REQUEST),
                    (brine_bytes){NULL, 0}, "");
    conn->no_renegotiation_wanted = true;
    conn->renegotiation_refused = true;
    return BRINE_OK;
}

static brine_result refuse(brine_conn *conn, unsigned type)
{
    return brn_conn_fail_numbers(conn, BRINE_ERROR_UNEXPECTED_MESSAGE,
                                 brn_message_is_known(type) ? brn_message_name(type)
                                                            : "a message of unknown type",
                                 type, BRN_HELLO_REQUEST);
}

/* A message may be cut into records anywhere, so its header is gathered byte by byte. */
brine_result brn_conn_handle_late_message(brine_conn *conn, brn_reader fragment)
{
    uint8_t byte;

    while (brn_read_u8(&fragment, &byte)) {
        brn_reader header;
        uint8_t type;
        uint32_t length;
        brine_result result;

        conn->message_header[conn->message_header_len++] = byte;
        header = brn_reader_at(conn->message_header, conn->message_header_len);
        if (!brn_read_u8(&header, &type) || type != BRN_HELLO_REQUEST)
            return refuse(conn, conn->message_header[0]);
        if (!brn_read_u24(&header, &length))
            continue;
        if (length != 0)
            return brn_conn_fail_numbers(conn, BRINE_ERROR_DECODE,
                                         brn_message_name(BRN_HELLO_REQUEST), length, 0);
        conn->message_header_len = 0;
        result = handle_hello_request(conn);
        if (result != BRINE_OK)
            return result;
    }
    return BRINE_OK;
}
