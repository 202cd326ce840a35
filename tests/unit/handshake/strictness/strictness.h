/*
 * The strictness suite: what the client does when the server breaks a rule, one table
 * row a rule. Each row is a test of its own with the row's title as its name; it runs
 * against the scripted server, once with everything delivered at once and once byte by
 * byte, and checks the result, the alert that the server got, and that nothing of the
 * server's was taken for authentic that is not.
 *
 * Rows that say ACCEPTED are as important: they hold what the RFCs allow and a client
 * that is strict by accident would refuse.
 */
#ifndef BRN_STRICTNESS_H
#define BRN_STRICTNESS_H

#include "support/peer/drive.h"
#include "support/peer/peer.h"

/* What both sides do besides a plain full handshake. */
enum {
    ASK_ALPN = 1 << 0, /* the client offers h2 and http/1.1 */
    ASK_STAPLE = 1 << 1,
    ASK_SCTS = 1 << 2,
    ASK_FRAGMENT = 1 << 3, /* 1024 bytes */
    ASK_RSA = 1 << 4,      /* the RSA key exchange */
    ANSWER_ALPN = 1 << 5,  /* http/1.1 */
    ANSWER_STAPLE = 1 << 6,
    ANSWER_SCTS = 1 << 7,
    ANSWER_FRAGMENT = 1 << 8,
    WITH_ALPN = ASK_ALPN | ANSWER_ALPN,
    WITH_STAPLE = ASK_STAPLE | ANSWER_STAPLE,
    WITH_SCTS = ASK_SCTS | ANSWER_SCTS,
    WITH_FRAGMENT = ASK_FRAGMENT | ANSWER_FRAGMENT,
    WITH_TICKET = 1 << 9,      /* the server issues tickets */
    WITH_SESSION_ID = 1 << 10, /* the server issues session IDs */
    RESUMED = 1 << 11,         /* a first connection gave a session; the script is for the second */
    RENEWED = 1 << 12,         /* resumption brings another ticket */
    WITH_CLIENT_AUTH = 1 << 13, /* the server asks for a certificate; the client has none */
    NO_EMS = 1 << 14,           /* the server lacks extended_master_secret */
    NO_RENEGOTIATION_INFO = 1 << 15,
    NO_SERVER_NAME = 1 << 16, /* the client skips names and connects without one */
    NO_SESSIONS = 1 << 17,    /* the client keeps no sessions, and so offers no ticket */
    RSA_KEY_EXCHANGE = 1 << 18 | ASK_RSA, /* and the server chooses it */
    REFUSE_RESUMPTION = 1 << 19,          /* the server would rather shake hands fully */
    REQUIRE_ALPN = 1 << 20,
    REQUIRE_EMS = 1 << 21,
    REQUIRE_STAPLE = 1 << 22,
    FIRST_NO_EMS = 1 << 23,        /* the first of two connections lacked extended_master_secret */
    PACKED = 1 << 24,              /* the server packs its messages */
    LEGACY_RENEGOTIATION = 1 << 25 /* the client goes on without renegotiation_info */
};

#define DEVIATION_RULES 6

typedef struct deviation {
    const char *title;
    peer_rule rules[DEVIATION_RULES]; /* those with a target count */
    brine_result result;              /* BRINE_OK: the handshake succeeds, and data flows */
    int alert;                        /* fatal alert that the server gets, or -1 */
    uint32_t with;
    peer_key_kind leaf;
    const char *suites;                   /* that the client offers; NULL = its default */
    const char *groups;                   /* likewise */
    const brine_provider *provider;       /* NULL = the default one */
    uint16_t scheme;                      /* that the server signs with; 0 = as it likes */
    void (*prepare)(peer_config *server); /* last touches; an identity must outlive the row */
    void (*afterwards)(peer *server);     /* once established, before data flows */
    const char *sentence;                 /* that the error begins with; NULL = any */
    const char *step;                     /* the error's; NULL = any */
} deviation;

#define REFUSED(code, description) .result = BRINE_ERROR_##code, .alert = BRINE_ALERT_##description
/* The client fails without telling the server. */
#define FAILS(code) .result = BRINE_ERROR_##code, .alert = -1
#define ACCEPTED    .result = BRINE_OK, .alert = -1

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The PKI of the running test program. */
extern peer_pki *strictness_pki;

/* Runs the rows as a group of tests; returns how many failed. */
int strictness_run(const char *group, const deviation *rows, size_t count);
/* The same for rows that are made when the program runs; to be called between the next two. */
void strictness_begin(void);
void strictness_end(void);

/* Runs one row inside a test, with the way in which bytes arrive chosen. */
void strictness_check(const deviation *row, const drive_options *options);

/* A frozen config as the row wants it. */
brine_config *strictness_client(const deviation *row);
/* A server's config likewise; rules and store are the caller's to add. */
peer_config strictness_server(const deviation *row);

/* A connection that was made: what tests that need more than a row stand on. */
typedef struct connection {
    brine_config *config;
    brine_conn *conn;
    peer *server;
    drive drive;
} connection;

/* Both sides as the row has them, before anything was said. Borrows row. */
connection connection_prepare(const deviation *row);
/* Shakes hands as the row has it, without looking at what came of it. Borrows row and options. */
connection connection_open(const deviation *row, const drive_options *options);
/* Shakes hands as the row has it, which must succeed. */
connection connection_make(const deviation *row);
void connection_end(connection *c);

#endif
