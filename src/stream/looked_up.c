#include "stream/looked_up.h"

#include "base/error.h"
#include "base/escape.h"

#include <string.h>

#define IPV4_SIZE 4
#define IPV6_SIZE 16

static brine_address to_public(const brn_address *address)
{
    brine_address out = {.length = 0};

    if (address->as.any.sa_family == AF_INET) {
        out.length = IPV4_SIZE;
        memcpy(out.bytes, &address->as.ipv4.sin_addr, IPV4_SIZE);
    } else if (address->as.any.sa_family == AF_INET6) {
        out.length = IPV6_SIZE;
        memcpy(out.bytes, &address->as.ipv6.sin6_addr, IPV6_SIZE);
        out.scope = address->as.ipv6.sin6_scope_id;
    }
    return out;
}

/* As a sockaddr has it: in the order of the network. */
static in_port_t to_network(uint16_t port)
{
    const uint8_t bytes[2] = {(uint8_t)(port >> 8), (uint8_t)port};
    in_port_t out;

    memcpy(&out, bytes, sizeof out);
    return out;
}

/* False when it is no address. */
static bool from_public(const brine_address *address, uint16_t port, brn_address *out)
{
    memset(out, 0, sizeof *out);
    if (address->length == IPV4_SIZE) {
        out->as.ipv4.sin_family = AF_INET;
        out->as.ipv4.sin_port = to_network(port);
        memcpy(&out->as.ipv4.sin_addr, address->bytes, IPV4_SIZE);
        out->length = sizeof out->as.ipv4;
    } else if (address->length == IPV6_SIZE) {
        out->as.ipv6.sin6_family = AF_INET6;
        out->as.ipv6.sin6_port = to_network(port);
        memcpy(&out->as.ipv6.sin6_addr, address->bytes, IPV6_SIZE);
        out->as.ipv6.sin6_scope_id = address->scope;
        out->length = sizeof out->as.ipv6;
    }
    return out->length > 0;
}

/* Those that are Internet addresses, as a look-up gives no others. */
static size_t hand_out(const brn_addresses *addresses, brine_address list[BRINE_ADDRESSES_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < addresses->count; i++) {
        list[count] = to_public(&addresses->list[i]);
        count += list[count].length > 0;
    }
    return count;
}

static brine_result take_back(const brine_look_up *look_up, brn_addresses *addresses,
                              brine_error *error)
{
    for (size_t i = 0; i < look_up->count; i++)
        if (!from_public(&look_up->addresses[i], look_up->port, &addresses->list[i]))
            return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "look-up",
                            "an address that looked_up left has %lu bytes, expected 4 or 16",
                            (unsigned long)look_up->addresses[i].length);
    addresses->count = look_up->count;
    return BRINE_OK;
}

brine_result brn_addresses_judge(const char *hosts, uint16_t port,
                                 const brine_dial_options *options, brn_addresses *addresses,
                                 brine_error *error)
{
    brine_address list[BRINE_ADDRESSES_MAX];
    size_t count = hand_out(addresses, list);
    brine_look_up look_up = {.host = hosts, .port = port, .addresses = list, .count = count};
    char shown[BRN_SHOWN_SIZE];

    options->looked_up(options->looked_up_context, &look_up);
    if (look_up.count > count)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "look-up",
                        "looked_up left %lu addresses, expected %lu at most",
                        (unsigned long)look_up.count, (unsigned long)count);
    if (look_up.count == 0)
        return brn_fail(error, BRINE_ERROR_LOOKUP, "look-up",
                        "the application refused each of the %lu addresses of %s",
                        (unsigned long)count, brn_shown(hosts, shown));
    look_up.addresses = list; /* what the callback made of these two is not asked */
    look_up.port = port;
    return take_back(&look_up, addresses, error);
}
