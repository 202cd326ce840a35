/*
 * TLS with an https:// proxy, as a frozen brine_config of its own.
 */
#ifndef HTTPS_GET_PROXY_TLS_H
#define HTTPS_GET_PROXY_TLS_H

#include "options.h"

/*
 * EXIT_OK with *out, or the exit code after a sentence on stderr. The proxy is verified by the CA
 * certificates of --proxy-cacert, else the system's, whatever -k, --cacert, --pinnedpubkey and -E
 * say: those are about the servers. Sessions with proxies are in this config's cache alone.
 */
exit_code proxy_tls_config(const struct options *options, brine_config **out);

#endif
