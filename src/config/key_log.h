#ifndef BRN_CONFIG_KEY_LOG_H
#define BRN_CONFIG_KEY_LOG_H

#include <brine/config.h>

/* Tells the config's key log the secret of a connection: write_key_log of a config with one. */
void brn_key_log_write(const brine_config *config, void *connection_context,
                       const uint8_t client_random[32], const uint8_t master_secret[48]);

#endif
