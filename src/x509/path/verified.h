/*
 * What the verification of a chain found.
 */
#ifndef BRN_X509_PATH_VERIFIED_H
#define BRN_X509_PATH_VERIFIED_H

#include <brine/cert.h>

#include "x509/certificate/certificate.h"

/* All slices are of the chain as sent, or of the trust store. */
typedef struct brn_verified {
    brine_path path;
    brn_certificate leaf; /* the server's certificate, parsed */
    int64_t valid_until;  /* the last second in which all certificates of the path are valid */
} brn_verified;

#endif
