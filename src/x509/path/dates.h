/*
 * The dates of certificates that were verified before. Their signatures, names and places
 * in the path hold for as long as the bytes are the same; their dates have to be compared
 * with the clock again.
 */
#ifndef BRN_X509_PATH_DATES_H
#define BRN_X509_PATH_DATES_H

#include <brine/error.h>
#include <brine/types.h>

/*
 * BRINE_OK when time (seconds since 1970) lies within the certificate's validity; else
 * BRINE_ERROR_CERT_EXPIRED, _NOT_YET_VALID, _CLOCK or _MALFORMED, with the sentence in
 * error. index: the certificate's place in the chain as sent; -1 = a trust anchor.
 */
BRINE_MUST_USE brine_result brn_dates_check(brine_bytes der, int index, int64_t time,
                                            brine_error *error);

#endif
