#include "handshake/transcript.h"

#include "base/memory.h"

#include <brine/limits.h>
#include <string.h>

/*
 * Room behind what is needed now, for the small messages that follow. A block that grows is copied
 * into a new one, and both are in memory for a while; so it grows seldom, and not far.
 */
#define SPARE 768
/* The most that a length which the server announced makes us take, before the bytes are there. */
#define ANNOUNCED_MAX 16384

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
    t->cap = t->len = t->expected = 0;
}

void brn_transcript_expect(brn_transcript *t, size_t end)
{
    t->expected = end;
}

/* Where the message ends that is coming in, if that is farther than `end`, and not too far. */
static size_t foreseen(const brn_transcript *t, size_t end)
{
    if (t->expected <= end)
        return end;
    return t->expected - end < ANNOUNCED_MAX ? t->expected : end + ANNOUNCED_MAX;
}

brine_result brn_transcript_reserve(brn_transcript *t, size_t len)
{
    void *block = t->block;
    size_t cap;

    if (len > BRINE_HANDSHAKE_MAX - t->len)
        return BRINE_ERROR_HANDSHAKE_TOO_LONG;
    if (t->len + len <= t->cap)
        return BRINE_OK;
    cap = foreseen(t, t->len + len) + SPARE;
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
