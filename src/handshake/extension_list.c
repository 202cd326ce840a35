#include "handshake/extension_list.h"

#include "config/offered.h"

#define NAME_TYPE_HOST_NAME       0
#define STATUS_TYPE_OCSP          1
#define POINT_FORMAT_UNCOMPRESSED 0

/* ---- server_name ---- */

/* "Literal IPv4 and IPv6 addresses are not permitted in HostName": RFC 6066 section 3. */
static bool has_host_name(const brn_handshake *hs)
{
    return hs->reference.host.len > 0;
}

/* "Represented as a byte string ... without a trailing dot." */
static void build_server_name(const brn_handshake *hs, brn_writer *w)
{
    brn_prefix list = brn_write_vector16(w), name;

    brn_write_u8(w, NAME_TYPE_HOST_NAME);
    name = brn_write_vector16(w);
    brn_write_bytes(w, hs->reference.host.data, hs->reference.host.len);
    brn_write_close(w, name);
    brn_write_close(w, list);
}

static brine_result parse_empty(brn_handshake *hs, brn_reader data, const char *name)
{
    return brn_reader_empty(&data)
               ? BRINE_OK
               : brn_note_numbers(&hs->failure, BRINE_ERROR_DECODE, name, data.left, 0);
}

static brine_result parse_server_name(brn_handshake *hs, brn_reader data)
{
    return parse_empty(hs, data, "server_name");
}

static void build_empty(const brn_handshake *hs, brn_writer *w)
{
    (void)hs;
    (void)w;
}

/* ---- max_fragment_length ---- */

static bool wants_max_fragment_length(const brn_handshake *hs)
{
    return hs->config->max_fragment_length != 0;
}

/* enum { 2^9(1), 2^10(2), 2^11(3), 2^12(4) } */
static uint8_t max_fragment_length_code(size_t length)
{
    uint8_t code = 1;

    for (size_t n = 512; n < length; n *= 2)
        code++;
    return code;
}

static void build_max_fragment_length(const brn_handshake *hs, brn_writer *w)
{
    brn_write_u8(w, max_fragment_length_code(hs->config->max_fragment_length));
}

static brine_result parse_max_fragment_length(brn_handshake *hs, brn_reader data)
{
    uint8_t code;

    if (!brn_read_u8(&data, &code) || !brn_reader_empty(&data))
        return brn_handshake_malformed(hs, "max_fragment_length");
    if (code != max_fragment_length_code(hs->config->max_fragment_length))
        return brn_note_numbers(&hs->failure, BRINE_ERROR_ILLEGAL_PARAMETER, "max_fragment_length",
                                code, max_fragment_length_code(hs->config->max_fragment_length));
    hs->max_fragment_length = hs->config->max_fragment_length;
    return BRINE_OK;
}

/* ---- status_request ---- */

static bool wants_staple(const brn_handshake *hs)
{
    return hs->config->request_staple;
}

static void build_status_request(const brn_handshake *hs, brn_writer *w)
{
    (void)hs;
    brn_write_u8(w, STATUS_TYPE_OCSP);
    brn_write_u16(w, 0); /* responder_id_list: any */
    brn_write_u16(w, 0); /* request_extensions: none */
}

static brine_result parse_status_request(brn_handshake *hs, brn_reader data)
{
    hs->staple_expected = true;
    return parse_empty(hs, data, "status_request");
}

/* ---- supported_groups, ec_point_formats, signature_algorithms ---- */

static bool offers_groups(const brn_handshake *hs)
{
    return hs->config->group_count > 0;
}

static void build_supported_groups(const brn_handshake *hs, brn_writer *w)
{
    brn_prefix list = brn_write_vector16(w);

    for (size_t i = 0; i < hs->config->group_count; i++)
        brn_write_u16(w, (uint16_t)hs->config->groups[i]->id);
    brn_write_close(w, list);
}

/* Only clients are meant to send it, but old BIG-IP servers do: what they say changes nothing. */
static brine_result parse_supported_groups(brn_handshake *hs, brn_reader data)
{
    brn_reader list;

    if (!brn_read_vector16(&data, &list) || !brn_reader_empty(&data) || brn_reader_empty(&list) ||
        list.left % 2 != 0)
        return brn_handshake_malformed(hs, "supported_groups");
    return BRINE_OK;
}

static void build_ec_point_formats(const brn_handshake *hs, brn_writer *w)
{
    brn_prefix list = brn_write_vector8(w);

    (void)hs;
    brn_write_u8(w, POINT_FORMAT_UNCOMPRESSED);
    brn_write_close(w, list);
}

/* RFC 8422 section 5.1.2: without the uncompressed format the handshake ends. */
static brine_result parse_ec_point_formats(brn_handshake *hs, brn_reader data)
{
    brn_reader list;
    uint8_t format;

    if (!brn_read_vector8(&data, &list) || !brn_reader_empty(&data) || brn_reader_empty(&list))
        return brn_handshake_malformed(hs, "ec_point_formats");
    while (brn_read_u8(&list, &format))
        if (format == POINT_FORMAT_UNCOMPRESSED)
            return BRINE_OK;
    return brn_note_name(&hs->failure, BRINE_ERROR_ILLEGAL_PARAMETER, "ec_point_formats");
}

static void build_signature_algorithms(const brn_handshake *hs, brn_writer *w)
{
    brn_prefix list = brn_write_vector16(w);

    for (size_t i = 0; i < hs->config->scheme_count; i++)
        brn_write_u16(w, hs->config->schemes[i]);
    brn_write_close(w, list);
}

/* ---- application_layer_protocol_negotiation ---- */

