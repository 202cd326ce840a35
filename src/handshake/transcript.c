#include "handshake/transcript.h"

#include "base/memory.h"

#include <brine/limits.h>
#include <string.h>

/* Holds a handshake with an ECDSA chain; longer ones double it. */
#define FIRST_BLOCK 4096

void brn_transcript_init(brn_transcript *t, const brine_allocator *allocator,
                         const brine_provider *provider)
{
    memset(t, 0, sizeof *t);
    t->allocator = allocator;
    t->provider = provider;
}

void brn_transcript_free(brn_transcript *t)
{
    brn_release(t->allocator, t->block, t->cap);
    if (t->hash != NULL)
        t->hash->clear(t->provider->context, t->hash_state);
    t->block = NULL;
    t->hash = NULL;
    t->cap = t->len = 0;
}

brine_result brn_transcript_reserve(brn_transcript *t, size_t len)
{
    size_t cap = t->cap > 0 ? t->cap : FIRST_BLOCK;
    void *block = t->block;

    if (len > BRINE_HANDSHAKE_MAX - t->len)
        return BRINE_ERROR_HANDSHAKE_TOO_LONG;
    while (cap < t->len + len)
        cap *= 2;
    if (cap == t->cap)
        return BRINE_OK;
    if (!brn_resize(t->allocator, &block, t->cap, cap))
        return BRINE_ERROR_OUT_OF_MEMORY;
    t->block = block;
    t->cap = cap;
    return BRINE_OK;
}

brine_result brn_transcript_append(brn_transcript *t, const uint8_t *data, size_t len)
{
    brine_result result = brn_transcript_reserve(t, len);

    if (result != BRINE_OK)
        return result;
    if (len > 0)
        memcpy(t->block + t->len, data, len);
    t->len += len;
    return BRINE_OK;
}

void brn_transcript_remove(brn_transcript *t, size_t offset, size_t len)
{
    memmove(t->block + offset, t->block + offset + len, t->len - offset - len);
    t->len -= len;
}

void brn_transcript_use_hash(brn_transcript *t, const brine_hash *hash)
{
    t->hash = hash;
    t->hashed = 0;
    hash->init(t->provider->context, t->hash_state);
}

void brn_transcript_digest(brn_transcript *t, size_t end, uint8_t *out)
{
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t fork[BRINE_HASH_STATE_MAX];
    void *context = t->provider->context;

    t->hash->update(context, t->hash_state, t->block + t->hashed, end - t->hashed);
    t->hashed = end;
    t->hash->copy(context, fork, t->hash_state);
    t->hash->final(context, fork, out);
    t->hash->clear(context, fork);
}
