/*
 * ClientHello as the scripted server reads it (RFC 5246 section 7.4.1.2): every field
 * raw, and the extensions that it knows decoded.
 */
#ifndef BRN_PEER_CLIENT_HELLO_H
#define BRN_PEER_CLIENT_HELLO_H

#include "support/peer/bytes.h"

/* ExtensionType values: RFC 6066, 7301, 6962, 7627, 5077, 5746, 8422. */
enum {
    PEER_EXT_SERVER_NAME = 0,
    PEER_EXT_MAX_FRAGMENT_LENGTH = 1,
    PEER_EXT_STATUS_REQUEST = 5,
    PEER_EXT_SUPPORTED_GROUPS = 10,
    PEER_EXT_EC_POINT_FORMATS = 11,
    PEER_EXT_SIGNATURE_ALGORITHMS = 13,
    PEER_EXT_ALPN = 16,
    PEER_EXT_SCT = 18,
    PEER_EXT_EXTENDED_MASTER_SECRET = 23,
    PEER_EXT_SESSION_TICKET = 35,
    PEER_EXT_RENEGOTIATION_INFO = 0xff01
};

typedef struct peer_extension {
    uint16_t code;
    peer_slice body;
} peer_extension;

#define PEER_EXTENSIONS_MAX 32

/* Slices point into the message that was decoded. */
typedef struct peer_client_hello {
    uint16_t version;
    uint8_t random[32];
    peer_slice session_id;
    peer_slice suites; /* two bytes each */
    peer_slice compressions;
    bool has_extension_block;
    peer_extension extensions[PEER_EXTENSIONS_MAX];
    size_t extension_count;

    peer_slice server_name; /* empty when not sent, as are the next five */
    peer_slice groups;      /* two bytes each */
    peer_slice schemes;     /* two bytes each */
    peer_slice point_formats;
    peer_slice protocols;        /* ALPN: ProtocolName entries */
    peer_slice ticket;           /* content of session_ticket */
    uint8_t max_fragment_length; /* code 1 to 4, or 0 */
    bool session_ticket;
    bool extended_master_secret;
    bool renegotiation_info; /* the extension or TLS_EMPTY_RENEGOTIATION_INFO_SCSV */
    bool status_request;
    bool scts;
} peer_client_hello;

/* Decodes the message's body. Says what is wrong with it, or NULL; the words are static. */
const char *peer_client_hello_decode(peer_client_hello *hello, peer_slice body);

/* NULL when the client did not send it. */
const peer_extension *peer_client_hello_extension(const peer_client_hello *hello, uint16_t code);

/* Whether a list of two-byte numbers holds one. */
bool peer_list_has(peer_slice list, uint16_t number);
/* Whether ALPN's list holds a protocol. */
bool peer_protocols_have(peer_slice protocols, const char *name);

#endif
