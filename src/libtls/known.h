/* Whether brine has what a name in a list means. */
#ifndef BRN_TLS_KNOWN_H
#define BRN_TLS_KNOWN_H

#include <brine/config.h>

/* brine_config_set_suites or brine_config_set_groups. */
typedef brine_result (*brn_tls_setter)(brine_config *config, const char *names, brine_error *error);

/* False, and *no_memory set, when memory is lacking; else *no_memory stays as it was. */
bool brn_tls_is_known(brn_tls_setter set, const char *name, bool *no_memory);

#endif
