#include "x509/name/name_constraints.h"

#include "base/texts.h"
#include "x509/name/distinguished_name.h"
#include "x509/name/host_name.h"

/* ---- Mailboxes and URIs ---- */

/* RFC 2821 section 4.1.2's Mailbox without quoting: one "@" between two parts. */
static bool split_mailbox(brine_bytes mailbox, brine_bytes *local, brine_bytes *host)
{
    size_t at = 0;

    while (at < mailbox.len && mailbox.data[at] != '@')
        at++;
    if (at == 0 || at == mailbox.len)
        return false;
    *local = (brine_bytes){mailbox.data, at};
    *host = (brine_bytes){mailbox.data + at + 1, mailbox.len - at - 1};
    return brn_host_name_is_valid(*host); /* which has no second "@" */
}

static bool is_one_of(uint8_t c, const char *set)
{
    while (*set != '\0' && (uint8_t)*set != c)
        set++;
    return *set != '\0';
}

/* What stands before the first of the characters in stops; *rest is what begins there. */
static brine_bytes until(brine_bytes text, const char *stops, brine_bytes *rest)
{
    size_t len = 0;

    while (len < text.len && !is_one_of(text.data[len], stops))
        len++;
    *rest = (brine_bytes){text.data + len, text.len - len};
    return (brine_bytes){text.data, len};
}

static bool skip(brine_bytes *text, const char *prefix)
{
    brine_bytes rest = *text;

    for (; *prefix != '\0'; prefix++) {
        if (rest.len == 0 || rest.data[0] != (uint8_t)*prefix)
            return false;
        rest = (brine_bytes){rest.data + 1, rest.len - 1};
    }
    *text = rest;
    return true;
}

/*
 * The host of a URI (RFC 3986 section 3.2). False when it has none or it is an address:
 * "the application MUST reject the certificate" then, says RFC 5280.
 */
static bool find_uri_host(brine_bytes uri, brine_bytes *host)
{
    brine_bytes rest, authority, after_user;

    until(uri, "\\", &rest);
    if (rest.len > 0) /* in no URI (section 2), and some take it for a slash */
        return false;
    until(uri, ":", &rest);
    if (!skip(&rest, "://"))
        return false;
    authority = until(rest, "/?#", &rest);
    until(authority, "@", &after_user);
    if (skip(&after_user, "@"))
        authority = after_user;
    *host = until(authority, ":", &rest);
    return brn_host_name_is_valid(*host);
}

/* "host", or ".domain" for every host below it; empty for all. */
static bool is_host_or_domain(brine_bytes base)
{
    if (base.len == 0)
        return true;
    skip(&base, ".");
    return brn_host_name_is_valid(base);
}

static bool host_in(brine_bytes host, brine_bytes base)
{
    if (base.len == 0)
        return true;
    if (skip(&base, "."))
        return host.len > base.len && brn_host_name_within(host, base);
    return brn_host_name_equal(host, base);
}

/* ---- The syntax of a base ---- */

/* Address and mask; the mask is ones, then zeros (RFC 4632 section 3.1). */
static bool is_network(brine_bytes base)
{
    size_t half = base.len / 2;
    bool zeros = false;

    if (base.len != 8 && base.len != 32)
        return false;
    for (size_t i = 0; i < half * 8; i++) {
        bool one = (base.data[half + i / 8] & 0x80 >> i % 8) != 0;

        if (one && zeros)
            return false;
        zeros = !one;
    }
    return true;
}

/* A domain, or one with a leading dot, which many issuers write for "every host below it". */
static bool is_domain(brine_bytes base, const char **lapse)
{
    if (base.len == 0)
        return true;
    if (!brn_host_name_is_preferred(base))
        *lapse = BRN_WORDS("has a dNSName that is no domain");
    skip(&base, ".");
    return brn_host_name_is_valid(base);
}

