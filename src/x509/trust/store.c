#include "x509/trust/store.h"

#include "base/bytes.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/sized.h"
#include "x509/asn1/certificate_outline.h"
#include "x509/trust/object.h"

#include <sodium.h>
#include <string.h>

brine_result brine_trust_new(const brine_allocator *allocator, brine_trust **out,
                             brine_error *error)
{
    brine_trust *trust;

    if (out == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "trust store",
                        "the place for the new trust store is NULL");
    if (allocator == NULL)
        allocator = &brn_system_allocator;
    trust = brn_allocate(allocator, 1, sizeof *trust);
    if (trust == NULL)
        goto no_trust;
    trust->allocator = *allocator;
    trust->digest = brn_allocate(allocator, 1, sizeof *trust->digest);
    if (trust->digest == NULL || !brn_lock_init(&trust->digest->lock))
        goto no_digest;
    if (!brn_refcount_init(&trust->holders))
        goto no_count;
    *out = trust;
    return BRINE_OK;

no_count:
    brn_lock_destroy(&trust->digest->lock);
no_digest:
    brn_release(allocator, trust->digest, sizeof *trust->digest);
    brn_release(allocator, trust, sizeof *trust);
no_trust:
    return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "trust store", NULL);
}

void brine_trust_free(brine_trust *trust)
{
    brine_allocator allocator;

    if (trust == NULL || !brn_refcount_drop(&trust->holders))
        return;
    allocator = trust->allocator;
    for (size_t i = 0; i < trust->block_count; i++)
        brn_release(&allocator, trust->blocks[i].data, trust->blocks[i].size);
    brn_release(&allocator, trust->blocks, trust->block_capacity * sizeof *trust->blocks);
    brn_trust_index_free(&allocator, &trust->index);
    if (trust->source != NULL)
        brn_release(&allocator, trust->source, strlen(trust->source) + 1);
    brn_lock_destroy(&trust->digest->lock);
    brn_release(&allocator, trust->digest, sizeof *trust->digest);
    brn_release(&allocator, trust, sizeof *trust);
}

brine_trust *brn_trust_hold(brine_trust *trust)
{
    brn_refcount_take(&trust->holders);
    return trust;
}

void brine_trust_get_report(const brine_trust *trust, brine_trust_report *out, size_t size)
{
    brine_trust_report report = {.loaded = 0};

    if (out == NULL)
        return;
    if (trust != NULL) {
        report = trust->report;
        report.loaded = trust->index.count;
    }
    brn_sized_write(out, size, &report, sizeof report);
}

const char *brine_trust_source(const brine_trust *trust)
{
    return trust == NULL ? NULL : trust->source;
}

brine_result brine_trust_freeze(brine_trust *trust, brine_error *error)
{
    if (trust == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "freeze trust store",
                        "the trust store is NULL");
    if (trust->frozen)
        return BRINE_OK;
    if (trust->index.count == 0)
        return brn_fail(error, BRINE_ERROR_TRUST_EMPTY, "freeze trust store",
                        "the trust store holds no certificate%s%s",
                        trust->report.skipped > 0 ? ": " : "", trust->report.first_skipped);
    trust->report.duplicates = brn_trust_index_sort(&trust->index);
    trust->frozen = true;
    return BRINE_OK;
}

bool brn_trust_is_frozen(const brine_trust *trust)
{
    return trust->frozen;
}

bool brn_trust_next(const brine_trust *trust, brine_bytes subject_der, size_t *cursor,
                    brine_bytes *anchor_der)
{
    const brn_anchor *anchor = NULL;

    if (trust->frozen)
        anchor = brn_trust_index_next(&trust->index, subject_der, cursor);
    if (anchor != NULL)
        *anchor_der = brn_anchor_der(anchor);
    return anchor != NULL;
}

bool brn_trust_may_have(const brine_trust *trust, uint64_t subject_hash)
{
    return trust->frozen && brn_trust_index_has_hash(&trust->index, subject_hash);
}

bool brn_trust_contains(const brine_trust *trust, brine_bytes der)
{
    brn_certificate_outline outline;
    brine_bytes anchor;
    size_t cursor = 0;

    if (brn_certificate_outline_read(der, &outline) != NULL)
        return false;
    while (brn_trust_next(trust, outline.subject, &cursor, &anchor))
        if (brn_bytes_equal(anchor, der))
            return true;
    return false;
}

/* BLAKE2b over all anchors, each with its length before it, in the index's order. */
static void compute_digest(const brn_trust_index *index, uint8_t out[32])
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, 32);
    for (size_t i = 0; i < index->count; i++) {
        const brn_anchor *anchor = &index->anchors[i];
        const uint8_t len[4] = {(uint8_t)(anchor->len >> 24), (uint8_t)(anchor->len >> 16),
                                (uint8_t)(anchor->len >> 8), (uint8_t)anchor->len};

        crypto_generichash_update(&state, len, sizeof len);
        crypto_generichash_update(&state, anchor->der, anchor->len);
    }
    crypto_generichash_final(&state, out, 32);
}

void brn_trust_fingerprint(const brine_trust *trust, uint8_t out[32])
{
    brn_trust_digest *digest = trust->digest;

    brn_lock_acquire(&digest->lock);
    if (!digest->known) {
        compute_digest(&trust->index, digest->bytes);
        digest->known = trust->frozen;
    }
    memcpy(out, digest->bytes, sizeof digest->bytes);
    brn_lock_release(&digest->lock);
}
