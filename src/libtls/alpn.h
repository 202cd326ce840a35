#ifndef BRN_TLS_ALPN_H
#define BRN_TLS_ALPN_H

#include "libtls/config.h"

#define BRN_TLS_PROTOCOL_MAX  255 /* bytes of one, RFC 7301 section 3.1 */
#define BRN_TLS_PROTOCOLS_MAX 16

/* Offers the protocols of a list that tls_config_set_alpn has accepted. */
brine_result brn_tls_alpn_apply(const char *alpn, brine_config *config, brine_error *error);

#endif
