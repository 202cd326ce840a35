#include "attack/scenario.h"

#include <stdio.h>

/* clang-format off */
const scenario scenarios[] = {
    {ATTACK_ECDSA_AES_128, ATTACK_X25519, PEER_KEY_P256, ATTACK_FULL, ATTACK_EC, true},
    {ATTACK_ECDSA_AES_128, ATTACK_X25519, PEER_KEY_P256, ATTACK_TICKET, ATTACK_RSA, false},
    {ATTACK_ECDSA_AES_128, ATTACK_X25519, PEER_KEY_P256, ATTACK_SESSION_ID, ATTACK_NOT_ASKED, false},
    {ATTACK_ECDSA_AES_128, ATTACK_P256, PEER_KEY_ED25519, ATTACK_FULL, ATTACK_RSA, false},
    {ATTACK_ECDSA_AES_128, ATTACK_P384, PEER_KEY_P384, ATTACK_TICKET, ATTACK_NONE, false},
    {ATTACK_ECDSA_AES_256, ATTACK_X25519, PEER_KEY_P384, ATTACK_FULL, ATTACK_RSA, false},
    {ATTACK_ECDSA_AES_256, ATTACK_P256, PEER_KEY_P256, ATTACK_SESSION_ID, ATTACK_NONE, false},
    {ATTACK_ECDSA_AES_256, ATTACK_P256, PEER_KEY_ED25519, ATTACK_TICKET, ATTACK_EC, false},
    {ATTACK_ECDSA_AES_256, ATTACK_P384, PEER_KEY_P384, ATTACK_FULL, ATTACK_EC, false},
    {ATTACK_ECDSA_AES_256, ATTACK_P384, PEER_KEY_ED25519, ATTACK_TICKET, ATTACK_NOT_ASKED, false},
    {ATTACK_ECDSA_CHACHA, ATTACK_X25519, PEER_KEY_P384, ATTACK_FULL, ATTACK_EC, false},
    {ATTACK_ECDSA_CHACHA, ATTACK_X25519, PEER_KEY_ED25519, ATTACK_SESSION_ID, ATTACK_NONE, false},
    {ATTACK_ECDSA_CHACHA, ATTACK_P256, PEER_KEY_P384, ATTACK_SESSION_ID, ATTACK_NOT_ASKED, false},
    {ATTACK_ECDSA_CHACHA, ATTACK_P384, PEER_KEY_P256, ATTACK_TICKET, ATTACK_RSA, true},
    {ATTACK_ECDSA_CHACHA, ATTACK_P384, PEER_KEY_ED25519, ATTACK_FULL, ATTACK_RSA, false},
    {ATTACK_RSA_AES_128, ATTACK_X25519, PEER_KEY_RSA, ATTACK_FULL, ATTACK_NOT_ASKED, false},
    {ATTACK_RSA_AES_128, ATTACK_X25519, PEER_KEY_RSA_PSS, ATTACK_SESSION_ID, ATTACK_NONE, false},
    {ATTACK_RSA_AES_128, ATTACK_P256, PEER_KEY_RSA, ATTACK_TICKET, ATTACK_NONE, false},
    {ATTACK_RSA_AES_128, ATTACK_P256, PEER_KEY_RSA_PSS, ATTACK_TICKET, ATTACK_EC, false},
    {ATTACK_RSA_AES_128, ATTACK_P384, PEER_KEY_RSA, ATTACK_FULL, ATTACK_EC, false},
    {ATTACK_RSA_AES_128, ATTACK_P384, PEER_KEY_RSA_PSS, ATTACK_SESSION_ID, ATTACK_RSA, false},
    {ATTACK_RSA_AES_256, ATTACK_X25519, PEER_KEY_RSA, ATTACK_TICKET, ATTACK_RSA, false},
    {ATTACK_RSA_AES_256, ATTACK_X25519, PEER_KEY_RSA, ATTACK_SESSION_ID, ATTACK_NOT_ASKED, false},
    {ATTACK_RSA_AES_256, ATTACK_X25519, PEER_KEY_RSA_PSS, ATTACK_FULL, ATTACK_RSA, false},
    {ATTACK_RSA_AES_256, ATTACK_P256, PEER_KEY_RSA_PSS, ATTACK_FULL, ATTACK_NONE, false},
    {ATTACK_RSA_AES_256, ATTACK_P384, PEER_KEY_RSA, ATTACK_SESSION_ID, ATTACK_EC, false},
    {ATTACK_RSA_CHACHA, ATTACK_X25519, PEER_KEY_RSA, ATTACK_FULL, ATTACK_EC, false},
    {ATTACK_RSA_CHACHA, ATTACK_X25519, PEER_KEY_RSA_PSS, ATTACK_SESSION_ID, ATTACK_NONE, false},
    {ATTACK_RSA_CHACHA, ATTACK_P256, PEER_KEY_RSA, ATTACK_TICKET, ATTACK_RSA, false},
    {ATTACK_RSA_CHACHA, ATTACK_P256, PEER_KEY_RSA, ATTACK_SESSION_ID, ATTACK_EC, false},
    {ATTACK_RSA_CHACHA, ATTACK_P384, PEER_KEY_RSA_PSS, ATTACK_FULL, ATTACK_NOT_ASKED, false},
    {ATTACK_KEY_AES_128, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_FULL, ATTACK_NONE, false},
    {ATTACK_KEY_AES_128, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_FULL, ATTACK_EC, false},
    {ATTACK_KEY_AES_128, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_TICKET, ATTACK_RSA, false},
    {ATTACK_KEY_AES_128, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_SESSION_ID, ATTACK_NOT_ASKED, false},
    {ATTACK_KEY_AES_256, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_FULL, ATTACK_NONE, false},
    {ATTACK_KEY_AES_256, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_FULL, ATTACK_RSA, false},
    {ATTACK_KEY_AES_256, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_TICKET, ATTACK_RSA, false},
    {ATTACK_KEY_AES_256, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_SESSION_ID, ATTACK_NOT_ASKED, false},
    {ATTACK_KEY_AES_256, ATTACK_NO_GROUP, PEER_KEY_RSA, ATTACK_SESSION_ID, ATTACK_EC, false},
};
/* clang-format on */
const size_t scenario_count = sizeof scenarios / sizeof *scenarios;

