/*
 * What a verification will cost, known before it is made: the server chose key and length.
 */
#ifndef BRN_X509_PATH_SIGNATURE_COST_H
#define BRN_X509_PATH_SIGNATURE_COST_H

#include <brine/limits.h>
#include <brine/provider.h>

/*
 * The units of BRINE_PATH_WORK_MAX for verifying, with this key, a signature over message_len
 * bytes. A key that brn_key_is_strong refuses may cost more than all units.
 */
size_t brn_signature_cost(const brine_public_key *key, size_t message_len);

#endif
