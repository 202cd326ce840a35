/*
 * A scripted TLS 1.2 server in memory, for tests of a client.
 *
 * By itself it is a correct server (RFC 5246, 8422, 7627, 5746, 7301, 5077, 6066) that
 * checks what the client does; a peer_script (peer/script.h) makes it deviate. There
 * are no sockets, no clock and no chance: peer_feed takes what the client sent,
 * peer_take gives what the server has to say, and the same seed gives the same bytes
 * (but for ECDSA and PSS signatures and certificates, for which libcrypto draws lots).
 *
 * Fields of struct peer may be read by tests at any time, and written by the brave:
 * `writing.sequence++` makes the next record one that was never there.
 */
#ifndef BRN_PEER_PEER_H
#define BRN_PEER_PEER_H

#include "support/peer/client_hello.h"
#include "support/peer/keys.h"
#include "support/peer/pki.h"
#include "support/peer/script.h"
#include "support/peer/suite.h"

/* HandshakeType, RFC 5246 section 7.4, RFC 5077, RFC 6066. */
enum {
    PEER_MSG_HELLO_REQUEST = 0,
    PEER_MSG_CLIENT_HELLO = 1,
    PEER_MSG_SERVER_HELLO = 2,
    PEER_MSG_NEW_SESSION_TICKET = 4,
    PEER_MSG_CERTIFICATE = 11,
    PEER_MSG_SERVER_KEY_EXCHANGE = 12,
    PEER_MSG_CERTIFICATE_REQUEST = 13,
    PEER_MSG_SERVER_HELLO_DONE = 14,
    PEER_MSG_CERTIFICATE_VERIFY = 15,
    PEER_MSG_CLIENT_KEY_EXCHANGE = 16,
    PEER_MSG_FINISHED = 20,
    PEER_MSG_CERTIFICATE_STATUS = 22
};

/* What the server remembers from one connection to the next. All zero is empty. */
#define PEER_SESSIONS_MAX 16
typedef struct peer_session {
    peer_bytes key; /* session ID, or ticket */
    bool is_ticket;
    uint8_t master[PEER_MASTER_LENGTH];
    const peer_suite *suite;
    bool extended_master_secret;
} peer_session;

typedef struct peer_store {
    peer_session sessions[PEER_SESSIONS_MAX]; /* a ring */
    size_t made;
} peer_store;

void peer_store_clear(peer_store *store);

/* Left at zero, every choice is a sensible server's. Everything pointed at is borrowed. */
typedef struct peer_config {
    const peer_identity *identity; /* required */
    const peer_rule *rules;
    size_t rule_count;
    uint64_t seed;

    const uint16_t *suites; /* preference, ends with 0; NULL = the client's */
    const uint16_t *groups; /* likewise */
    uint16_t scheme;        /* signs with this one, offered or not; 0 = the client's preference */
    bool no_extended_master_secret;
    bool no_renegotiation_info;
    bool no_server_name; /* no empty server_name in answer to the client's */
    bool no_point_formats;
    bool max_fragment_length; /* honours the client's wish */
    const char *protocol;     /* ALPN: chosen when the client offers it */
    peer_slice staple;        /* OCSP response, sent when the client asks */
    peer_slice scts;          /* SignedCertificateTimestampList, likewise */

    peer_store *store; /* NULL = no resumption */
    bool tickets;      /* sessions by ticket instead of by ID */
    bool renew_ticket; /* also when a session is resumed */
    bool refuse_resumption;
    bool echo_session_id;     /* in a full handshake too */
    uint32_t ticket_lifetime; /* lifetime hint; 0 = 7200 */
    size_t ticket_length;     /* 0 = 160 */

    bool request_certificate;
    const uint16_t *request_schemes; /* ends with 0; NULL = all but SHA-1's */
    peer_slice request_types;        /* ClientCertificateType; empty = rsa_sign, ecdsa_sign */
    peer_slice request_authorities;  /* DistinguishedName entries, each with its length */

    size_t fragment;    /* most bytes in one handshake record; 0 = 16384 */
    bool pack;          /* a flight's handshake messages share records */
    bool random_nonces; /* explicit nonces are not the sequence number */
    bool wait_for_data; /* the last flight of a full handshake waits for data of a False Start */
} peer_config;

typedef enum peer_phase {
    PEER_WAIT_CLIENT_HELLO,
    PEER_WAIT_CERTIFICATE,
    PEER_WAIT_CLIENT_KEY_EXCHANGE,
    PEER_WAIT_CERTIFICATE_VERIFY,
    PEER_WAIT_CHANGE_CIPHER_SPEC,
    PEER_WAIT_FINISHED,
    PEER_OPEN,  /* application data flows */
    PEER_FAILED /* an alert was sent or received, or the script ended it */
} peer_phase;

