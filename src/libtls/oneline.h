/*
 * A distinguished name as libtls writes it: "/C=DE/O=Example/CN=a.example", in the certificate's
 * order, where RFC 4514 has "CN=a.example,O=Example,C=DE".
 */
#ifndef BRN_TLS_ONELINE_H
#define BRN_TLS_ONELINE_H

#include <brine/cert.h>

/* brine_cert_subject or brine_cert_issuer. */
typedef size_t (*brn_tls_name)(const brine_cert *certificate, char *out, size_t cap);

/* Allocated; NULL without memory. */
char *brn_tls_oneline(const brine_cert *certificate, brn_tls_name name);

#endif
