/*
 * The inside of a brine_key.
 */
#ifndef BRN_CONFIG_KEY_H
#define BRN_CONFIG_KEY_H

#include "config/loaded_key.h"
#include "x509/key/public_key_pem.h"

#include <brine/key.h>

struct brine_key {
    brine_allocator allocator;
    const brine_provider *provider;
    brn_loaded_key loaded; /* zeroed = a public key alone */
    brn_public_key_copy copy;
};

#endif
