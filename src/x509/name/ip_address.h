/*
 * IP addresses: text to bytes and back. Text in one form only for IPv4 (dotted quad, RFC
 * 6943 section 3.1.1's strict form), in all forms of RFC 4291 section 2.2 for IPv6.
 */
#ifndef BRN_X509_NAME_IP_ADDRESS_H
#define BRN_X509_NAME_IP_ADDRESS_H

#include "base/text.h"

#include <brine/types.h>

/* Bytes written to out: 4, 16, or 0 when the text is no address. No zones, no brackets. */
size_t brn_ip_parse(brine_bytes text, uint8_t out[16]);

/*
 * Adds "192.0.2.1", or "2001:db8::1" after RFC 5952; hexadecimal digits for what has neither
 * 4 nor 16 bytes. The second writes it with NUL, cut at cap, and returns the whole length.
 */
void brn_text_ip(brn_text *text, brine_bytes address);
size_t brn_ip_text(brine_bytes address, char *out, size_t cap);

#endif
