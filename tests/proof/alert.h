/*
 * Contracts of record/alert.h and record/alert.c, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_ALERT_H
#define BRINE_TESTS_PROOF_ALERT_H

#include "proof/failure.h"
#include "proof/reader.h"
#include "record/alert.h"

/*@ requires readable(fragment.at, fragment.left) && \valid(out);
    requires failure == \null || (\valid(failure) && \separated(failure, out));
    assigns *out, *failure;
    ensures \result == BRINE_OK ==> 1 <= out->level <= 2; */
brine_result brn_alert_decode(brn_reader fragment, brn_alert *out, brn_failure *failure);

/*@ assigns \nothing; */
bool brn_alert_is_an_error_of_ours(brine_alert alert);

/*@ requires \valid(out + (0 .. 1));
    assigns out[0 .. 1]; */
void brn_alert_encode(brn_alert alert, uint8_t out[BRN_ALERT_SIZE]);

#endif
