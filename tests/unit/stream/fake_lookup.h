/*
 * getaddrinfo in place of the system's: a.example has the addresses that the test wants, and
 * everything else is a literal.
 */
#ifndef BRINE_TESTS_STREAM_FAKE_LOOKUP_H
#define BRINE_TESTS_STREAM_FAKE_LOOKUP_H

/* Literals of IPv4 and IPv6, up to NULL, in the system's order. */
extern const char *const *fake_lookup_addresses;

#endif
