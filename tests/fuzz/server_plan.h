/*
 * What an input of fuzz_server says: what client and server are set to, how the transport cuts
 * their words, and the rules by which the server deviates (support/peer/script.h).
 *
 *     client(4) server(2) transport(1) answers(1) rule*
 *     rule: verb(1) target(1) number(2) place(1) other(1) length(1) bytes(length)
 *
 * An input that ends early has zeros behind it, and each byte means something: whatever a fuzzer
 * makes is a plan.
 */
#ifndef BRINE_TESTS_FUZZ_SERVER_PLAN_H
#define BRINE_TESTS_FUZZ_SERVER_PLAN_H

#include "support/peer/drive.h"

#define PLAN_RULES_MAX 6u /* of the input's; two more are the judge's */

/* Application data that is the server's own, and bytes of an attacker's, never authentic. */
#define PLAN_SERVER_SAYS   's'
#define PLAN_ATTACKER_SAYS 'x'

/* Bits of plan.client; each two of a _LOW and the one above it are a number from 0 to 3. */
enum {
    CLIENT_ALPN,
    CLIENT_REQUIRE_ALPN,
    CLIENT_STAPLE,
    CLIENT_REQUIRE_STAPLE,
    CLIENT_SCTS,
    CLIENT_REQUIRE_EMS,
    CLIENT_FRAGMENTS_LOW, /* max_fragment_length: none, 512, 1024, 4096 */
    CLIENT_RSA = CLIENT_FRAGMENTS_LOW + 2,
    CLIENT_NO_TRACE,
    CLIENT_KEEP_PEER,
    CLIENT_FALSE_START_LOW, /* by default, by default, enabled, disabled */
    CLIENT_LEGACY_RENEGOTIATION = CLIENT_FALSE_START_LOW + 2,
    CLIENT_IDENTITY_LOW, /* none, with a key, with an outside one, two and a hook */
    CLIENT_MATCH_IDENTITY = CLIENT_IDENTITY_LOW + 2,
    CLIENT_VERDICT_LOW, /* no hook, ACCEPT, REFUSE, LATER */
    CLIENT_JUDGES_CHAIN = CLIENT_VERDICT_LOW + 2,
    CLIENT_RESUMES,
    CLIENT_RELOADS_SESSION, /* from its blob */
    CLIENT_CACHES,          /* instead of brine_conn_set_session */
    CLIENT_BITS
};

/* Bits of plan.server. */
enum {
    SERVER_REQUESTS_CERTIFICATE,
    SERVER_TICKETS,
    SERVER_RENEWS_TICKET,
    SERVER_REFUSES_RESUMPTION,
    SERVER_NO_EMS,
    SERVER_NO_RENEGOTIATION_INFO,
    SERVER_NO_SERVER_NAME,
    SERVER_FRAGMENTS,
    SERVER_ALPN,
    SERVER_STAPLES,
    SERVER_SCTS,
    SERVER_PACKS,
    SERVER_RANDOM_NONCES,
    SERVER_WAITS_FOR_DATA,
    SERVER_LEAF_LOW, /* Ed25519, P-256, P-384, RSA */
};

/* Bits of plan.answers. */
enum {
    ANSWER_REFUSE = 1, /* the late verdict */
    ANSWER_NO_SIGNATURE = 2,
    ANSWER_JUNK_SIGNATURE = 4,
    ANSWER_CLOSE = 8, /* the client closes; else the server does */
};

typedef struct plan {
    uint32_t client;
    uint16_t server;
    uint8_t answers;
    drive_options transport;
    peer_rule rules[PLAN_RULES_MAX + 2];
    size_t count;
    uint8_t data[PLAN_RULES_MAX][256]; /* that slices of rules point into */
} plan;

void plan_read(plan *out, const uint8_t *data, size_t size);

bool plan_client(const plan *p, unsigned bit);
bool plan_server(const plan *p, unsigned bit);
/* The number that begins at a _LOW. */
unsigned plan_client_number(const plan *p, unsigned low);
unsigned plan_server_number(const plan *p, unsigned low);

/* The same without rules and refusals: the handshake whose session is resumed. */
void plan_make_peace(const plan *p, plan *out);

/* Whether a right client comes to the end of this handshake: no rules, and no requirement failed.
 */
bool plan_is_peaceful(const plan *p);

#endif
