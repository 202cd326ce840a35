/*
 * certificate_list, as Certificate has it (RFC 5246 section 7.4.2) and as brine keeps a chain.
 */
#ifndef BRN_CONFIG_CERTIFICATE_LIST_H
#define BRN_CONFIG_CERTIFICATE_LIST_H

#include <brine/types.h>

/*
 * The certificates of a list, given without its own length; out receives at most cap of them.
 * Returns how many there are, or SIZE_MAX when the list is malformed.
 */
size_t brn_read_certificate_list(brine_bytes list, brine_bytes *out, size_t cap);

#endif
