/*
 * The connections that are attacked: eight cipher suites, five kinds of server key, three groups,
 * three ways to begin and four cases of a client's certificate. Each pair of kinds that TLS
 * allows is in the table; attack refuses to begin when one is not.
 */
#ifndef BRINE_TESTS_ATTACK_SCENARIO_H
#define BRINE_TESTS_ATTACK_SCENARIO_H

#include "support/peer/pki.h"

/* The handshake that is attacked. */
typedef enum attack_begin { ATTACK_FULL, ATTACK_TICKET, ATTACK_SESSION_ID } attack_begin;

/* The client's certificate in it, or in the handshake whose session is resumed. */
typedef enum attack_identity {
    ATTACK_NOT_ASKED,
    ATTACK_NONE, /* asked for one, the client sends an empty Certificate */
    ATTACK_RSA,
    ATTACK_EC,
} attack_identity;

typedef enum attack_suite {
    ATTACK_ECDSA_AES_128,
    ATTACK_ECDSA_AES_256,
    ATTACK_ECDSA_CHACHA,
    ATTACK_RSA_AES_128,
    ATTACK_RSA_AES_256,
    ATTACK_RSA_CHACHA,
    ATTACK_KEY_AES_128, /* RSA key exchange */
    ATTACK_KEY_AES_256,
} attack_suite;

typedef enum attack_group { ATTACK_X25519, ATTACK_P256, ATTACK_P384, ATTACK_NO_GROUP } attack_group;

typedef struct scenario {
    attack_suite suite;
    attack_group group; /* no group with RSA key exchange, and with no other */
    peer_key_kind key;
    attack_begin begin;
    attack_identity identity;
    bool brief; /* in the short form, too */
} scenario;

extern const scenario scenarios[];
extern const size_t scenario_count;

/*
 * As libssl writes them. The groups are the scenario's and P-256, without which libssl takes no
 * certificate on that curve.
 */
const char *scenario_suite(const scenario *s);
const char *scenario_groups(const scenario *s);

/* "ECDHE-RSA-AES128-GCM-SHA256 X25519 RSA ticket client-EC", in a static buffer. */
const char *scenario_name(const scenario *s);

/* How many pairs of kinds TLS allows that no scenario has. */
size_t scenario_pairs_missing(void);

#endif
