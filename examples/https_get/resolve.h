/*
 * --resolve: the addresses of a host, told instead of looked up.
 */
#ifndef HTTPS_GET_RESOLVE_H
#define HTTPS_GET_RESOLVE_H

#include "options.h"

/* Room for the addresses of one entry. */
#define RESOLVE_ADDRESSES_SIZE 1024

/*
 * Whether an entry is "HOST:PORT:ADDR,ADDR...", with a '+' before it or without (curl lets such an
 * entry grow old, which a single run never sees), or "-HOST:PORT". HOST may be an asterisk for any;
 * IPv6 addresses may stand in brackets, and as HOST must. ADDR is a numeric address.
 */
bool resolve_is_valid(const char *entry);

/*
 * The addresses for a host (an IPv6 address without its brackets) and port, with commas between
 * them and without brackets. The last entry that names the host counts, and where none does, or
 * the last one that does begins with '-', the last one for any host. False when there is none.
 */
bool resolve_find(const struct text_list *entries, const char *host, uint16_t port,
                  char out[RESOLVE_ADDRESSES_SIZE]);

#endif
