/*
 * What servers' certificates are held against: what the application chose. A config holds one,
 * brine_cert_verify makes one of its options, and the fingerprint of sessions hashes all of it
 * (config/fingerprint.c), so that no session crosses it.
 */
#ifndef BRN_X509_PATH_POLICY_H
#define BRN_X509_PATH_POLICY_H

#include <brine/limits.h>
#include <brine/trust.h>

/* The most that fit between a server's certificate and an anchor. */
#define BRN_INTERMEDIATES_MAX (BRINE_PATH_LENGTH_MAX - 2)
_Static_assert(BRN_INTERMEDIATES_MAX <= UINT8_MAX, "a count of intermediates fits in a byte");

/* Each member is one byte, so that there is no padding: the fingerprint hashes the struct whole. */
typedef struct brn_verify_choices {
    uint8_t max_intermediates; /* that are not self-issued, at most BRN_INTERMEDIATES_MAX */
    bool strict;               /* the issuers' rules, too: brine_verify_options.strict */
    bool insecure_skip_chain, insecure_skip_name, insecure_skip_time;
} brn_verify_choices;
_Static_assert(sizeof(brn_verify_choices) == 5, "a member for each byte: no padding");

/* Verification only reads what the two pointers point to; the maker of the policy owns it. */
typedef struct brn_verify_policy {
    brine_trust *trust;  /* NULL only with insecure_skip_chain */
    uint8_t (*pins)[32]; /* SHA-256 of SPKIs, of which one must occur in the path */
    size_t pin_count;    /* 0 = none is asked for */
    brn_verify_choices choices;
} brn_verify_policy;

#endif
