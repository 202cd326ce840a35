#include "config/session_cache.h"

#include "base/memory.h"
#include "base/text.h"
#include "system/lock.h"

#include <sodium.h>
#include <string.h>

/*
 * A fixed table of entries, found through buckets and aged through a list. Both are chains
 * of indices, so that the whole cache is two allocations. The buckets' hash is keyed: a
 * hostile set of host names can't make one chain long.
 */
#define NONE SIZE_MAX

typedef struct entry {
    brine_session *session; /* NULL = free */
    size_t bucket_next;
    size_t older, newer;
} entry;

struct brn_session_cache {
    brn_lock lock;
    size_t count; /* of entries, and of buckets */
    size_t used;
    size_t oldest, newest;
    uint8_t hash_key[crypto_shorthash_KEYBYTES];
    entry *entries;
    size_t *buckets;
};

brine_result brn_session_cache_new(const brine_allocator *allocator, const brine_provider *provider,
                                   size_t entries, brn_session_cache **out)
{
    brn_session_cache *cache = brn_allocate(allocator, 1, sizeof *cache);

    if (cache == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    if (provider->random(provider->context, cache->hash_key, sizeof cache->hash_key) != BRINE_OK) {
        brn_release(allocator, cache, sizeof *cache);
        return BRINE_ERROR_RANDOM;
    }
    cache->entries = brn_allocate(allocator, entries, sizeof *cache->entries);
    cache->buckets = brn_allocate(allocator, entries, sizeof *cache->buckets);
    if (cache->entries == NULL || cache->buckets == NULL || !brn_lock_init(&cache->lock)) {
        brn_release(allocator, cache->entries, entries * sizeof *cache->entries);
        brn_release(allocator, cache->buckets, entries * sizeof *cache->buckets);
        brn_release(allocator, cache, sizeof *cache);
        return BRINE_ERROR_OUT_OF_MEMORY;
    }
    cache->count = entries;
    cache->oldest = cache->newest = NONE;
    for (size_t i = 0; i < entries; i++)
        cache->buckets[i] = NONE;
    *out = cache;
    return BRINE_OK;
}

void brn_session_cache_free(brn_session_cache *cache, const brine_allocator *allocator)
{
    if (cache == NULL)
        return;
    for (size_t i = 0; i < cache->used; i++)
        brine_session_free(cache->entries[i].session);
    brn_lock_destroy(&cache->lock);
    brn_release(allocator, cache->entries, cache->count * sizeof *cache->entries);
    brn_release(allocator, cache->buckets, cache->count * sizeof *cache->buckets);
    brn_release(allocator, cache, sizeof *cache);
}

/* Names compare without case (RFC 4343), so they are hashed without it. */
static size_t *bucket_of(brn_session_cache *cache, const char *server_name)
{
    unsigned char lower[BRINE_HOST_NAME_MAX + 1];
    unsigned char digest[crypto_shorthash_BYTES];
    const size_t len = strnlen(server_name, sizeof lower);
    uint64_t hash;

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)server_name[i];

        lower[i] = c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
    }
    crypto_shorthash(digest, lower, len, cache->hash_key);
    memcpy(&hash, digest, sizeof hash);
    return &cache->buckets[hash % cache->count];
}

static size_t find(brn_session_cache *cache, const char *server_name, uint16_t port)
{
    for (size_t i = *bucket_of(cache, server_name); i != NONE; i = cache->entries[i].bucket_next) {
        const brine_session *session = cache->entries[i].session;

        if (session->port == port &&
            brn_text_same(session->server_name, strlen(session->server_name), server_name,
                          strlen(server_name)))
            return i;
    }
    return NONE;
}

static void age_unlink(brn_session_cache *cache, size_t i)
{
    entry *e = &cache->entries[i];

    *(e->older == NONE ? &cache->oldest : &cache->entries[e->older].newer) = e->newer;
    *(e->newer == NONE ? &cache->newest : &cache->entries[e->newer].older) = e->older;
}

static void age_append(brn_session_cache *cache, size_t i)
{
    entry *e = &cache->entries[i];

    e->older = cache->newest;
    e->newer = NONE;
    *(cache->newest == NONE ? &cache->oldest : &cache->entries[cache->newest].newer) = i;
    cache->newest = i;
}

static void bucket_unlink(brn_session_cache *cache, size_t i)
{
    size_t *link = bucket_of(cache, cache->entries[i].session->server_name);

    while (*link != i)
        link = &cache->entries[*link].bucket_next;
    *link = cache->entries[i].bucket_next;
}

static void bucket_link(brn_session_cache *cache, size_t i, brine_session *session)
{
    size_t *bucket = bucket_of(cache, session->server_name);

    cache->entries[i].session = session;
    cache->entries[i].bucket_next = *bucket;
    *bucket = i;
}

brine_session *brn_session_cache_get(brn_session_cache *cache, const char *server_name,
                                     uint16_t port)
{
    brine_session *session = NULL;
    size_t i;

    if (cache == NULL)
        return NULL;
    brn_lock_acquire(&cache->lock);
    i = find(cache, server_name == NULL ? "" : server_name, port);
    if (i != NONE) {
        session = brn_session_hold(cache->entries[i].session);
        age_unlink(cache, i);
        age_append(cache, i);
    }
    brn_lock_release(&cache->lock);
    return session;
}

void brn_session_cache_put(brn_session_cache *cache, brine_session *session)
{
    brine_session *forgotten = NULL;
    size_t i;

    if (cache == NULL)
        return;
    brn_lock_acquire(&cache->lock);
    i = find(cache, session->server_name, session->port);
    if (i == NONE && cache->used == cache->count)
        i = cache->oldest;
    if (i == NONE) {
        i = cache->used++;
    } else {
        forgotten = cache->entries[i].session;
        bucket_unlink(cache, i);
        age_unlink(cache, i);
    }
    bucket_link(cache, i, brn_session_hold(session));
    age_append(cache, i);
    brn_lock_release(&cache->lock);
    brine_session_free(forgotten);
}

void brn_session_cache_remove(brn_session_cache *cache, const brine_session *session)
{
    brine_session *forgotten = NULL;
    size_t i, last;

    if (cache == NULL)
        return;
    brn_lock_acquire(&cache->lock);
    i = find(cache, session->server_name, session->port);
    if (i != NONE && brn_session_same(cache->entries[i].session, session)) {
        forgotten = cache->entries[i].session;
        bucket_unlink(cache, i);
        age_unlink(cache, i);
        last = --cache->used;
        if (i != last) { /* the last entry moves into the gap, and with it its links */
            brine_session *moved = cache->entries[last].session;
            size_t older = cache->entries[last].older, newer = cache->entries[last].newer;

            bucket_unlink(cache, last);
            bucket_link(cache, i, moved);
            cache->entries[i].older = older;
            cache->entries[i].newer = newer;
            *(older == NONE ? &cache->oldest : &cache->entries[older].newer) = i;
            *(newer == NONE ? &cache->newest : &cache->entries[newer].older) = i;
        }
        cache->entries[last].session = NULL;
    }
    brn_lock_release(&cache->lock);
    brine_session_free(forgotten);
}

const brn_session_cache_calls brn_session_cache_memory = {
    .make = brn_session_cache_new,
    .free = brn_session_cache_free,
    .get = brn_session_cache_get,
    .put = brn_session_cache_put,
    .remove = brn_session_cache_remove,
};
