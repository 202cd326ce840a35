/*
 * IP addresses: text to bytes and back. Text in one form only for IPv4 (dotted quad, RFC
 * 6943 section 3.1.1's strict form), in all forms of RFC 4291 section 2.2 for IPv6.
 */
#ifndef BRN_X509_IP_ADDRESS_H
#define BRN_X509_IP_ADDRESS_H

#include <brine/types.h>

/* Bytes written to out: 4, 16, or 0 when the text is no address. No zones, no brackets. */
size_t brn_ip_parse(brine_bytes text, uint8_t out[16]);

/*
 * "192.0.2.1", or "2001:db8::1" after RFC 5952, with NUL, cut at cap; returns the whole
 * length. An address that has neither 4 nor 16 bytes is written in hexadecimal.
 */
size_t brn_ip_text(brine_bytes address, char *out, size_t cap);

#endif
