#include "x509/path/links.h"

#include <stdalign.h>
#include <string.h>

#include "base/memory.h"
#include "crypto/provider/lookup.h"
#include "system/lock.h"

#define FIRST_ROOM 4 /* links: two chains of two or three CAs */

/*
 * The one used last stands first. A search reads them all: with the default of
 * BRINE_REMEMBERED_LINKS_DEFAULT that takes less than a hundredth of the cheapest verification.
 */
struct brn_links {
    brn_lock lock;
    brine_allocator allocator;
    size_t most, room, count;
    brn_link *links; /* room of them */
};

brine_result brn_links_new(const brine_allocator *allocator, size_t most, brn_links **out)
{
    brn_links *links = brn_allocate(allocator, 1, sizeof *links);

    if (links == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    if (!brn_lock_init(&links->lock)) {
        brn_release(allocator, links, sizeof *links);
        return BRINE_ERROR_OUT_OF_MEMORY;
    }
    links->allocator = *allocator;
    links->most = most;
    *out = links;
    return BRINE_OK;
}

void brn_links_free(brn_links *links)
{
    brine_allocator allocator;

    if (links == NULL)
        return;
    allocator = links->allocator;
    brn_lock_destroy(&links->lock);
    brn_release(&allocator, links->links, links->room * sizeof *links->links);
    brn_release(&allocator, links, sizeof *links);
}

/* ---- What a link is ---- */

/* With its length in front, so that no two lists of parts are the same bytes. */
static void add_part(const brine_provider *provider, const brine_hash *hash, void *state,
                     brine_bytes part)
{
    uint64_t len = part.len;

    hash->update(provider->context, state, (const uint8_t *)&len, sizeof len);
    hash->update(provider->context, state, part.data, part.len);
}

bool brn_link_of(const brine_provider *provider, const brine_verifier *verifier,
                 const brn_certificate *child, const brn_certificate *issuer, brn_link *out)
{
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];
    const brine_hash *hash = brn_find_hash(provider, BRINE_HASH_SHA256);
    /* By its address: who computed it counts, and entries live as long as their provider. */
    const brine_bytes computed_by = {(const uint8_t *)&verifier, sizeof verifier};
    const brine_bytes parts[] = {child->tbs, child->signature_identifier, child->signature,
                                 issuer->spki, computed_by};

    if (hash == NULL || hash->output_length != sizeof out->digest)
        return false;
    hash->init(provider->context, state);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        add_part(provider, hash, state, parts[i]);
    hash->final(provider->context, state, out->digest);
    return true;
}

/* ---- The memory ---- */

/* Its place, or the count. */
static size_t find(const brn_links *links, const brn_link *link)
{
    size_t i = 0;

    while (i < links->count && memcmp(&links->links[i], link, sizeof *link) != 0)
        i++;
    return i;
}

/* Those before `place` move up by one, over what stood there. */
static void put_first(brn_links *links, size_t place, const brn_link *link)
{
    memmove(&links->links[1], &links->links[0], place * sizeof *link);
    links->links[0] = *link;
}

static size_t larger_room(const brn_links *links)
{
    size_t room = links->room == 0 ? FIRST_ROOM : links->room * 2;

    return room < links->most ? room : links->most;
}

/* Whether there is room for one more: a larger array, or the place of the oldest. */
static bool make_room(brn_links *links)
{
    void *block = links->links;
    size_t room = larger_room(links);

    if (links->count < links->room)
        return true;
    if (links->room < links->most &&
        brn_resize(&links->allocator, &block, links->room * sizeof *links->links,
                   room * sizeof *links->links)) {
        links->links = block;
        links->room = room;
        return true;
    }
    links->count -= links->room > 0;
    return links->room > 0;
}

bool brn_links_know(brn_links *links, const brn_link *link)
{
    bool known;
    size_t place;

    brn_lock_acquire(&links->lock);
    place = find(links, link);
    known = place < links->count;
    if (known)
        put_first(links, place, link);
    brn_lock_release(&links->lock);
    return known;
}

void brn_links_add(brn_links *links, const brn_link *link)
{
    size_t place;

    brn_lock_acquire(&links->lock);
    place = find(links, link);
    if (place < links->count)
        put_first(links, place, link);
    else if (make_room(links))
        put_first(links, links->count++, link);
    brn_lock_release(&links->lock);
}

/* ---- The table ---- */

static bool know(brn_links *links, const brine_provider *provider, const brine_verifier *verifier,
                 const brn_certificate *child, const brn_certificate *issuer)
{
    brn_link link;

    return brn_link_of(provider, verifier, child, issuer, &link) && brn_links_know(links, &link);
}

static void add(brn_links *links, const brine_provider *provider, const brine_verifier *verifier,
                const brn_certificate *child, const brn_certificate *issuer)
{
    brn_link link;

    if (brn_link_of(provider, verifier, child, issuer, &link))
        brn_links_add(links, &link);
}

const brn_links_calls brn_links_memory = {brn_links_new, brn_links_free, know, add};
