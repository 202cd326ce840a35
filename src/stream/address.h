/*
 * From a host's name to the addresses that are tried in turn (RFC 8305 section 4).
 */
#ifndef BRN_STREAM_ADDRESS_H
#define BRN_STREAM_ADDRESS_H

#include <brine/error.h>
#include <brine/limits.h>
#include <brine/stream.h>

#include <netinet/in.h>
#include <sys/socket.h>

/* Room for an address as text, with the zone of a link-local one ("fe80::1%eth0") and NUL. */
#define BRN_ADDRESS_TEXT_SIZE 64

/*
 * An Internet address, as sockets take it. There are up to BRINE_ADDRESSES_MAX of them for each
 * connection, and sockaddr_storage is four times as large. Of another family's address, as a
 * socket of the application's may have it, the family alone is known.
 */
typedef struct brn_address {
    union {
        struct sockaddr any;
        struct sockaddr_in ipv4;
        struct sockaddr_in6 ipv6;
    } as;
    socklen_t length;
} brn_address;

typedef struct brn_addresses {
    size_t count;
    brn_address list[BRINE_ADDRESSES_MAX];
} brn_addresses;

/*
 * Asks the system, and keeps its order (RFC 6724), but for families, which alternate; blocks as
 * long as the system does. BRINE_OK with at least one address, or BRINE_ERROR_LOOKUP. What
 * exceeds BRINE_ADDRESSES_MAX is left out. `hosts` are separated by commas; one that has no address
 * is passed over if another has.
 */
BRINE_MUST_USE brine_result brn_addresses_look_up(const char *hosts, uint16_t port,
                                                  brine_address_family family, brn_addresses *out,
                                                  brine_error *error);

/* Where a stream is, or tries to be. The text is made when the application asks. */
typedef struct brn_place {
    brn_address address;
    bool has_text;
    char text[BRN_ADDRESS_TEXT_SIZE];
} brn_place;

static inline void brn_place_set(brn_place *place, const brn_address *address)
{
    place->address = *address;
    place->has_text = false;
}

/*
 * As brn_address_text has it, "" before the place is set. The pointer lives as long as the place,
 * the text until the place is set anew.
 */
const char *brn_place_text(brn_place *place);

/* The address as text, without port; "" for what is no Internet address. */
void brn_address_text(const brn_address *address, char out[BRN_ADDRESS_TEXT_SIZE]);

#endif
