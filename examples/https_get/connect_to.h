/*
 * --connect-to: another server's place for the connection, under the name of the first.
 */
#ifndef HTTPS_GET_CONNECT_TO_H
#define HTTPS_GET_CONNECT_TO_H

#include "options.h"
#include "url.h"

/*
 * Whether an entry is "HOST1:PORT1:HOST2:PORT2", of which each may be empty: HOST1 and PORT1
 * then mean any, HOST2 and PORT2 the URL's. IPv6 addresses
 * stand in brackets.
 */
bool connect_to_is_valid(const char *entry);

/*
 * Where a connection for the URL goes by the first entry that fits it, else to the URL's server.
 * The certificate must have the URL's name all the same.
 */
void connect_to_find(const struct text_list *entries, const struct url *url,
                     char host[URL_HOST_SIZE], uint16_t *port);

#endif
