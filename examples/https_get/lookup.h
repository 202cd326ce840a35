/*
 * A look-up whose time is to be told (-w); else brine makes it while it connects.
 */
#ifndef HTTPS_GET_LOOKUP_H
#define HTTPS_GET_LOOKUP_H

#include <brine/brine.h>

/*
 * The addresses of a host, numeric, in the system's order and with commas between them, as many as
 * fit. False when there is none: brine, asked for the host, says why.
 */
bool lookup_addresses(const char *host, brine_address_family family, char *out, size_t size);

#endif
