/*
 * Whether a provider's entries keep to the sizes that brine makes room for: provider.h's maxima
 * are arrays elsewhere, on the stack and in the handshake.
 */
#include "crypto/provider/lookup.h"

/* Those that can't run here need not know their sizes. */
static bool can_run(bool (*available)(void *context), const brine_provider *p)
{
    return available == NULL || available(p->context);
}

static bool aligned(size_t align)
{
    return align != 0 && align <= BRINE_STATE_ALIGN_MAX && (align & (align - 1)) == 0;
}

/*
 * blocks_limit: one full record at least, so that an author who left it at zero learns that
 * here and not from a Finished that can't be sent. The nonce: RFC 5288 section 3, whose second
 * part goes with the record, or RFC 7905 section 2.
 */
static bool aead_fits(const brine_aead *a)
{
    return a->key_length <= BRINE_AEAD_KEY_MAX && a->tag_length <= BRINE_AEAD_TAG_MAX &&
           (a->explicit_nonce_length == 0 || a->explicit_nonce_length == sizeof(uint64_t)) &&
           a->blocks_limit >= BRINE_RECORD_BLOCKS_MAX &&
           a->fixed_iv_length == BRINE_AEAD_NONCE_SIZE - a->explicit_nonce_length &&
           a->state_size <= BRINE_AEAD_STATE_MAX && aligned(a->state_align);
}

static bool hash_fits(const brine_hash *h)
{
    return h->output_length <= BRINE_HASH_OUTPUT_MAX && h->block_length <= BRINE_HASH_BLOCK_MAX &&
           h->output_length <= h->block_length && h->state_size <= BRINE_HASH_STATE_MAX &&
           aligned(h->state_align);
}

static bool group_fits(const brine_group *g)
{
    return g->private_length <= BRINE_GROUP_PRIVATE_MAX &&
           g->public_length <= BRINE_GROUP_PUBLIC_MAX && g->shared_length <= BRINE_GROUP_SHARED_MAX;
}

const char *brn_provider_misfit(const brine_provider *p)
{
    for (size_t i = 0; p->aeads != NULL && p->aeads[i] != NULL; i++)
        if (can_run(p->aeads[i]->available, p) && !aead_fits(p->aeads[i]))
            return p->aeads[i]->name;
    for (size_t i = 0; p->hashes != NULL && p->hashes[i] != NULL; i++)
        if (can_run(p->hashes[i]->available, p) && !hash_fits(p->hashes[i]))
            return p->hashes[i]->name;
    for (size_t i = 0; p->groups != NULL && p->groups[i] != NULL; i++)
        if (can_run(p->groups[i]->available, p) && !group_fits(p->groups[i]))
            return p->groups[i]->name;
    return NULL;
}
