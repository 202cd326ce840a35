/*
 * The inside of a brine_config: what the floors above read. Nothing in it changes once it
 * is frozen, but for the session cache and the remembered links, which lock themselves.
 */
#ifndef BRN_CONFIG_CONFIG_H
#define BRN_CONFIG_CONFIG_H

#include "system/append.h"
#include "system/refcount.h"
#include "x509/path/links.h"
#include "x509/path/policy.h"

#include <brine/config.h>
#include <brine/session.h>

/* Offers that fit; the lists of a provider are far shorter. */
#define BRN_SUITES_MAX  32
#define BRN_GROUPS_MAX  16
#define BRN_SCHEMES_MAX 32

struct brn_identity;
struct brn_identity_calls;
struct brn_session_cache;
struct brn_session_cache_calls;

/* A suite with the parts that serve it, looked up once. */
typedef struct brn_offered_suite {
    const brine_suite *suite;
    const brine_aead *aead;
    const brine_hash *prf_hash;
} brn_offered_suite;

/* Names that the caller chose, before the provider is asked what it can serve. */
typedef struct brn_choice {
    uint16_t ids[BRN_SUITES_MAX];
    size_t count; /* 0 = the provider's own order, or brine's */
} brn_choice;

/* When False Start is used, besides what RFC 7918 asks of suite, key exchange and ALPN. */
typedef enum brn_false_start {
    BRN_FALSE_START_WITH_ALPN, /* where the server chose a protocol */
    BRN_FALSE_START_ALWAYS,
    BRN_FALSE_START_NEVER,
} brn_false_start;

struct brine_config {
    brine_allocator allocator;
    brn_refcount holders;
    bool frozen;
    uint8_t id[16]; /* random; tells this config's sessions from another's */

    /* What is offered; the lists are filled by freezing. */
    const brine_provider *provider;
    bool skip_unknown_names;
    brn_choice chosen_suites, chosen_groups, chosen_schemes;
    brn_choice client_schemes; /* for signatures of our own */
    brn_offered_suite suites[BRN_SUITES_MAX];
    size_t suite_count;
    const brine_group *groups[BRN_GROUPS_MAX];
    size_t group_count;
    uint16_t schemes[BRN_SCHEMES_MAX];
    size_t scheme_count;
    bool legacy_rsa_key_exchange;

    /* Trust. What finds a store when none was set, in freezing; NULL = nothing does. */
    brine_result (*load_trust)(brine_config *config, brine_error *error);
    brn_verify_policy policy; /* its trust store and its pins are the config's own */
    size_t remembered_links;
    brn_known_links known_links;
    brine_verify_hook verify_hook;
    void *verify_hook_context;

    /* Both NULL until there is an identity, so that a program without one links nothing of it. */
    const struct brn_identity_calls *identity_calls;
    void (*free_identities)(brine_config *config);
    struct brn_identity *identities[BRINE_IDENTITIES_MAX];
    size_t identity_count;
    bool match_identity;
    brine_passphrase passphrase; /* NULL = none */
    void *passphrase_context;
    brine_identity_hook identity_hook;
    void *identity_hook_context;

    /* Extensions and requirements. */
    uint8_t *alpn; /* ProtocolNameList without its length (RFC 7301 section 3.1) */
    size_t alpn_len;
    bool require_alpn, require_extended_master_secret, require_staple;
    bool allow_legacy_renegotiation;
    bool request_staple, request_scts;
    size_t max_fragment_length; /* 0 = not asked for */
    brn_false_start false_start;
    bool keep_peer;
    bool without_sessions; /* none is made, kept or offered */

    size_t session_cache_entries;
    const struct brn_session_cache_calls *session_cache_calls; /* NULL = no cache */
    struct brn_session_cache *session_cache;                   /* NULL = none, or not frozen */

    brine_session_hook session_hook;
    void *session_hook_context;

    brine_clock clock;
    void *clock_context;
    brine_key_log key_log;
    void *key_log_context;
    brn_append key_log_file;
    /* Each NULL until the key log has a callback, or a file, so that a program without one links
       nothing of it. */
    void (*write_key_log)(const brine_config *config, void *connection_context,
                          const uint8_t client_random[32], const uint8_t master_secret[48]);
    bool (*append_key_log)(const brn_append *file, const char *line, size_t len);
    void (*close_key_log_file)(brn_append *file);
    brine_trace trace;
    void *trace_context;
};

/* One more holder, for a connection. */
brine_config *brn_config_hold(const brine_config *config);
const brine_allocator *brn_config_allocator(const brine_config *config);
int64_t brn_config_now(const brine_config *config);

/*
 * Whether sessions keep what the server showed: the application asked for it, or the verify
 * hook or require_staple judges a resumption by it.
 */
static inline bool brn_config_keeps_peer(const brine_config *config)
{
    return config->keep_peer || config->verify_hook != NULL || config->require_staple;
}

/*
 * A digest of every setting that decides whom a connection trusts and what it offers: no
 * session is used under another one (see session.h).
 */
void brn_config_fingerprint(const brine_config *config, uint8_t out[32]);

/* Every setter begins with this: NULL and frozen are refused. */
BRINE_MUST_USE brine_result brn_config_check_open(const brine_config *config);
/* Likewise, for a setter that says in a sentence why it failed. */
BRINE_MUST_USE brine_result brn_config_check_open_and_tell(const brine_config *config,
                                                           brine_error *error);

#endif