static bool is_base(const brn_general_name *base, const char **rule, const char **lapse)
{
    brine_bytes local, host;

    *rule = BRN_WORDS("has a malformed subtree");
    if (!base->is_sound)
        return false;
    switch (base->form) {
    case BRN_NAME_DNS:
        *rule = BRN_WORDS("has a dNSName that is no domain");
        return is_domain(base->value, lapse);
    case BRN_NAME_IP:
        *rule = BRN_WORDS("has an iPAddress that is no address with a mask");
        return is_network(base->value);
    case BRN_NAME_RFC822:
        *rule = BRN_WORDS("has an rfc822Name that is no mailbox, host or domain");
        return is_host_or_domain(base->value) || split_mailbox(base->value, &local, &host);
    case BRN_NAME_URI:
        *rule = BRN_WORDS("has a uniformResourceIdentifier that is no host or domain");
        return is_host_or_domain(base->value);
    case BRN_NAME_DIRECTORY:
    case BRN_NAME_OTHER:
    case BRN_NAME_X400:
    case BRN_NAME_EDI_PARTY:
    case BRN_NAME_REGISTERED_ID:
        break;
    }
    return true;
}

/* GeneralSubtree: SEQUENCE of base, minimum [0] DEFAULT 0, maximum [1] OPTIONAL. */
static bool read_subtree(brn_reader *r, brn_general_name *base, bool *minimum_spelled_out)
{
    brn_reader sequence;
    brine_bytes minimum;

    return brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) &&
           brn_read_general_name(&sequence, base) &&
           brn_der_read_optional(&sequence, BRN_DER_CONTEXT(0), minimum_spelled_out, &minimum) &&
           (!*minimum_spelled_out || (minimum.len == 1 && minimum.data[0] == 0)) &&
           brn_reader_empty(&sequence);
}

bool brn_check_subtrees(brine_bytes subtrees, const char **rule, const char **lapse)
{
    bool minimum_spelled_out;
    brn_reader r = brn_reader_of(subtrees);
    brn_general_name base;

    while (!brn_reader_empty(&r)) {
        *rule = BRN_WORDS("has a malformed subtree");
        if (!read_subtree(&r, &base, &minimum_spelled_out) || !is_base(&base, rule, lapse))
            return false;
        if (minimum_spelled_out)
            *lapse = BRN_WORDS("spells out a minimum of 0");
    }
    return true;
}

/* ---- Whether a subtree holds a name ---- */

/*
 * "Any DNS name that can be constructed by simply adding zero or more labels"; one or more where
 * a leading dot permits. Excluded is the domain itself, too, whatever its issuer meant by the dot.
 */
static bool dns_in(brine_bytes name, brine_bytes base, bool excluding)
{
    brine_bytes suffix = brn_host_name_without_wildcard(name);
    bool is_wildcard = suffix.len != name.len;
    bool only_below = skip(&base, ".");

    if (brn_host_name_within(suffix, base))
        return excluding || !only_below || is_wildcard || suffix.len > base.len;
    /* "*.example.com" also matches "bar.example.com": no match that is excluded may remain. */
    return excluding && is_wildcard && brn_host_name_equal(brn_host_name_parent(base), suffix);
}

static bool ip_in(brine_bytes address, brine_bytes base)
{
    if (base.len != 2 * address.len) /* a v4 address is in no v6 network */
        return false;
    for (size_t i = 0; i < address.len; i++)
        if (((address.data[i] ^ base.data[i]) & base.data[address.len + i]) != 0)
            return false;
    return true;
}

static bool mailbox_in(brine_bytes mailbox, brine_bytes base)
{
    brine_bytes local, host, base_local, base_host;

    if (!split_mailbox(mailbox, &local, &host))
        return false;
    if (!split_mailbox(base, &base_local, &base_host))
        return host_in(host, base);
    return brn_bytes_equal(local, base_local) && brn_host_name_equal(host, base_host);
}

static bool uri_in(brine_bytes uri, brine_bytes base)
{
    brine_bytes host;

    return find_uri_host(uri, &host) && host_in(host, base);
}

