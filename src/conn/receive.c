/*
 * A byte's way in: record, then handshake, alert or application.
 */
#include "conn/conn.h"
#include "crypto/registers.h"

/* One whole record, and what it turned out to hold for the application. */
typedef struct record {
    brn_record_header header;
    uint8_t *fragment;
    size_t size; /* header included */
    uint8_t *data;
    size_t data_len;
} record;

static brn_record_rules rules_now(const brine_conn *conn)
{
    return (brn_record_rules){
        .any_minor_version = !conn->settled_version,
        .first = !conn->received_any,
        .overhead = brn_protection_overhead(&conn->read),
        .plaintext_max = conn->plaintext_max,
    };
}

/*
 * The next record in buf. *missing says how many bytes it lacks; its header is judged as
 * soon as it is there, so that what can't be accepted is not waited for.
 */
static brine_result find_record(brine_conn *conn, uint8_t *buf, size_t len, record *out,
                                size_t *missing)
{
    brn_reader r = brn_reader_at(buf, len);
    brn_record_rules rules = rules_now(conn);
    brine_result result;

    if (!brn_record_read_header(&r, &out->header)) {
        *missing = BRINE_RECORD_HEADER_SIZE - len;
        return BRINE_OK;
    }
    result = brn_record_check_header(&out->header, &rules, &conn->noted);
    if (result != BRINE_OK)
        return result;
    out->fragment = buf + BRINE_RECORD_HEADER_SIZE;
    out->size = BRINE_RECORD_HEADER_SIZE + (size_t)out->header.length;
    *missing = r.left < out->header.length ? out->header.length - r.left : 0;
    return BRINE_OK;
}

static brine_result handle_application_data(brine_conn *conn, record *rec, uint8_t *plaintext,
                                            size_t len)
{
    /*
     * Application data may come only when the handshake is over, and not between two parts of
     * a HelloRequest: a server can send the rest of that message at once.
     */
    if (!conn->readable)
        return brn_conn_fail_name(conn, BRINE_ERROR_UNEXPECTED_MESSAGE,
                                  "application data before the handshake was over");
    if (conn->message_header_len > 0)
        return brn_conn_fail_name(conn, BRINE_ERROR_UNEXPECTED_MESSAGE,
                                  "application data in the middle of a HelloRequest");
    /* "Zero-length fragments of Application data MAY be sent": RFC 5246 section 6.2.1. */
    conn->empty_records = len == 0 ? conn->empty_records + 1 : 0;
    if (conn->empty_records > BRINE_EMPTY_RECORDS_MAX)
        return brn_conn_fail_numbers(conn, BRINE_ERROR_TOO_MANY_EMPTY_RECORDS, NULL,
                                     conn->empty_records, BRINE_EMPTY_RECORDS_MAX);
    conn->answered = conn->answered || len > 0;
    conn->renegotiation_refused = conn->renegotiation_refused && len == 0; /* it goes on without */
    rec->data = plaintext;
    rec->data_len = len;
    return BRINE_OK;
}

static brine_result handle_change_cipher_spec(brine_conn *conn, brn_reader fragment)
{
    brn_handshake *hs = conn->hs;
    brine_result result;

    if (hs == NULL || conn->readable)
        return brn_conn_fail_name(conn, BRINE_ERROR_UNEXPECTED_MESSAGE,
                                  "ChangeCipherSpec after the handshake");
    result = brn_handshake_change_cipher_spec(hs, fragment);
    if (result != BRINE_OK)
        return brn_conn_fail(conn, result);
    /* The one place where the keys for reading change. */
    brn_handshake_take_read_keys(hs, &conn->read);
    return BRINE_OK;
}

static brine_result handle_handshake(brine_conn *conn, brn_reader fragment)
{
    if (conn->readable)
        return brn_conn_handle_late_message(conn, fragment);
    return brn_conn_after_handshake(conn,
                                    brn_handshake_receive(conn->hs, fragment.at, fragment.left));
}

static brine_result handle_record(brine_conn *conn, record *rec)
{
    uint8_t *plaintext;
    size_t len;
    brine_result result = brn_protection_open(&conn->read, &rec->header, rec->fragment,
                                              conn->plaintext_max, &plaintext, &len, &conn->noted);

    conn->received_any = true;
    if (result != BRINE_OK)
        return brn_conn_fail(conn, result);
    if (rec->header.type == BRN_CONTENT_APPLICATION_DATA) {
        conn->warnings = 0;
        return handle_application_data(conn, rec, plaintext, len);
    }
    /* "Implementations MUST NOT send zero-length fragments" of the others. */
    if (len == 0)
        return brn_conn_fail_numbers(conn, BRINE_ERROR_RECORD_LENGTH, NULL, rec->header.type, 0);
    if (rec->header.type == BRN_CONTENT_ALERT)
        return brn_conn_handle_alert(conn, brn_reader_at(plaintext, len));
    conn->warnings = 0;
    if (rec->header.type == BRN_CONTENT_CHANGE_CIPHER_SPEC)
        return handle_change_cipher_spec(conn, brn_reader_at(plaintext, len));
    return handle_handshake(conn, brn_reader_at(plaintext, len));
}

static brine_result receive_records(brine_conn *conn, uint8_t *buf, size_t len,
                                    brine_received *received)
{
    while (received->data_len == 0) {
        record rec = {.data = NULL};
        uint8_t *at = len > 0 ? buf + received->consumed : buf; /* which may then be null */
        brine_result result, waiting;

        result = find_record(conn, at, len - received->consumed, &rec, &received->missing);
        if (result != BRINE_OK)
            return brn_conn_fail(conn, result);
        if (received->missing > 0)
            return BRINE_OK;
        waiting = brn_conn_waiting_for(conn); /* only alerts are taken meanwhile */
        if (waiting != BRINE_OK && rec.header.type != BRN_CONTENT_ALERT)
            return received->consumed > 0 ? BRINE_OK : waiting;
        result = handle_record(conn, &rec);
        received->consumed += rec.size;
        if (result != BRINE_OK)
            return result;
        received->data = rec.data;
        received->data_len = rec.data_len;
    }
    return BRINE_OK;
}

brine_result brine_conn_receive(brine_conn *conn, uint8_t *buf, size_t len,
                                brine_received *received)
{
    brine_result result;

    if (conn == NULL || received == NULL || (buf == NULL && len > 0))
        return BRINE_ERROR_INVALID_ARGUMENT;
    *received = (brine_received){.data = NULL};
    if (conn->failure != BRINE_OK)
        return conn->failure;
    /* "Any data received after a closure alert is ignored." */
    if (conn->close_received) {
        received->consumed = len;
        return BRINE_CLOSED;
    }
    /* Not BRINE_CLOSED, which says that an authenticated server ended what it said. */
    if (conn->close_wanted && !conn->started)
        return BRINE_ERROR_WRONG_STATE;
    result = brn_conn_start(conn);
    if (result != BRINE_OK)
        return result;
    result = receive_records(conn, buf, len, received);
    brn_clear_registers();
    if (result == BRINE_CLOSED)
        received->consumed = len;
    return result;
}

brine_result brine_conn_receive_end(brine_conn *conn)
{
    if (conn == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (conn->failure != BRINE_OK)
        return conn->failure;
    if (conn->close_received)
        return BRINE_OK;
    return brn_conn_fail(conn,
                         conn->readable ? BRINE_ERROR_TRUNCATED : BRINE_ERROR_ENDED_IN_HANDSHAKE);
}
