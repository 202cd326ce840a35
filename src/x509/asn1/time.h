/*
 * Times of certificates (RFC 5280 section 4.1.2.5) as seconds since 1970-01-01 00:00:00
 * UTC, in 64 bits, from year 1950 (UTCTime) or 0000 (GeneralizedTime) to 9999.
 */
#ifndef BRN_X509_ASN1_TIME_H
#define BRN_X509_ASN1_TIME_H

#include "x509/asn1/der.h"

/*
 * UTCTime YYMMDDHHMMSSZ or GeneralizedTime YYYYMMDDHHMMSSZ: always seconds, always Z,
 * never fractions, and a day that exists. RFC 5280 wants UTCTime until 2049, but
 * certificates that use GeneralizedTime earlier exist and mean one thing only.
 */
BRINE_MUST_USE bool brn_der_read_time(brn_reader *r, int64_t *seconds);

/* Size of a time as text, NUL included: years beyond 9999 may come from a caller's clock. */
#define BRN_TIME_TEXT_SIZE 40

/* "2030-01-31 23:59:59 UTC", in out, which is returned. */
char *brn_time_text(int64_t seconds, char out[BRN_TIME_TEXT_SIZE]);

#endif
