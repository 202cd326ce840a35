/*
 * "Was it offered?", for what a server chose or a session holds: the lists of a frozen config
 * are what ClientHello offers.
 */
#ifndef BRN_CONFIG_OFFERED_H
#define BRN_CONFIG_OFFERED_H

#include "config/config.h"

/* The offer with a number from the wire, a slice of the config; NULL when there is none. */
const brn_offered_suite *brn_offered_suite_find(const brine_config *config, uint16_t id);
const brine_group *brn_offered_group_find(const brine_config *config, uint16_t id);

/*
 * The application protocol (RFC 7301) of that name, which is not empty; likewise a slice, empty
 * when it was not offered.
 */
brine_bytes brn_offered_protocol_find(const brine_config *config, brine_bytes name);

/* Whether signature_algorithms had this scheme. */
bool brn_scheme_is_offered(const brine_config *config, uint16_t id);

#endif
