/*
 * What the verification of a chain found.
 */
#ifndef BRN_X509_PATH_VERIFIED_H
#define BRN_X509_PATH_VERIFIED_H

#include <brine/cert.h>

#include "x509/certificate/certificate.h"

/* The server's certificate first, the trust anchor last. */
typedef struct brn_path {
    size_t count;
    brine_bytes certificates[BRINE_PATH_LENGTH_MAX];
} brn_path;

/* The first certificates of a path, at most cap. */
static inline void brn_path_hand_out(const brn_path *path, brine_bytes *out, size_t cap)
{
    for (size_t i = 0; i < path->count && i < cap; i++)
        out[i] = path->certificates[i];
}

/* All slices are of the chain as sent, or of the trust store. */
typedef struct brn_verified {
    brn_path path;
    brn_certificate leaf; /* the server's certificate, parsed */
    int64_t valid_until;  /* the last second in which all certificates of the path are valid */
} brn_verified;

#endif
