/*
 * One row for each extension that brine knows: when it is offered, how it is built, how the
 * server's answer is read. extensions.c walks the list in both directions.
 */
#ifndef BRN_HANDSHAKE_EXTENSION_LIST_H
#define BRN_HANDSHAKE_EXTENSION_LIST_H

#include "handshake/state.h"

/* IANA's numbers. */
typedef enum brn_tls_extension_code {
    BRN_TLS_EXTENSION_SERVER_NAME = 0,             /* RFC 6066 section 3 */
    BRN_TLS_EXTENSION_MAX_FRAGMENT_LENGTH = 1,     /* RFC 6066 section 4 */
    BRN_TLS_EXTENSION_STATUS_REQUEST = 5,          /* RFC 6066 section 8 */
    BRN_TLS_EXTENSION_SUPPORTED_GROUPS = 10,       /* RFC 8422 section 5.1.1 */
    BRN_TLS_EXTENSION_EC_POINT_FORMATS = 11,       /* RFC 8422 section 5.1.2 */
    BRN_TLS_EXTENSION_SIGNATURE_ALGORITHMS = 13,   /* RFC 5246 section 7.4.1.4.1 */
    BRN_TLS_EXTENSION_ALPN = 16,                   /* RFC 7301 section 3.1 */
    BRN_TLS_EXTENSION_SCT = 18,                    /* RFC 6962 section 3.3.1 */
    BRN_TLS_EXTENSION_EXTENDED_MASTER_SECRET = 23, /* RFC 7627 section 5.1 */
    BRN_TLS_EXTENSION_SESSION_TICKET = 35,         /* RFC 5077 section 3.2 */
    BRN_TLS_EXTENSION_RENEGOTIATION_INFO = 0xff01, /* RFC 5746 section 3.2 */
} brn_tls_extension_code;

typedef struct brn_tls_extension {
    brn_tls_extension_code code;
    const char *name;
    /* Whether ClientHello has it; NULL = always. */
    bool (*needed)(const brn_handshake *hs);
    /* Writes extension_data. */
    void (*build)(const brn_handshake *hs, brn_writer *data);
    /* Reads the server's extension_data; NULL = a server must not send it. */
    brine_result (*parse)(brn_handshake *hs, brn_reader data);
} brn_tls_extension;

#define BRN_TLS_EXTENSION_COUNT 11

/*
 * In the order in which they are sent. One that is never empty stands last, since some old
 * servers fail otherwise.
 */
extern const brn_tls_extension brn_tls_extensions[BRN_TLS_EXTENSION_COUNT];

#endif
