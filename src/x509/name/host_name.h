/*
 * DNS names as certificates and callers write them: the "preferred name syntax" of RFC
 * 1034 section 3.5 as RFC 1123 section 2.1 changed it, and a little more that DNS carries (RFC
 * 2181 section 11) and users have, compared without regard to ASCII case (RFC 4343).
 * Internationalized names appear as A-labels only.
 */
#ifndef BRN_X509_NAME_HOST_NAME_H
#define BRN_X509_NAME_HOST_NAME_H

#include <brine/types.h>

/*
 * What DNS resolves: letters, digits, hyphens and underscores in labels of 1 to 63 characters
 * that don't begin with a hyphen, 253 in all, no dot at the end. The last label must not look
 * like a number: some readers take a name that ends in one for an IP address ("127.1",
 * "0x7f000001"), and DNS has no such name.
 */
bool brn_host_name_is_valid(brine_bytes name);

/* A valid name in the "preferred name syntax": no underscore, no label that ends with a hyphen. */
bool brn_host_name_is_preferred(brine_bytes name);

/* "*." and a valid name: the only wildcard there is (RFC 9525 section 6.3). */
bool brn_host_name_is_wildcard(brine_bytes name);

/*
 * The name that follows "*." of a wildcard; the whole of any other name.
 */
brine_bytes brn_host_name_without_wildcard(brine_bytes name);

/*
 * Whether a wildcard covers a whole top-level domain ("*.com"). No CA may issue one, and
 * none is matched.
 */
bool brn_host_name_is_too_wide(brine_bytes wildcard);

bool brn_host_name_equal(brine_bytes a, brine_bytes b);

/* Whether name is domain or a name below it. An empty domain holds every name. */
bool brn_host_name_within(brine_bytes name, brine_bytes domain);

/* Everything after the first dot; empty when there is none. */
brine_bytes brn_host_name_parent(brine_bytes name);

/*
 * RFC 9525 section 6.3: whether a dNSName of a certificate matches a host name that
 * brn_host_name_is_valid accepted. A wildcard stands for exactly one left-most label.
 */
bool brn_host_name_matches(brine_bytes presented, brine_bytes reference);

#endif
