/*
 * The list of --noproxy and NO_PROXY: hosts that are reached without a proxy, by curl's rules.
 */
#ifndef HTTPS_GET_NO_PROXY_H
#define HTTPS_GET_NO_PROXY_H

#include "part.h"

#include <stdbool.h>

/*
 * Whether the list names the host, which is a name, an IPv4 address, or (ipv6) an IPv6 address
 * without brackets. "*" alone names every host. Else commas or blanks stand between entries:
 * "a.example" and ".a.example" name a.example and what ends with .a.example; "192.0.2.1",
 * "192.0.2.0/24", "2001:db8::1" and "2001:db8::/32" name addresses. Names never match
 * addresses, nor addresses names. An entry with a port matches nothing, as with curl.
 */
bool no_proxy_names(const char *list, const char *host, bool ipv6);

/*
 * The next entry that matches no host, whatever that is, and *list behind it; returns the reason,
 * or NULL when the rest of the list has none.
 */
const char *no_proxy_flaw(const char **list, struct part *entry);

#endif
