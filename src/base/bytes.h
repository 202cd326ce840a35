/*
 * Slices: what can be asked of a brine_bytes without reading what is in it.
 */
#ifndef BRN_BASE_BYTES_H
#define BRN_BASE_BYTES_H

#include <brine/types.h>

/* Whether a caller of the public interface promised bytes and gave none. */
static inline bool brn_bytes_are_missing(brine_bytes bytes)
{
    return bytes.data == NULL && bytes.len > 0;
}

/* Whether two slices hold the same bytes. For public bytes: secrets have base/ct.h. */
bool brn_bytes_equal(brine_bytes a, brine_bytes b);

#endif
