/*
 * The zone behind an IPv6 address: which of this machine's networks it means (RFC 4007 section 11).
 */
#ifndef HTTPS_GET_ZONE_H
#define HTTPS_GET_ZONE_H

#include "part.h"
#include "url.h"

/*
 * Takes "%25eth0" (RFC 6874), or "%eth0" as people write it, off the end of an address: it is for
 * this machine alone, and no part of the host. NULL with out, "" = there is none; or what is wrong
 * with it, to follow "the zone".
 */
const char *zone_take(struct part *host, char out[URL_ZONE_SIZE]);

#endif
