#include "x509/name/host_name.h"

#include <brine/limits.h>

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static uint8_t fold(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c - 'A' + 'a') : c;
}

static bool is_of_label(uint8_t c)
{
    return is_digit(c) || c == '-' || c == '_' || (fold(c) >= 'a' && fold(c) <= 'z');
}

static size_t label_len(brine_bytes name)
{
    size_t len = 0;

    /*@ loop invariant 0 <= len <= name.len;
        loop assigns len;
        loop variant name.len - len; */
    while (len < name.len && name.data[len] != '.')
        len++;
    return len;
}

static bool is_label(const uint8_t *label, size_t len)
{
    if (len == 0 || len > BRINE_HOST_LABEL_MAX || label[0] == '-')
        return false;
    /*@ loop invariant 0 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    for (size_t i = 0; i < len; i++)
        if (!is_of_label(label[i]))
            return false;
    return true;
}

/* Decimal digits, or "0x" and hexadecimal ones, as inet_aton and URL parsers read them. */
static bool looks_like_number(const uint8_t *label, size_t len)
{
    bool hexadecimal = len >= 2 && label[0] == '0' && fold(label[1]) == 'x';

    /*@ loop invariant 0 <= i <= len;
        loop assigns i;
        loop variant len - i; */
    for (size_t i = hexadecimal ? 2 : 0; i < len; i++)
        if (!is_digit(label[i]) && !(hexadecimal && fold(label[i]) >= 'a' && fold(label[i]) <= 'f'))
            return false;
    return true;
}

bool brn_host_name_is_valid(brine_bytes name)
{
    size_t at = 0, len;

    if (name.len == 0 || name.len > BRINE_HOST_NAME_MAX)
        return false;
    /*@ loop invariant 0 <= at <= name.len;
        loop assigns at, len;
        loop variant name.len - at; */
    for (;;) {
        len = label_len((brine_bytes){name.data + at, name.len - at});
        if (!is_label(name.data + at, len))
            return false;
        if (at + len == name.len)
            return !looks_like_number(name.data + at, len);
        at += len + 1;
    }
}

bool brn_host_name_is_preferred(brine_bytes name)
{
    if (!brn_host_name_is_valid(name))
        return false;
    /*@ loop invariant 0 <= i <= name.len;
        loop assigns i;
        loop variant name.len - i; */
    for (size_t i = 0; i < name.len; i++) {
        bool ends_label = i + 1 == name.len || name.data[i + 1] == '.';

        if (name.data[i] == '_' || (name.data[i] == '-' && ends_label))
            return false;
    }
    return true;
}

static bool begins_with_wildcard(brine_bytes name)
{
    return name.len > 2 && name.data[0] == '*' && name.data[1] == '.';
}

brine_bytes brn_host_name_without_wildcard(brine_bytes name)
{
    return begins_with_wildcard(name) ? (brine_bytes){name.data + 2, name.len - 2} : name;
}

bool brn_host_name_is_wildcard(brine_bytes name)
{
    return begins_with_wildcard(name) &&
           brn_host_name_is_valid(brn_host_name_without_wildcard(name));
}

bool brn_host_name_is_too_wide(brine_bytes wildcard)
{
    return begins_with_wildcard(wildcard) &&
           brn_host_name_parent(brn_host_name_without_wildcard(wildcard)).len == 0;
}

bool brn_host_name_equal(brine_bytes a, brine_bytes b)
{
    if (a.len != b.len)
        return false;
    /*@ loop invariant 0 <= i <= a.len;
        loop assigns i;
        loop variant a.len - i; */
    for (size_t i = 0; i < a.len; i++)
        if (fold(a.data[i]) != fold(b.data[i]))
            return false;
    return true;
}

bool brn_host_name_within(brine_bytes name, brine_bytes domain)
{
    size_t before;

    if (domain.len == 0)
        return true;
    if (name.len < domain.len)
        return false;
    before = name.len - domain.len;
    if (before > 0 && name.data[before - 1] != '.')
        return false;
    return brn_host_name_equal((brine_bytes){name.data + before, domain.len}, domain);
}

brine_bytes brn_host_name_parent(brine_bytes name)
{
    size_t len = label_len(name);

    if (len == name.len)
        return (brine_bytes){NULL, 0};
    return (brine_bytes){name.data + len + 1, name.len - len - 1};
}

bool brn_host_name_matches(brine_bytes presented, brine_bytes reference)
{
    if (!begins_with_wildcard(presented))
        return brn_host_name_equal(presented, reference);
    return brn_host_name_is_wildcard(presented) && !brn_host_name_is_too_wide(presented) &&
           brn_host_name_equal(brn_host_name_without_wildcard(presented),
                               brn_host_name_parent(reference));
}