const char *scenario_suite(const scenario *s)
{
    static const char *const names[] = {
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-RSA-CHACHA20-POLY1305",
        "AES128-GCM-SHA256",
        "AES256-GCM-SHA384",
    };

    return names[s->suite];
}

const char *scenario_groups(const scenario *s)
{
    static const char *const lists[] = {"X25519:P-256", "P-256", "P-384:P-256", "P-256"};

    return lists[s->group];
}

const char *scenario_name(const scenario *s)
{
    static const char *const keys[] = {[PEER_KEY_P256] = "P-256",
                                       [PEER_KEY_P384] = "P-384",
                                       [PEER_KEY_ED25519] = "Ed25519",
                                       [PEER_KEY_RSA] = "RSA",
                                       [PEER_KEY_RSA_PSS] = "RSA-PSS"};
    static const char *const groups[] = {"X25519", "P-256", "P-384", "-"};
    static const char *const begins[] = {"full", "ticket", "session-ID"};
    static const char *const identities[] = {"not-asked", "client-none", "client-RSA", "client-EC"};
    static char name[128];

    snprintf(name, sizeof name, "%s %s %s %s %s", scenario_suite(s), groups[s->group], keys[s->key],
             begins[s->begin], identities[s->identity]);
    return name;
}

/* ---- Pairs ---- */

enum { SUITES = 8, GROUPS = 4, KEYS = PEER_KEY_RSA_PSS + 1, BEGINS = 3, IDENTITIES = 4 };
#define COLUMNS 5

static unsigned column(const scenario *s, unsigned number)
{
    const unsigned columns[COLUMNS] = {s->suite, s->group, s->key, s->begin, s->identity};

    return columns[number];
}

/* RFC 5289 section 2, RFC 8422 section 5.10, RFC 5288: which key serves which suite. */
static bool is_legal(const scenario *s)
{
    bool key_exchange = s->suite >= ATTACK_KEY_AES_128;

    if (s->key == PEER_KEY_P521 || (s->group == ATTACK_NO_GROUP) != key_exchange)
        return false;
    if (s->suite <= ATTACK_ECDSA_CHACHA)
        return s->key != PEER_KEY_RSA && s->key != PEER_KEY_RSA_PSS;
    return s->key == PEER_KEY_RSA || (s->key == PEER_KEY_RSA_PSS && !key_exchange);
}

static bool pair_is_covered(const scenario *wanted, unsigned a, unsigned b)
{
    for (size_t i = 0; i < scenario_count; i++)
        if (column(&scenarios[i], a) == column(wanted, a) &&
            column(&scenarios[i], b) == column(wanted, b))
            return true;
    return false;
}

static size_t pairs_missing_of(const scenario *s)
{
    size_t missing = 0;

    for (unsigned a = 0; a < COLUMNS; a++)
        for (unsigned b = a + 1; b < COLUMNS; b++)
            missing += !pair_is_covered(s, a, b);
    return missing;
}

size_t scenario_pairs_missing(void)
{
    size_t missing = 0;

    for (unsigned n = 0; n < SUITES * GROUPS * KEYS * BEGINS * IDENTITIES; n++) {
        scenario s = {.suite = n % SUITES,
                      .group = n / SUITES % GROUPS,
                      .key = n / SUITES / GROUPS % KEYS,
                      .begin = n / SUITES / GROUPS / KEYS % BEGINS,
                      .identity = n / SUITES / GROUPS / KEYS / BEGINS};

        if (is_legal(&s))
            missing += pairs_missing_of(&s);
    }
    return missing;
}
