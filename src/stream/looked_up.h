/*
 * The addresses that a look-up gave, before the application's judgement and after it.
 */
#ifndef BRN_STREAM_LOOKED_UP_H
#define BRN_STREAM_LOOKED_UP_H

#include "stream/address.h"

/*
 * Has `looked_up` of the options judge the addresses of hosts, and keeps what it left.
 * BRINE_ERROR_LOOKUP when that is none, BRINE_ERROR_INVALID_ARGUMENT when it can't be.
 */
BRINE_MUST_USE brine_result brn_addresses_judge(const char *hosts, uint16_t port,
                                                const brine_dial_options *options,
                                                brn_addresses *addresses, brine_error *error);

#endif