static bool name_in(const brn_general_name *name, brine_bytes base, bool excluding)
{
    switch (name->form) {
    case BRN_NAME_DNS:
        return dns_in(name->value, base, excluding);
    case BRN_NAME_IP:
        return ip_in(name->value, base);
    case BRN_NAME_DIRECTORY:
        return brn_name_within(name->value, base);
    case BRN_NAME_RFC822:
        return mailbox_in(name->value, base);
    case BRN_NAME_URI:
        return uri_in(name->value, base);
    case BRN_NAME_OTHER:
    case BRN_NAME_X400:
    case BRN_NAME_EDI_PARTY:
    case BRN_NAME_REGISTERED_ID:
        break;
    }
    return false;
}

/*
 * Names that no comparison can place: of forms that brine does not process, what is none of its
 * form, a mailbox or URI without a host. They are refused as soon as their form is constrained
 * at all, since another reader may see a name in them.
 */
static bool is_comparable(const brn_general_name *name)
{
    brine_bytes local, host;

    if (!name->is_sound)
        return false;
    switch (name->form) {
    case BRN_NAME_DNS:
        return brn_host_name_is_valid(name->value) || brn_host_name_is_wildcard(name->value);
    case BRN_NAME_IP:
        return name->value.len == 4 || name->value.len == 16;
    case BRN_NAME_DIRECTORY:
        return true;
    case BRN_NAME_RFC822:
        return split_mailbox(name->value, &local, &host);
    case BRN_NAME_URI:
        return find_uri_host(name->value, &host);
    case BRN_NAME_OTHER:
    case BRN_NAME_X400:
    case BRN_NAME_EDI_PARTY:
    case BRN_NAME_REGISTERED_ID:
        break;
    }
    return false;
}

typedef enum { NO_SUCH_FORM, NOT_HELD, HELD, EXHAUSTED } search_result;

/* What it costs to look at one subtree, in units of BRINE_PATH_WORK_MAX. */
static size_t cost_of(const brn_general_name *name, const brn_general_name *base)
{
    size_t bytes = base->value.len + name->value.len;

    if (base->form != name->form)
        return brn_comparison_cost(base->value.len);
    if (name->form == BRN_NAME_DIRECTORY) /* sets, of which each attribute is sought in another */
        return brn_name_comparison_cost(name->value, base->value);
    if (name->form == BRN_NAME_RFC822 || name->form == BRN_NAME_URI)
        return brn_comparison_cost(2 * bytes); /* taken apart first */
    return brn_comparison_cost(bytes);
}

/* Looks for a subtree that holds the name. */
static search_result search(brine_bytes subtrees, const brn_general_name *name, bool excluding,
                            size_t *work_left, brine_bytes *found)
{
    brn_reader r = brn_reader_of(subtrees);
    search_result result = NO_SUCH_FORM;
    brn_general_name base;
    bool spelled_out;

    while (read_subtree(&r, &base, &spelled_out)) {
        size_t cost = cost_of(name, &base);

        if (cost > *work_left) {
            *work_left = 0;
            return EXHAUSTED;
        }
        *work_left -= cost;
        if (base.form != name->form)
            continue;
        result = NOT_HELD;
        if (name_in(name, base.value, excluding)) {
            *found = base.value;
            return HELD;
        }
    }
    return result;
}

brn_constraint_verdict brn_name_constraints_judge(const brn_name_constraints *constraints,
                                                  const brn_general_name *name, size_t *work_left,
                                                  brine_bytes *base)
{
    brine_bytes held;
    search_result excluded = search(constraints->excluded, name, true, work_left, base);
    search_result permitted;

    if (excluded == EXHAUSTED)
        return BRN_CONSTRAINT_EXHAUSTED;
    if (excluded == HELD)
        return BRN_CONSTRAINT_EXCLUDED;
    permitted = search(constraints->permitted, name, false, work_left, &held);
    if (permitted == EXHAUSTED)
        return BRN_CONSTRAINT_EXHAUSTED;
    if ((excluded != NO_SUCH_FORM || permitted != NO_SUCH_FORM) && !is_comparable(name))
        return BRN_CONSTRAINT_UNKNOWN;
    return permitted == NOT_HELD ? BRN_CONSTRAINT_NOT_PERMITTED : BRN_CONSTRAINT_KEPT;
}
