/*
 * Who the client is: a certificate chain and its key, which may live outside of the
 * process. Immutable once made.
 */
#ifndef BRN_CONFIG_IDENTITY_H
#define BRN_CONFIG_IDENTITY_H

#include "config/loaded_key.h"

#include <brine/config.h>

typedef struct brn_identity {
    brine_bytes chain; /* certificate_list (RFC 5246 section 7.4.2) without its length; owned */
    brine_key_kind key;
    brine_group_id curve;
    brn_loaded_key loaded; /* zeroed = the key lives elsewhere */
} brn_identity;

/*
 * Reads the chain and the key, which must belong together; key NULL: it lives elsewhere. Errors
 * as of brine_config_set_identity; *out is untouched then.
 */
BRINE_MUST_USE brine_result brn_identity_new(const brine_config *config, brine_bytes chain,
                                             const brine_bytes *key, brn_identity **out,
                                             brine_error *error);

/* NULL is allowed. */
void brn_identity_free(brn_identity *identity, const brine_allocator *allocator);

#endif
