/*
 * The one byte reader: a cursor that is also a slice. Every length that comes from
 * the network or from a file is checked here and nowhere else.
 *
 * A call that returns false has changed nothing, so that a caller may try another
 * reading of the same bytes.
 */
#ifndef BRN_BASE_READER_H
#define BRN_BASE_READER_H

#include "base/bytes.h"

typedef struct brn_reader {
    const uint8_t *at;
    size_t left;
} brn_reader;

static inline brn_reader brn_reader_of(brine_bytes bytes)
{
    return (brn_reader){bytes.data, bytes.len};
}

static inline brn_reader brn_reader_at(const uint8_t *data, size_t len)
{
    return (brn_reader){data, len};
}

/* What is left, without taking it. */
static inline brine_bytes brn_reader_rest(const brn_reader *r)
{
    return (brine_bytes){r->at, r->left};
}

static inline bool brn_reader_empty(const brn_reader *r)
{
    return r->left == 0;
}

/* The two that everything else is made of, in line because parsers live on them. */
BRINE_MUST_USE static inline bool brn_read_bytes(brn_reader *r, size_t n, brine_bytes *out)
{
    if (n > r->left)
        return false;
    out->data = r->at;
    out->len = n;
    if (n > 0) /* adding to a null pointer is undefined, even zero */
        r->at += n;
    r->left -= n;
    return true;
}

BRINE_MUST_USE static inline bool brn_read_u8(brn_reader *r, uint8_t *out)
{
    if (r->left == 0)
        return false;
    *out = *r->at++;
    r->left--;
    return true;
}

BRINE_MUST_USE bool brn_read_u16(brn_reader *r, uint16_t *out); /* big-endian, as all of TLS */
BRINE_MUST_USE bool brn_read_u24(brn_reader *r, uint32_t *out);
BRINE_MUST_USE bool brn_read_u32(brn_reader *r, uint32_t *out);
BRINE_MUST_USE bool brn_read_u64(brn_reader *r, uint64_t *out);

/* A vector of RFC 5246 section 4.3 with a length prefix of 1, 2 or 3 bytes: a child reader. */
BRINE_MUST_USE bool brn_read_vector8(brn_reader *r, brn_reader *child);
BRINE_MUST_USE bool brn_read_vector16(brn_reader *r, brn_reader *child);
BRINE_MUST_USE bool brn_read_vector24(brn_reader *r, brn_reader *child);

#endif
