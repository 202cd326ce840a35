/*
 * Server names (RFC 9525): what the caller wants to reach, and whether a certificate is
 * for it. Only subjectAltName counts; the common name is never looked at.
 */
#ifndef BRN_X509_PATH_SERVER_NAME_H
#define BRN_X509_PATH_SERVER_NAME_H

#include <brine/error.h>

#include "x509/certificate/certificate.h"

/* The reference identifier, RFC 9525 section 6.1. */
typedef struct brn_server_name {
    const char *text;    /* the caller's, which this was parsed from; NULL = no name */
    brine_bytes host;    /* without trailing dot; the beginning of text; empty = address */
    uint8_t address[16]; /* IPv4 or IPv6 */
    size_t address_len;  /* 4 or 16, 0 = host */
} brn_server_name;

/*
 * A host name with at most one trailing dot, a dotted quad or an IPv6 address. text must
 * outlive *out. False when it is none of these: *why then says what is wrong.
 */
BRINE_MUST_USE bool brn_server_name_parse(const char *text, brn_server_name *out, const char **why);

/* The same with brine_server_name_check's results and sentences; NULL is a name that is missing. */
BRINE_MUST_USE brine_result brn_server_name_read(const char *text, brn_server_name *out,
                                                 brine_error *error);

typedef enum brn_name_verdict {
    BRN_NAME_MATCHES,
    BRN_NAME_DIFFERS,
    BRN_NAME_TOO_WIDE, /* only a wildcard over a whole top-level domain would match */
} brn_name_verdict;

/*
 * Whether one of the certificate's names is the server's: dNSNames for a host,
 * iPAddresses for an address, never one for the other (RFC 9525 sections 6.3 and 6.5).
 * *too_wide is the wildcard of BRN_NAME_TOO_WIDE.
 */
brn_name_verdict brn_server_name_match(const brn_server_name *wanted,
                                       const brn_certificate *certificate, brine_bytes *too_wide);

#endif
