/*
 * The outline of a certificate (RFC 5280 section 4.1): where names and key lie, without a look
 * at what they hold. It is as much as an index of trust anchors needs, and a client of its own
 * certificate, which the server judges.
 */
#ifndef BRN_X509_ASN1_CERTIFICATE_OUTLINE_H
#define BRN_X509_ASN1_CERTIFICATE_OUTLINE_H

#include <brine/types.h>

/* Elements with their tags and lengths: slices of the certificate. */
typedef struct brn_certificate_outline {
    brine_bytes issuer, subject; /* Names */
    brine_bytes spki;            /* SubjectPublicKeyInfo */
} brn_certificate_outline;

/*
 * Finds them in a certificate in DER and sees that the bytes end with it. NULL, or why not, as
 * in "it is not DER"; *out may be partly filled then.
 */
const char *brn_certificate_outline_read(brine_bytes der, brn_certificate_outline *out);

#endif
