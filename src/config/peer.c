#include "config/peer.h"

#include "base/memory.h"
#include "base/reader.h"

#include <string.h>

static brine_bytes append(uint8_t **at, brine_bytes bytes)
{
    brine_bytes copy = {*at, bytes.len};

    if (bytes.len > 0)
        memcpy(*at, bytes.data, bytes.len);
    *at += bytes.len;
    return copy;
}

brn_peer *brn_peer_new(const brine_allocator *allocator, brine_bytes chain, brine_bytes staple,
                       brine_bytes sct_list)
{
    /* The three are parts of one handshake, which BRINE_HANDSHAKE_MAX bounds: no wrap. */
    size_t size = sizeof(brn_peer) + chain.len + staple.len + sct_list.len;
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
    peer->chain = append(&at, chain);
    peer->staple = append(&at, staple);
    peer->sct_list = append(&at, sct_list);
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

size_t brn_read_certificate_list(brine_bytes list, brine_bytes *out, size_t cap)
{
    brn_reader r = brn_reader_of(list), certificate;
    size_t count = 0;

    while (!brn_reader_empty(&r)) {
        /* opaque ASN.1Cert<1..2^24-1> */
        if (!brn_read_vector24(&r, &certificate) || brn_reader_empty(&certificate))
            return SIZE_MAX;
        if (count < cap)
            out[count] = brn_reader_rest(&certificate);
        count++;
    }
    return count;
}
