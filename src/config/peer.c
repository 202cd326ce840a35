#include "config/peer.h"

#include "base/memory.h"

#include <string.h>

static brine_bytes append(uint8_t **at, brine_bytes bytes)
{
    brine_bytes copy = {*at, bytes.len};

    if (bytes.len > 0)
        memcpy(*at, bytes.data, bytes.len);
    *at += bytes.len;
    return copy;
}

size_t brn_peer_parts_size(const brn_peer_parts *parts)
{
    /*
     * BRINE_HANDSHAKE_MAX bounds the server's three together, BRINE_CERTIFICATE_SIZE_MAX the
     * anchor: no wrap.
     */
    return parts->chain.len + parts->staple.len + parts->sct_list.len + parts->places.len +
           parts->anchor.len;
}

brn_peer *brn_peer_new(const brine_allocator *allocator, const brn_peer_parts *parts)
{
    size_t size = sizeof(brn_peer) + brn_peer_parts_size(parts);
    brn_peer *peer = brn_allocate(allocator, size, 1);
    uint8_t *at;

    if (peer == NULL)
        return NULL;
    if (!brn_refcount_init(&peer->holders)) {
        brn_release(allocator, peer, size);
        return NULL;
    }
    at = (uint8_t *)(peer + 1);
    peer->allocator = *allocator;
    peer->size = size;
    peer->parts.chain = append(&at, parts->chain);
    peer->parts.staple = append(&at, parts->staple);
    peer->parts.sct_list = append(&at, parts->sct_list);
    peer->parts.places = append(&at, parts->places);
    peer->parts.anchor = append(&at, parts->anchor);
    return peer;
}

brn_peer *brn_peer_hold(brn_peer *peer)
{
    if (peer != NULL)
        brn_refcount_take(&peer->holders);
    return peer;
}

void brn_peer_free(brn_peer *peer)
{
    brine_allocator allocator;

    if (peer == NULL || !brn_refcount_drop(&peer->holders))
        return;
    allocator = peer->allocator;
    brn_release(&allocator, peer, peer->size);
}

void brn_peer_path(const brn_peer *peer, const brine_bytes *chain, brn_path *out)
{
    const brn_peer_parts *parts = &peer->parts;

    out->count = parts->places.len;
    for (size_t i = 0; i < parts->places.len; i++)
        out->certificates[i] = chain[parts->places.data[i]];
    if (parts->anchor.len > 0)
        out->certificates[out->count++] = parts->anchor;
}

bool brn_peer_path_is_sound(const brn_peer_parts *parts, size_t chain_count)
{
    brine_bytes places = parts->places;

    if (places.len == 0 || places.data[0] != 0 ||
        places.len + (parts->anchor.len > 0) > BRINE_PATH_LENGTH_MAX)
        return false;
    for (size_t i = 0; i < places.len; i++)
        if (places.data[i] >= chain_count)
            return false;
    return true;
}
