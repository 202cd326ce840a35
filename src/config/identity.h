/*
 * Who the client is: a certificate chain, and the key or the word that the key lives
 * elsewhere. Immutable once made.
 */
#ifndef BRN_CONFIG_IDENTITY_H
#define BRN_CONFIG_IDENTITY_H

#include "base/reader.h"
#include "crypto/provider/signature_scheme.h"

#include <brine/config.h>

typedef struct brn_identity {
    brine_bytes chain; /* certificate_list (RFC 5246 section 7.4.2) without its length; owned */
    brine_key_kind key;
    brine_group_id curve;
    const brine_signer *signer; /* NULL = the key lives elsewhere */
    void *context;              /* the provider's */
    void *state;                /* the signer's, owned */
    size_t state_size;
} brn_identity;

/* NULL is allowed. */
void brn_identity_free(brn_identity *identity, const brine_allocator *allocator);

/*
 * The scheme to sign with for a CertificateRequest (RFC 5246 section 7.4.4), or NULL when the
 * identity does not fit it: its key's kind is not among certificate_types, no scheme is both
 * asked for and possible, or CAs are named and none of them issued anything in the chain.
 */
const brn_signature_scheme *brn_identity_choose(const brn_identity *identity,
                                                const brine_provider *provider,
                                                brine_bytes certificate_types, brn_reader schemes,
                                                brn_reader authorities);

#endif