typedef struct peer_alert {
    uint8_t level;
    uint8_t description;
    bool protected; /* came encrypted */
} peer_alert;

#define PEER_ALERTS_MAX   64
#define PEER_MESSAGES_MAX 64

/* What the client did. */
typedef struct peer_report {
    uint8_t messages[PEER_MESSAGES_MAX]; /* HandshakeType of each, in order */
    size_t message_count;
    peer_alert alerts[PEER_ALERTS_MAX];
    size_t alert_count;
    bool close_notify;
    size_t change_cipher_specs;
    size_t records;
    size_t feeds;   /* calls of peer_feed: the client's writes, if each is fed by itself */
    size_t flights; /* runs of those between which the server had something to say */
} peer_report;

#define PEER_CLIENT_CHAIN_MAX 16

typedef struct peer {
    peer_config config;
    peer_script script;
    peer_phase phase;
    peer_report report;
    const char *fault;     /* what the client did wrong, static words; NULL = nothing */
    int alert_sent;        /* by the server of its own accord; -1 = none */
    bool ended;            /* by the script: the transport is to be closed */
    uint64_t random_block; /* counts the deterministic bytes that were drawn */

    peer_bytes hello_message; /* that `hello` points into */
    peer_client_hello hello;
    uint8_t server_random[32];
    uint8_t session_id[32];
    size_t session_id_length;
    const peer_suite *suite;
    uint16_t group;  /* 0 with RSA key exchange and on resumption */
    uint16_t scheme; /* likewise */
    const char *protocol;
    bool extended_master_secret;
    bool resumed;
    bool will_send_ticket;
    bool will_staple;
    size_t record_limit; /* plaintext bytes, max_fragment_length heeded */
    peer_share share;
    uint8_t premaster[PEER_PREMASTER_MAX]; /* all zero on resumption */
    size_t premaster_length;
    uint8_t master[PEER_MASTER_LENGTH];

    peer_bytes client_chain_bytes; /* that client_chain points into */
    peer_slice client_chain[PEER_CLIENT_CHAIN_MAX];
    size_t client_chain_count;
    uint16_t client_scheme; /* of a CertificateVerify that was right */

    peer_bytes transcript;
    bool owes_last_flight; /* see wait_for_data */
    bool flight_over; /* ServerHelloDone was said: what follows it, the client can't have hashed */
    peer_keys reading, writing;           /* in use */
    peer_keys next_reading, next_writing; /* from the next ChangeCipherSpec on */
    peer_bytes in;                        /* a record that is not whole yet */
    peer_bytes handshake_in;              /* a message that is not whole yet */
    peer_bytes handshake_out;             /* packed, waiting for company */
    size_t early;                         /* bytes of Finished sent before ChangeCipherSpec */
    peer_bytes out;                       /* for peer_take */
    peer_bytes application;               /* what the client wrote */
    bool client_spoke_last;
} peer;

peer *peer_new(const peer_config *config);
void peer_free(peer *p);

/* Takes bytes from the client and answers them. */
void peer_feed(peer *p, const void *data, size_t len);
/* Moves what the server has to say into buf and returns how much that was. */
size_t peer_take(peer *p, uint8_t *buf, size_t cap);

/* ---- Speaking out of turn. Records are protected when keys are in use. ---- */

/* Application data, in records as large as allowed. */
void peer_say(peer *p, const void *data, size_t len);
/* One record, of whatever type and length, empty ones too. */
void peer_say_record(peer *p, uint8_t type, const void *data, size_t len);
/* Bytes as they are. */
void peer_say_raw(peer *p, const void *data, size_t len);
void peer_say_alert(peer *p, uint8_t level, uint8_t description);
void peer_say_hello_request(peer *p);
/* close_notify. */
void peer_close(peer *p);

/* ---- Facts to compare with the client's ---- */

/* RFC 5705 section 4; context.data NULL = none. */
void peer_export(const peer *p, const char *label, peer_slice context, uint8_t *out, size_t len);
/* A line for a key log file with final NUL; at least 192 bytes. */
void peer_key_log_line(const peer *p, char *out, size_t cap);
/* The last fatal alert that came, or -1. */
int peer_fatal_alert(const peer *p);
/* How many warnings of a description came. */
size_t peer_warnings(const peer *p, uint8_t description);

#endif