static bool offers_alpn(const brn_handshake *hs)
{
    return hs->config->alpn_len > 0;
}

static void build_alpn(const brn_handshake *hs, brn_writer *w)
{
    brn_prefix list = brn_write_vector16(w);

    brn_write_bytes(w, hs->config->alpn, hs->config->alpn_len);
    brn_write_close(w, list);
}

/* RFC 7301 section 3.1: "MUST contain exactly one ProtocolName". */
static brine_result parse_alpn(brn_handshake *hs, brn_reader data)
{
    brn_reader list, name;

    if (!brn_read_vector16(&data, &list) || !brn_reader_empty(&data) ||
        !brn_read_vector8(&list, &name) || brn_reader_empty(&name) || !brn_reader_empty(&list))
        return brn_handshake_malformed(hs, "application_layer_protocol_negotiation");
    hs->alpn = brn_offered_protocol_find(hs->config, brn_reader_rest(&name));
    if (hs->alpn.len > 0)
        return BRINE_OK;
    brn_note(&hs->failure, BRINE_ERROR_ALPN);
    hs->failure.name = brn_reader_rest(&name);
    return BRINE_ERROR_ALPN;
}

/* ---- signed_certificate_timestamp ---- */

static bool wants_scts(const brn_handshake *hs)
{
    return hs->config->request_scts;
}

/* SignedCertificateTimestampList: SerializedSCT sct_list <1..2^16-1>, each <1..2^16-1>. */
static brine_result parse_sct(brn_handshake *hs, brn_reader data)
{
    brine_bytes whole = brn_reader_rest(&data);
    brn_reader list, sct;

    if (!brn_read_vector16(&data, &list) || !brn_reader_empty(&data) || brn_reader_empty(&list))
        return brn_handshake_malformed(hs, "signed_certificate_timestamp");
    while (!brn_reader_empty(&list))
        if (!brn_read_vector16(&list, &sct) || brn_reader_empty(&sct))
            return brn_handshake_malformed(hs, "signed_certificate_timestamp");
    hs->sct_list = brn_span_of(hs, whole);
    return BRINE_OK;
}

/* ---- extended_master_secret, session_ticket, renegotiation_info ---- */

static brine_result parse_extended_master_secret(brn_handshake *hs, brn_reader data)
{
    hs->extended_master_secret = true;
    return parse_empty(hs, data, "extended_master_secret");
}

/* A ticket is asked for even without a cache: brine_conn_session hands its session out. */
static bool wants_ticket(const brn_handshake *hs)
{
    return !hs->config->without_sessions;
}

static void build_session_ticket(const brn_handshake *hs, brn_writer *w)
{
    if (hs->offered != NULL)
        brn_write_bytes(w, hs->offered->ticket, hs->offered->ticket_len);
}

static brine_result parse_session_ticket(brn_handshake *hs, brn_reader data)
{
    hs->ticket_expected = true;
    return parse_empty(hs, data, "session_ticket");
}

/* RFC 5746 section 3.4: an empty renegotiated_connection, in a first handshake. */
static void build_renegotiation_info(const brn_handshake *hs, brn_writer *w)
{
    (void)hs;
    brn_write_u8(w, 0);
}

static brine_result parse_renegotiation_info(brn_handshake *hs, brn_reader data)
{
    brn_reader renegotiated_connection;

    if (!brn_read_vector8(&data, &renegotiated_connection) || !brn_reader_empty(&data))
        return brn_handshake_malformed(hs, "renegotiation_info");
    if (!brn_reader_empty(&renegotiated_connection))
        return brn_note_numbers(&hs->failure, BRINE_ERROR_RENEGOTIATION_INFO, NULL,
                                renegotiated_connection.left, 0);
    return BRINE_OK;
}

/* clang-format off */
const brn_tls_extension brn_tls_extensions[BRN_TLS_EXTENSION_COUNT] = {
    {BRN_TLS_EXTENSION_SERVER_NAME, "server_name", has_host_name, build_server_name, parse_server_name},
    {BRN_TLS_EXTENSION_EXTENDED_MASTER_SECRET, "extended_master_secret", NULL, build_empty, parse_extended_master_secret},
    {BRN_TLS_EXTENSION_RENEGOTIATION_INFO, "renegotiation_info", NULL, build_renegotiation_info, parse_renegotiation_info},
    {BRN_TLS_EXTENSION_SUPPORTED_GROUPS, "supported_groups", offers_groups, build_supported_groups, parse_supported_groups},
    {BRN_TLS_EXTENSION_EC_POINT_FORMATS, "ec_point_formats", offers_groups, build_ec_point_formats, parse_ec_point_formats},
    {BRN_TLS_EXTENSION_SESSION_TICKET, "session_ticket", wants_ticket, build_session_ticket, parse_session_ticket},
    {BRN_TLS_EXTENSION_ALPN, "application_layer_protocol_negotiation", offers_alpn, build_alpn, parse_alpn},
    {BRN_TLS_EXTENSION_STATUS_REQUEST, "status_request", wants_staple, build_status_request, parse_status_request},
    {BRN_TLS_EXTENSION_SCT, "signed_certificate_timestamp", wants_scts, build_empty, parse_sct},
    {BRN_TLS_EXTENSION_SIGNATURE_ALGORITHMS, "signature_algorithms", NULL, build_signature_algorithms, NULL},
    {BRN_TLS_EXTENSION_MAX_FRAGMENT_LENGTH, "max_fragment_length", wants_max_fragment_length, build_max_fragment_length, parse_max_fragment_length},
};
/* clang-format on */
