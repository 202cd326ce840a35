#include "stream/address.h"

#include "base/error.h"
#include "base/escape.h"
#include "system/failure.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int system_family(brine_address_family family)
{
    switch (family) {
    case BRINE_ADDRESS_IPV4:
        return AF_INET;
    case BRINE_ADDRESS_IPV6:
        return AF_INET6;
    case BRINE_ADDRESS_ANY:
        break;
    }
    return AF_UNSPEC;
}

static void copy_address(const struct addrinfo *found, brn_addresses *out)
{
    brn_address *address = &out->list[out->count];

    if (found->ai_addrlen > sizeof address->as)
        return;
    memset(address, 0, sizeof *address);
    memcpy(&address->as, found->ai_addr, found->ai_addrlen);
    address->length = found->ai_addrlen;
    out->count++;
}

/* The first from here on that has this family, or that has another. */
static const struct addrinfo *find(const struct addrinfo *at, int family, bool same)
{
    while (at != NULL && (at->ai_addr->sa_family == family) != same)
        at = at->ai_next;
    return at;
}

/*
 * RFC 8305 section 4: the family of the first address and the others alternate, each in the
 * system's order, so that a family without a way out costs one turn and not all of them.
 */
static void copy_addresses(const struct addrinfo *found, brn_addresses *out)
{
    const struct addrinfo *next[2] = {found, found}; /* of the first's family, of others */
    int first = found != NULL ? found->ai_addr->sa_family : AF_UNSPEC;

    out->count = 0;
    for (int turn = 0; out->count < BRINE_ADDRESSES_MAX; turn ^= 1) {
        next[0] = find(next[0], first, true);
        next[1] = find(next[1], first, false);
        if (next[turn] == NULL)
            turn ^= 1;
        if (next[turn] == NULL)
            return;
        copy_address(next[turn], out);
        next[turn] = next[turn]->ai_next;
    }
}

/* What several look-ups found, linked one behind the other; a list is freed as it came. */
typedef struct chain {
    struct addrinfo *lists[BRINE_ADDRESSES_MAX];
    struct addrinfo *ends[BRINE_ADDRESSES_MAX];
    size_t count;
} chain;

static void add_list(chain *all, struct addrinfo *list)
{
    struct addrinfo *end = list;

    while (end->ai_next != NULL)
        end = end->ai_next;
    if (all->count > 0)
        all->ends[all->count - 1]->ai_next = list;
    all->lists[all->count] = list;
    all->ends[all->count++] = end;
}

static void free_lists(chain *all)
{
    for (size_t i = 0; i < all->count; i++) {
        all->ends[i]->ai_next = NULL;
        freeaddrinfo(all->lists[i]);
    }
}

/*
 * The errno of a shortage that made a look-up fail, or 0. The system's words tell of no such name
 * when it could not even open what knows the names.
 */
static int shortage(int status)
{
    int probe, number;

    if (status == EAI_SYSTEM)
        return errno;
    if (status == EAI_MEMORY)
        return ENOMEM;
    probe = socket(AF_INET, SOCK_DGRAM, 0);
    number = probe < 0 ? errno : 0;
    if (probe >= 0)
        close(probe);
    return number == EMFILE || number == ENFILE ? number : 0;
}

static brine_result look_up(const char *host, uint16_t port, brine_address_family family,
                            chain *all, brine_error *error)
{
    struct addrinfo hints = {0}, *found = NULL;
    char service[8], shown[BRN_SHOWN_SIZE];
    int status, number;

    hints.ai_family = system_family(family);
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_protocol = IPPROTO_TCP;
    hints.ai_flags = AI_NUMERICSERV;
    snprintf(service, sizeof service, "%u", (unsigned)port);
    do
        status = getaddrinfo(host, service, &hints, &found);
    while (status == EAI_SYSTEM && errno == EINTR);
    number = status != 0 ? shortage(status) : 0;
    if (number != 0)
        return brn_fail_system(error, BRINE_ERROR_LOOKUP, "look-up", number, "can't look up %s",
                               brn_shown(host, shown));
    if (status != 0)
        return brn_fail(error, BRINE_ERROR_LOOKUP, "look-up", "can't look up %s: %s",
                        brn_shown(host, shown), gai_strerror(status));
    if (found != NULL)
        add_list(all, found);
    return BRINE_OK;
}

/* Each of the hosts; the last failure is in error. */
static void look_up_each(const char *hosts, uint16_t port, brine_address_family family, chain *all,
                         brine_error *error)
{
    char host[BRINE_HOST_NAME_MAX + 1];

    while (*hosts != '\0' && all->count < BRINE_ADDRESSES_MAX) {
        size_t length = strcspn(hosts, ",");

        /* One host is passed on as it is, so that the system says what is wrong with it. */
        if (hosts[length] == '\0') {
            (void)look_up(hosts, port, family, all, error);
            return;
        }
        if (length > 0 && length < sizeof host) {
            memcpy(host, hosts, length);
            host[length] = '\0';
            (void)look_up(host, port, family, all, error);
        }
        hosts += length + 1;
    }
}

brine_result brn_addresses_look_up(const char *hosts, uint16_t port, brine_address_family family,
                                   brn_addresses *out, brine_error *error)
{
    brine_error failure = BRINE_NO_ERROR;
    char shown[BRN_SHOWN_SIZE];
    chain all = {.count = 0};

    look_up_each(hosts, port, family, &all, &failure);
    copy_addresses(all.count > 0 ? all.lists[0] : NULL, out);
    free_lists(&all);
    if (out->count > 0)
        return BRINE_OK;
    if (failure.code == BRINE_OK)
        return brn_fail(error, BRINE_ERROR_LOOKUP, "look-up", "%s has no address",
                        brn_shown(hosts, shown));
    if (error != NULL)
        *error = failure;
    return failure.code;
}

void brn_address_text(const brn_address *address, char out[BRN_ADDRESS_TEXT_SIZE])
{
    int family = address->as.any.sa_family;

    out[0] = '\0';
    if (family != AF_INET && family != AF_INET6)
        return;
    if (getnameinfo(&address->as.any, address->length, out, BRN_ADDRESS_TEXT_SIZE, NULL, 0,
                    NI_NUMERICHOST) != 0)
        out[0] = '\0';
}

const char *brn_place_text(brn_place *place)
{
    if (!place->has_text)
        brn_address_text(&place->address, place->text);
    place->has_text = true;
    return place->text;
}
