/*
 * The options that concern TLS, as a frozen brine_config.
 */
#ifndef HTTPS_GET_TLS_H
#define HTTPS_GET_TLS_H

#include "options.h"

/*
 * EXIT_OK with *out, or the exit code after a sentence on stderr. The options must outlive
 * the config.
 */
exit_code tls_config(const struct options *options, brine_config **out);

#endif
