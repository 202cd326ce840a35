/*
 * IPv4 addresses as people write them.
 */
#ifndef HTTPS_GET_IPV4_H
#define HTTPS_GET_IPV4_H

#include <stddef.h>

/*
 * "127.1", "0x7f000001", "2130706433", "0177.0.0.1": the forms that inet_aton(3) and curl know are
 * written anew as four numbers; any other host stays as it is. size: of host, at least 16.
 */
void ipv4_normalize(char *host, size_t size);

#endif
