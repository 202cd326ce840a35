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

static bool matches_address(struct part entry, int family, const uint8_t *address)
{
    unsigned bits = family == AF_INET6 ? 128 : 32;
    char text[ADDRESS_TEXT_SIZE], *slash;
    uint8_t listed[16];

    if (entry.length >= sizeof text)
        return false;
    memcpy(text, entry.at, entry.length);
    text[entry.length] = '\0';
    slash = strchr(text, '/');
    if (slash != NULL) {
        *slash = '\0';
        if (!read_prefix(slash + 1, bits, &bits))
            return false;
    }
    return inet_pton(family, text, listed) == 1 && same_prefix(address, listed, bits);
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
