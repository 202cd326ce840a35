/*
 * Contracts of record/protection.h and record/protection.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_PROTECTION_H
#define BRINE_TESTS_PROOF_PROTECTION_H

#include "proof/failure.h"
#include "proof/record.h"
#include "record/protection.h"

/* Assumed of a provider's AEAD: what brine/provider.h says of it. */
/*@ requires \valid_read(nonce + (0 .. 11));
    requires \valid_read(ad + (0 .. ad_len - 1)) && \valid_read(in + (0 .. len - 1));
    requires out == in && \valid(out + (0 .. len - 1));
    assigns out[0 .. len - 1]; */
brine_result proof_open(void *context, const void *state, const uint8_t *nonce, const uint8_t *ad,
                        size_t ad_len, const uint8_t *in, size_t len, uint8_t *out);

/* It writes a tag behind the text, which is no longer than this. */
#define PROOF_TAG_MAX 64
/*@ requires \valid_read(nonce + (0 .. 11));
    requires \valid_read(ad + (0 .. ad_len - 1)) && readable(in, len);
    requires \valid(out + (0 .. len - 1));
    assigns out[0 .. len + PROOF_TAG_MAX - 1]; */
brine_result proof_seal(void *context, const void *state, const uint8_t *nonce, const uint8_t *ad,
                        size_t ad_len, const uint8_t *in, size_t len, uint8_t *out);

/*@ predicate keyed(brn_protection *p) =
      p->aead == \null ||
      (\valid_read(p->aead) && \separated(p, p->aead) &&
       p->aead->fixed_iv_length + p->aead->explicit_nonce_length <= 12 &&
       (p->aead->explicit_nonce_length == 0 || p->aead->explicit_nonce_length == 8) &&
       p->aead->tag_length <= PROOF_TAG_MAX &&
       p->aead->open == &proof_open);
    logic integer overhead(brn_protection *p) =
      p->aead == \null ? 0 : p->aead->explicit_nonce_length + p->aead->tag_length; */

/*@ requires \valid_read(p) && keyed(p);
    assigns \nothing;
    ensures \result == overhead(p) && \result <= 8 + PROOF_TAG_MAX; */
size_t brn_protection_overhead(const brn_protection *p);

/*@ requires \valid(out + (0 .. 7));
    assigns out[0 .. 7]; */
static void put_u64(uint8_t *out, uint64_t value);

/*@ requires \valid_read(p) && p->aead != \null && keyed(p);
    requires explicit_nonce != \null ==>
      \valid_read(explicit_nonce + (0 .. p->aead->explicit_nonce_length - 1)) &&
      \separated(nonce + (0 .. 11), explicit_nonce + (0 .. p->aead->explicit_nonce_length - 1));
    requires \valid(nonce + (0 .. 11)) && \separated(p, nonce + (0 .. 11));
    assigns nonce[0 .. 11]; */
static void make_nonce(const brn_protection *p, const uint8_t *explicit_nonce, uint8_t nonce[12]);

/*@ requires \valid_read(p) && \valid(out + (0 .. 12)) && \separated(p, out + (0 .. 12));
    assigns out[0 .. 12]; */
static void make_additional_data(const brn_protection *p, uint8_t type, uint16_t version,
                                 size_t length, uint8_t out[13]);

/*@ assigns \nothing; */
static uint64_t blocks_of(size_t len);

/*@ requires \valid_read(p) && keyed(p);
    assigns \nothing; */
static bool exhausted(const brn_protection *p, uint8_t type, size_t len);

/*@ requires \valid(p);
    assigns p->sequence, p->blocks; */
static void spend(brn_protection *p, size_t len);

/*@ requires \valid(p) && keyed(p) && \valid_read(header);
    requires \valid(fragment + (0 .. header->length - 1));
    requires \valid(plaintext) && \valid(plaintext_len);
    requires failure == \null || \valid(failure);
    requires \separated(p, header, plaintext, plaintext_len, failure,
                        fragment + (0 .. header->length - 1));
    requires p->aead != \null ==>
      \separated(p->aead, plaintext, plaintext_len, failure, fragment + (0 .. header->length - 1));
    assigns p->sequence, p->blocks, *plaintext, *plaintext_len, *failure,
            fragment[0 .. header->length - 1];
    ensures \result == BRINE_OK ==>
      *plaintext_len <= plaintext_max && *plaintext_len == header->length - overhead(p);
    ensures \result == BRINE_OK ==>
      *plaintext == fragment + (p->aead == \null ? 0 : p->aead->explicit_nonce_length); */
brine_result brn_protection_open(brn_protection *p, const brn_record_header *header,
                                 uint8_t *fragment, size_t plaintext_max, uint8_t **plaintext,
                                 size_t *plaintext_len, brn_failure *failure);

#endif
