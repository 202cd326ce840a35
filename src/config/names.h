/*
 * The names of what a config offers: IANA's, and what else people and OpenSSL call it.
 */
#ifndef BRN_CONFIG_NAMES_H
#define BRN_CONFIG_NAMES_H

#include "base/text.h"

#include <brine/provider.h>

typedef struct brn_name_kind {
    const char *what; /* "cipher suite" */
    bool of_provider; /* whether the provider says what there is, or brine */
    /* The number of a name, in any case of its letters; 0 when there is none. */
    uint16_t (*find)(const brine_provider *provider, const char *name, size_t len);
    /* Adds all names, with ", " between them. */
    void (*list)(const brine_provider *provider, brn_text *text);
} brn_name_kind;

extern const brn_name_kind brn_suite_names, brn_group_names, brn_scheme_names;

#endif
