/*
 * The shallow walk of a trust anchor: as much of a certificate as an index needs.
 */
#ifndef BRN_X509_TRUST_WALK_H
#define BRN_X509_TRUST_WALK_H

#include <brine/types.h>

/*
 * Finds the subject (the Name with its tag and length) of a certificate in DER and sees
 * that a SubjectPublicKeyInfo follows and that nothing is left behind the certificate.
 * NULL, or why not, as in "it is not DER"; *subject points into der.
 */
const char *brn_trust_walk(brine_bytes der, brine_bytes *subject);

#endif
