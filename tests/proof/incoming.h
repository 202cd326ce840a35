/*
 * Contracts of handshake/incoming.h and handshake/incoming.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_INCOMING_H
#define BRINE_TESTS_PROOF_INCOMING_H

/* Words of C11 that the prover does not read; compilers do. */
#define _Static_assert(condition, words) struct proof_asserted
#define _Alignas(size)

#include "handshake/incoming.h"
#include "handshake/trace.h"
#include "proof/failure.h"
#include "proof/reader.h"

/* What has come lies in the block, which holds no more than BRINE_HANDSHAKE_MAX bytes. */
/*@ predicate has_come{L}(brn_handshake *hs) =
      \valid{L}(hs) && hs->parsed <= hs->transcript.len <= BRINE_HANDSHAKE_MAX &&
      readable{L}(hs->transcript.block, hs->transcript.len); */

/* Assumed, as that an application's hook changes nothing here. */
/*@ requires \valid_read(hs);
    assigns \nothing; */
void brn_trace_message(const brn_handshake *hs, bool sent, unsigned type, brine_bytes body);

/*@ assigns \nothing; */
const char *brn_message_name(unsigned type);

/*@ requires \valid(t);
    assigns t->expected;
    ensures t->expected == end; */
void brn_transcript_expect(brn_transcript *t, size_t end);

/* Assumed: it moves what lies behind to the front. */
/*@ requires \valid(t) && offset <= t->len && len <= t->len - offset;
    requires \valid(t->block + (0 .. t->len - 1));
    assigns t->len, t->block[offset .. t->len - 1];
    ensures t->len == \old(t->len) - len; */
void brn_transcript_remove(brn_transcript *t, size_t offset, size_t len);

/*@ assigns \nothing;
    ensures \result <= BRINE_HANDSHAKE_MESSAGE_MAX; */
static size_t longest(unsigned type);

/*@ requires has_come(hs);
    assigns \nothing;
    ensures \result.headed ==> \result.there;
    ensures \result.whole ==>
      \result.headed && \result.size == 4 + \result.length &&
      \result.size <= hs->transcript.len - hs->parsed;
    ensures \result.whole ==>
      \result.body.left == \result.length && readable(\result.body.at, \result.body.left);
    ensures \result.headed && \result.length == 0 ==> \result.whole; */
static brn_incoming peek(const brn_handshake *hs);

/*@ requires \valid(hs) && \valid_read(in) && \separated(hs, in);
    assigns hs->transcript.expected, hs->failure;
    ensures \result == BRINE_OK && in->headed ==> in->length <= BRINE_HANDSHAKE_MESSAGE_MAX; */
brine_result brn_incoming_check_length(brn_handshake *hs, const brn_incoming *in);

/*@ requires has_come(hs) && \valid_read(data);
    assigns \nothing; */
unsigned brn_incoming_type(const brn_handshake *hs, const uint8_t *data);

#endif
