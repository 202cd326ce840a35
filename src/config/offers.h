/*
 * What a config offers.
 */
#ifndef BRN_CONFIG_OFFERS_H
#define BRN_CONFIG_OFFERS_H

#include "config/config.h"

/*
 * Fills the config's suites, groups and schemes with what the caller chose, or else with what
 * the provider has in the provider's order, less what the provider can't serve here and now. A
 * part of freezing. PROVIDER_INCOMPLETE when nothing is left of a list that must not be empty,
 * or the provider lacks what every config needs; LIMIT when brine makes no room for its parts.
 */
BRINE_MUST_USE brine_result brn_config_resolve_offers(brine_config *config, brine_error *error);

#endif
