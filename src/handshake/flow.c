#include "handshake/flow.h"

static bool exchanges_keys(const brn_handshake *hs)
{
    return hs->suite->suite->key_exchange == BRINE_KEY_EXCHANGE_ECDHE;
}

static bool session_is_resumed(const brn_handshake *hs)
{
    return hs->resumed;
}

static bool staple_may_come(const brn_handshake *hs)
{
    return hs->staple_expected;
}

static bool certificate_is_requested(const brn_handshake *hs)
{
    return hs->certificate_requested;
}

static bool client_signs(const brn_handshake *hs)
{
    return hs->client_scheme != NULL;
}

static bool ticket_is_expected(const brn_handshake *hs)
{
    return hs->ticket_expected;
}

/* clang-format off */

/*
 * RFC 5246 figure 1, with CertificateStatus where RFC 6066 section 8 puts it and
 * NewSessionTicket where RFC 5077 figure 1 does.
 */
const brn_flow_row brn_full_flow[] = {
    {.actor = BRN_CLIENT_SENDS, .message = BRN_CLIENT_HELLO,
     .make = brn_make_client_hello, .room = brn_client_hello_room},

    {.actor = BRN_SERVER_SENDS, .message = BRN_SERVER_HELLO,
     .handle = brn_handle_server_hello},
    {.actor = BRN_FLOW_CONTINUES, .presence = BRN_IF, .when = session_is_resumed,
     .next = brn_resumed_flow},
    {.actor = BRN_SERVER_SENDS, .message = BRN_CERTIFICATE,
     .handle = brn_handle_certificate},
    {.actor = BRN_SERVER_SENDS, .message = BRN_CERTIFICATE_STATUS,
     .presence = BRN_MAY_IF, .when = staple_may_come,
     .handle = brn_handle_certificate_status},
    /* Only now, because the verify hook needs the staple. */
    {.actor = BRN_CLIENT_DOES, .act = brn_authenticate_server},
    {.actor = BRN_CLIENT_DOES, .act = brn_await_verdict},
    {.actor = BRN_SERVER_SENDS, .message = BRN_SERVER_KEY_EXCHANGE,
     .presence = BRN_IF, .when = exchanges_keys,
     .handle = brn_handle_server_key_exchange},
    {.actor = BRN_SERVER_SENDS, .message = BRN_CERTIFICATE_REQUEST,
     .presence = BRN_MAY_IF,
     .handle = brn_handle_certificate_request},
    {.actor = BRN_SERVER_SENDS, .message = BRN_SERVER_HELLO_DONE,
     .handle = brn_handle_server_hello_done},

    {.actor = BRN_CLIENT_SENDS, .message = BRN_CERTIFICATE,
     .presence = BRN_IF, .when = certificate_is_requested,
     .make = brn_make_client_certificate, .room = brn_client_certificate_room},
    {.actor = BRN_CLIENT_SENDS, .message = BRN_CLIENT_KEY_EXCHANGE,
     .make = brn_make_client_key_exchange, .room = brn_client_key_exchange_room},
    /* Here, because RFC 7627 section 3 binds it to all messages up to ClientKeyExchange. */
    {.actor = BRN_CLIENT_DOES, .act = brn_derive_master_secret},
    {.actor = BRN_CLIENT_SENDS, .message = BRN_CERTIFICATE_VERIFY,
     .presence = BRN_IF, .when = client_signs,
     .make = brn_make_certificate_verify},
    {.actor = BRN_CLIENT_DOES, .act = brn_derive_keys},
    {.actor = BRN_CLIENT_SENDS, .message = BRN_CHANGE_CIPHER_SPEC,
     .act = brn_send_change_cipher_spec},
    {.actor = BRN_CLIENT_SENDS, .message = BRN_FINISHED,
     .make = brn_make_finished, .room = brn_finished_room},
    {.actor = BRN_CLIENT_DOES, .act = brn_allow_false_start},

    {.actor = BRN_SERVER_SENDS, .message = BRN_NEW_SESSION_TICKET,
     .presence = BRN_IF, .when = ticket_is_expected,
     .handle = brn_handle_new_session_ticket},
    {.actor = BRN_SERVER_SENDS, .message = BRN_CHANGE_CIPHER_SPEC,
     .handle = brn_handle_change_cipher_spec},
    {.actor = BRN_SERVER_SENDS, .message = BRN_FINISHED,
     .handle = brn_handle_finished},
    {.actor = BRN_CLIENT_DOES, .act = brn_complete},
    {.actor = BRN_FLOW_ENDS},
};

/* RFC 5246 figure 2 from behind ServerHello on, with RFC 5077 figure 2. */
const brn_flow_row brn_resumed_flow[] = {
    /* First, because the application must be able to refuse before anything is protected. */
    {.actor = BRN_CLIENT_DOES, .act = brn_judge_resumption},
    {.actor = BRN_CLIENT_DOES, .act = brn_await_verdict},
    {.actor = BRN_CLIENT_DOES, .act = brn_derive_keys},
    {.actor = BRN_SERVER_SENDS, .message = BRN_NEW_SESSION_TICKET,
     .presence = BRN_IF, .when = ticket_is_expected,
     .handle = brn_handle_new_session_ticket},
    {.actor = BRN_SERVER_SENDS, .message = BRN_CHANGE_CIPHER_SPEC,
     .handle = brn_handle_change_cipher_spec},
    {.actor = BRN_SERVER_SENDS, .message = BRN_FINISHED,
     .handle = brn_handle_finished},

    {.actor = BRN_CLIENT_SENDS, .message = BRN_CHANGE_CIPHER_SPEC,
     .act = brn_send_change_cipher_spec},
    {.actor = BRN_CLIENT_SENDS, .message = BRN_FINISHED,
     .make = brn_make_finished, .room = brn_finished_room},
    {.actor = BRN_CLIENT_DOES, .act = brn_complete},
    {.actor = BRN_FLOW_ENDS},
};
/* clang-format on */
