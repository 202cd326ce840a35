/*
 * The options that concern TLS, as a frozen brine_config.
 */
#ifndef HTTPS_GET_TLS_H
#define HTTPS_GET_TLS_H

#include "options.h"

/*
 * EXIT_OK with *out, or the exit code after a sentence on stderr. With identity the config
 * has the certificate and key of the options, if they name any. The options must outlive
 * the config.
 */
exit_code tls_config(const struct options *options, bool identity, brine_config **out);

#endif
