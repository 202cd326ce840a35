/*
 * Whether a session may be resumed.
 */
#ifndef BRN_CONFIG_SESSION_FITS_H
#define BRN_CONFIG_SESSION_FITS_H

#include "config/config.h"
#include "config/session.h"

/*
 * Whether a connection of config to server_name (NULL = none) and port may offer it now: same
 * settings, same server, not expired, suite still offered, and kept what config judges.
 */
bool brn_session_fits(const brine_session *session, const brine_config *config,
                      const char *server_name, uint16_t port, int64_t now);

#endif
