/*
 * Which identity a server's CertificateRequest gets: the rules are in brine/config.h.
 */
#ifndef BRN_CONFIG_IDENTITY_CHOICE_H
#define BRN_CONFIG_IDENTITY_CHOICE_H

#include "config/identity.h"
#include "crypto/provider/signature_scheme.h"

typedef struct brn_identity_choice {
    size_t number;                /* in the order of the config; BRINE_IDENTITY_NONE = none */
    const brn_identity *identity; /* NULL = an empty Certificate */
    const brn_signature_scheme *scheme;
    brine_client_certificate outcome;
} brn_identity_choice;

/*
 * How a config chooses among its identities: a table, which a config has that was given one, so
 * that a program which gives none links nothing of this.
 */
typedef struct brn_identity_calls {
    /*
     * Chooses, and asks the hook; request's counts and choice are filled in here. Its authorities
     * are well-formed.
     */
    brn_identity_choice (*choose)(const brine_config *config, brine_identity_request *request);
    /*
     * The schemes that the identities' keys can make and the application allows, at most cap;
     * returns how many were written.
     */
    size_t (*schemes)(const brine_config *config, uint16_t *schemes, size_t cap);
} brn_identity_calls;

extern const brn_identity_calls brn_identities_of_config;

#endif
