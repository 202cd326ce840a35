/*
 * What a trust store is made of; for the files of this folder alone.
 */
#ifndef BRN_X509_TRUST_OBJECT_H
#define BRN_X509_TRUST_OBJECT_H

#include "system/lock.h"
#include "system/refcount.h"
#include "x509/trust/index.h"

#include <brine/trust.h>

/* Memory that anchors lie in: a file that was decoded in place. */
typedef struct brn_trust_block {
    uint8_t *data;
    size_t size;
} brn_trust_block;

/* The one part that changes in a frozen store, under its lock. */
typedef struct brn_trust_digest {
    brn_lock lock;
    bool known;
    uint8_t bytes[32];
} brn_trust_digest;

struct brine_trust {
    brine_allocator allocator;
    brn_refcount holders;
    bool frozen;
    brn_trust_index index;
    brn_trust_block *blocks;
    size_t block_count, block_capacity;
    brine_trust_report report;
    char *source; /* where the system store came from, NUL-terminated */
    brn_trust_digest *digest;
};

/* What the calls that add anchors call their step. */
#define BRN_TRUST_LOAD_STEP "load trust anchors"

/*
 * Adds a certificate that lies where the store, or its application, keeps it. NULL, or why it can't
 * be an anchor; then *result says whether that is fatal: BRINE_ERROR_LIMIT, _OUT_OF_MEMORY.
 */
const char *brn_trust_add_anchor(brine_trust *trust, brine_bytes der, brine_result *result);

/* Counts an entry that can't be used; source NULL: `why` names it itself. */
void brn_trust_skip(brine_trust *trust, const char *source, size_t line, const char *why);

/* Whether a source's failure ends loading, rather than that source is passed over. */
bool brn_trust_is_fatal(brine_result result);

/*
 * Adds the first of the bundles that holds a certificate, or else the first such of the
 * directories; both lists end with NULL. BRINE_ERROR_TRUST_EMPTY when none does.
 */
BRINE_MUST_USE brine_result brn_trust_add_first(brine_trust *trust, const char *const *bundles,
                                                const char *const *directories, brine_error *error);

#endif
