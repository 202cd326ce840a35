#include "no_proxy.h"

#include "part.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* An entry with more bytes than this is no address. */
#define ADDRESS_TEXT_SIZE 64

#define SEPARATORS ", \t"

/* Whether a name is the entry's or below it; a dot at either end of the entry does not count. */
static bool matches_name(struct part entry, struct part name)
{
    const char *tail;

    if (entry.length > 0 && entry.at[entry.length - 1] == '.')
        entry.length--;
    if (entry.length > 0 && entry.at[0] == '.') {
        entry.at++;
        entry.length--;
    }
    if (entry.length == 0 || entry.length > name.length)
        return false;
    tail = name.at + (name.length - entry.length);
    return strncasecmp(tail, entry.at, entry.length) == 0 && (tail == name.at || tail[-1] == '.');
}

/* "/24" behind an address; without it, and with /0, every bit counts: so it is in curl. */
static bool read_prefix(const char *digits, unsigned max, unsigned *out)
{
    unsigned bits = 0;

    for (; *digits != '\0'; digits++) {
        if (*digits < '0' || *digits > '9')
            return false;
        bits = bits * 10 + (unsigned)(*digits - '0');
        if (bits > max)
            return false;
    }
    *out = bits > 0 ? bits : max;
    return true;
}

static bool same_prefix(const uint8_t *a, const uint8_t *b, unsigned bits)
{
    unsigned rest = bits % 8;

    if (memcmp(a, b, bits / 8) != 0)
        return false;
    return rest == 0 || (a[bits / 8] ^ b[bits / 8]) >> (8 - rest) == 0;
}

/* "192.0.2.0/24", "2001:db8::1": 16 or 4 bytes, of which so many bits count. */
static bool read_address(struct part entry, int family, uint8_t address[16], unsigned *bits)
{
    char text[ADDRESS_TEXT_SIZE], *slash;

    *bits = family == AF_INET6 ? 128 : 32;
    if (entry.length >= sizeof text)
        return false;
    memcpy(text, entry.at, entry.length);
    text[entry.length] = '\0';
    slash = strchr(text, '/');
    if (slash != NULL) {
        *slash = '\0';
        if (!read_prefix(slash + 1, *bits, bits))
            return false;
    }
    return inet_pton(family, text, address) == 1;
}

static bool matches_address(struct part entry, int family, const uint8_t *address)
{
    uint8_t listed[16];
    unsigned bits;

    return read_address(entry, family, listed, &bits) && same_prefix(address, listed, bits);
}

/* The next entry of the list; false at its end. */
static bool take_entry(const char **list, struct part *entry)
{
    *list += strspn(*list, SEPARATORS);
    *entry = (struct part){*list, strcspn(*list, SEPARATORS)};
    *list += entry->length;
    return entry->length > 0;
}

bool no_proxy_names(const char *list, const char *host, bool ipv6)
{
    struct part name = {host, strlen(host)}, entry;
    int family = ipv6 ? AF_INET6 : AF_INET;
    uint8_t address[16];
    bool is_address;

    if (strcmp(list, "*") == 0)
        return true;
    is_address = inet_pton(family, host, address) == 1;
    if (name.length > 0 && host[name.length - 1] == '.')
        name.length--;
    while (take_entry(&list, &entry))
        if (is_address ? matches_address(entry, family, address) : matches_name(entry, name))
            return true;
    return false;
}

/* Why an entry matches no host, whatever that is; NULL when it may. */
static const char *flaw_of(struct part entry)
{
    uint8_t address[16];
    unsigned bits;

    if (read_address(entry, AF_INET, address, &bits) ||
        read_address(entry, AF_INET6, address, &bits))
        return NULL;
    if (memchr(entry.at, '*', entry.length) != NULL)
        return "a * counts alone, as the whole list";
    if (memchr(entry.at, '/', entry.length) != NULL)
        return "what has a / must be an address with the bits that count";
    if (memchr(entry.at, '[', entry.length) != NULL)
        return "an IPv6 address stands without brackets here";
    if (memchr(entry.at, ':', entry.length) != NULL)
        return "an entry has no port";
    return NULL;
}

const char *no_proxy_flaw(const char **list, struct part *entry)
{
    if (strcmp(*list, "*") == 0)
        return NULL;
    while (take_entry(list, entry)) {
        const char *flaw = flaw_of(*entry);

        if (flaw != NULL)
            return flaw;
    }
    return NULL;
}
