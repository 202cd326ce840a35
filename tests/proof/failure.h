/*
 * What the proofs assume of base/failure.c, which is not among what is proven.
 */
#ifndef BRINE_TESTS_PROOF_FAILURE_H
#define BRINE_TESTS_PROOF_FAILURE_H

#include "base/failure.h"

/*@ requires failure == \null || \valid(failure);
    assigns *failure;
    ensures \result == code; */
brine_result brn_note(brn_failure *failure, brine_result code);

/*@ requires failure == \null || \valid(failure);
    assigns *failure;
    ensures \result == code; */
brine_result brn_note_named(brn_failure *failure, brine_result code, const char *name);

/*@ requires failure == \null || \valid(failure);
    assigns *failure;
    ensures \result == code; */
brine_result brn_note_numbered(brn_failure *failure, brine_result code, const char *name,
                               uint64_t found, uint64_t expected);

#endif
