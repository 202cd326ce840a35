/*
 * The one byte writer: fills a buffer that the caller owns. An overflow is
 * sticky, so that an encoder writes everything and asks once, at the end.
 */
#ifndef BRN_BASE_WRITER_H
#define BRN_BASE_WRITER_H

#include <brine/types.h>

typedef struct brn_writer {
    uint8_t *start;
    size_t cap;
    size_t len;
    bool overflow;
} brn_writer;

/* A length prefix that is filled in when its vector is complete. */
typedef struct brn_prefix {
    size_t at;    /* offset of the prefix */
    size_t width; /* 1, 2 or 3 bytes */
} brn_prefix;

static inline brn_writer brn_writer_to(uint8_t *start, size_t cap)
{
    return (brn_writer){start, cap, 0, false};
}

/* True when everything fitted; `len` is then what was written. */
BRINE_MUST_USE static inline bool brn_writer_done(const brn_writer *w)
{
    return !w->overflow;
}

void brn_write_u8(brn_writer *w, uint8_t value);
void brn_write_u16(brn_writer *w, uint16_t value);
void brn_write_u24(brn_writer *w, uint32_t value);
void brn_write_u32(brn_writer *w, uint32_t value);
void brn_write_u64(brn_writer *w, uint64_t value);
void brn_write_bytes(brn_writer *w, const uint8_t *data, size_t len);

/* Room for len bytes that the caller fills; NULL after an overflow. */
uint8_t *brn_write_reserve(brn_writer *w, size_t len);

/* Opens and closes a vector of RFC 5246 section 4.3; vectors nest. */
brn_prefix brn_write_vector8(brn_writer *w);
brn_prefix brn_write_vector16(brn_writer *w);
brn_prefix brn_write_vector24(brn_writer *w);
void brn_write_close(brn_writer *w, brn_prefix prefix);

#endif
