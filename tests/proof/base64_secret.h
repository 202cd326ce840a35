/*
 * Contracts of base/ct.h and x509/pem/base64_secret.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_BASE64_SECRET_H
#define BRINE_TESTS_PROOF_BASE64_SECRET_H

#include "base/ct.h"
#include "proof/reader.h"
#include "x509/pem/base64.h"

/* What masks are is not needed here: whatever they say, memory is safe. */
/*@ assigns \nothing; */
static inline uint64_t brn_ct_barrier(uint64_t value);
/*@ assigns \nothing; */
static inline uint64_t brn_ct_mask_nonzero(uint64_t value);
/*@ assigns \nothing; */
static inline uint64_t brn_ct_mask_zero(uint64_t value);
/*@ assigns \nothing; */
static inline uint64_t brn_ct_mask_equal(uint64_t a, uint64_t b);
/*@ assigns \nothing; */
static inline uint64_t brn_ct_mask_less(uint64_t a, uint64_t b);
/*@ assigns \nothing; */
static inline uint64_t brn_ct_select(uint64_t mask, uint64_t a, uint64_t b);
/*@ requires len > 0 ==> \valid_read(a + (0 .. len - 1)) && \valid_read(b + (0 .. len - 1));
    assigns \nothing; */
static inline bool brn_ct_equal(const uint8_t *a, const uint8_t *b, size_t len);
/*@ assigns \nothing; */
static uint64_t between(uint64_t c, uint64_t first, uint64_t last);

/*@ requires \valid(len) && digits < 4 && pads <= SIZE_MAX / 2 && *len <= SIZE_MAX - 3;
    requires digits >= 2 ==> \valid(out + (*len .. *len + digits - 2));
    requires \separated(len, out + (*len .. *len + digits - 2));
    assigns *len, out[\old(*len) .. \old(*len) + digits - 2];
    ensures \old(*len) <= *len <= \old(*len) + (digits < 2 ? 0 : digits - 1); */
static bool put_last(uint64_t group, size_t digits, size_t pads, uint8_t *out, size_t *len);

/* No object has more than SIZE_MAX / 2 bytes. */
/*@ requires readable(text.data, text.len) && \valid(len) && text.len <= SIZE_MAX / 2;
    requires \valid(out + (0 .. text.len * 3 / 4 - 1));
    requires \separated(len, out + (0 .. text.len * 3 / 4 - 1));
    assigns *len, out[0 .. text.len * 3 / 4 - 1];
    ensures *len <= text.len * 3 / 4; */
bool brn_base64_decode_secret(brine_bytes text, uint8_t *out, size_t *len);

#endif
