/*
 * brine_cert_verify with links that it remembers from call to call.
 */
#ifndef BRN_X509_PATH_CERT_VERIFY_H
#define BRN_X509_PATH_CERT_VERIFY_H

#include <brine/cert.h>

#include "x509/path/links.h"

BRINE_MUST_USE brine_result brn_cert_verify_with_links(brn_known_links known,
                                                       const brine_verify_options *options,
                                                       const brine_bytes *chain, size_t count,
                                                       brine_bytes *path, size_t cap,
                                                       size_t *path_count, brine_error *error);

#endif
