/*
 * What a config does with its sessions, whether it has a cache or not. The cache itself is called
 * through a table that only those set who ask for one: a program without it doesn't link it.
 */
#ifndef BRN_CONFIG_REMEMBER_H
#define BRN_CONFIG_REMEMBER_H

#include "config/session.h"

/* The session for a server, held for the caller, or NULL. */
brine_session *brn_remembered(const brine_config *config, const char *server_name, uint16_t port);
/* As brn_session_cache_put and brn_session_cache_remove. */
void brn_remember(const brine_config *config, brine_session *session);
void brn_forget(const brine_config *config, const brine_session *session);

#endif
