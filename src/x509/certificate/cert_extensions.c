#include "x509/certificate/cert_extensions.h"

#include <brine/limits.h>

#include "x509/asn1/oid.h"
#include "x509/name/general_name.h"
#include "x509/name/host_name.h"
#include "x509/name/name_constraints.h"

/* ---- One function for each extension: it gets the contents of extnValue ---- */

/* Section 4.2.1.2 */
static bool parse_subject_key_identifier(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    *rule = "is empty";
    return brn_der_read(r, BRN_DER_OCTET_STRING, &out->subject_key_id) &&
           out->subject_key_id.len > 0;
}

/* Section 4.2.1.1: [0] keyIdentifier, [1] authorityCertIssuer, [2] authorityCertSerialNumber */
static bool parse_authority_key_identifier(brn_reader *r, brn_cert_extensions *out,
                                           const char **rule)
{
    brn_reader sequence, names;
    brn_general_name name;
    bool has_key_id, has_issuer, has_serial;
    brine_bytes issuer = {NULL, 0}, serial;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT(0), &has_key_id,
                               &out->authority_key_id) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT_CONSTRUCTED(1), &has_issuer, &issuer) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT(2), &has_serial, &serial) ||
        !brn_reader_empty(&sequence))
        return false;
    if ((has_key_id && out->authority_key_id.len == 0) || (has_issuer && issuer.len == 0) ||
        (has_serial && !brn_der_is_integer(serial)))
        return false;
    for (names = brn_reader_of(issuer); !brn_reader_empty(&names);)
        if (!brn_read_general_name(&names, &name))
            return false;
    *rule = "names issuer or serial number without the other"; /* RFC 5280 appendix A.2 */
    out->authority_names_issuer = has_issuer;
    return has_issuer == has_serial;
}

/* Section 4.2.1.3. No bit at all is against the RFC; the rules of a path see no usage then. */
static bool parse_key_usage(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    (void)rule;
    return brn_der_read_named_bits(r, &out->key_usage);
}

/* Section 4.2.1.9 */
static bool parse_basic_constraints(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) ||
        !brn_der_read_default_false(&sequence, &out->is_ca))
        return false;
    out->has_path_length = !brn_reader_empty(&sequence);
    if (!out->has_path_length)
        return true;
    if (!brn_der_read_u32(&sequence, &out->path_length) || !brn_reader_empty(&sequence))
        return false;
    *rule = "has a pathLenConstraint without being a CA's";
    return out->is_ca;
}

static bool check_subject_name(const brn_general_name *name, const char **rule)
{
    switch ((int)name->form) {
    case BRN_NAME_DNS:
        *rule = "has a dNSName that is no host name";
        return brn_host_name_is_valid(name->value) || brn_host_name_is_wildcard(name->value);
    case BRN_NAME_IP:
        *rule = "has an iPAddress of neither 4 nor 16 bytes";
        return name->value.len == 4 || name->value.len == 16;
    default:
        return true;
    }
}

/* Section 4.2.1.6 */
static bool parse_subject_alt_name(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader names;
    brn_general_name name;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &names))
        return false;
    out->names = brn_reader_rest(&names);
    for (; !brn_reader_empty(&names); out->name_count++) {
        if (out->name_count == BRINE_NAMES_MAX) {
            *rule = "has more names than brine accepts";
            return false;
        }
        if (!brn_read_general_name(&names, &name)) {
            *rule = "has a malformed name";
            return false;
        }
        if (!check_subject_name(&name, rule))
            return false;
    }
    *rule = "has no name";
    return out->name_count > 0;
}

/* Section 4.2.1.10 */
static bool parse_name_constraints(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence;
    bool has_permitted, has_excluded;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT_CONSTRUCTED(0), &has_permitted,
                               &out->permitted) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT_CONSTRUCTED(1), &has_excluded,
                               &out->excluded) ||
        !brn_reader_empty(&sequence))
        return false;
    *rule = "neither permits nor excludes anything";
    if ((!has_permitted && !has_excluded) || (has_permitted && out->permitted.len == 0) ||
        (has_excluded && out->excluded.len == 0))
        return false;
    return brn_check_subtrees(out->permitted, rule) && brn_check_subtrees(out->excluded, rule);
}

/* Section 4.2.1.12 */
static bool parse_ext_key_usage(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence;
    brine_bytes oid;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence))
        return false;
    if (brn_reader_empty(&sequence)) {
        *rule = "names no purpose";
        return false;
    }
    out->purposes = brn_reader_rest(&sequence);
    while (!brn_reader_empty(&sequence)) {
        if (!brn_der_read_oid(&sequence, &oid))
            return false;
        out->purpose_server_auth |= brn_bytes_equal(oid, brn_oid_server_auth);
        out->purpose_any |= brn_bytes_equal(oid, brn_oid_any_extended_key_usage);
    }
    return true;
}

/* Section 4.2.2.1 */
static bool parse_authority_info_access(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence, description;
    brn_general_name location;
    brine_bytes method;

    (void)out;
    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence))
        return false;
    if (brn_reader_empty(&sequence)) {
        *rule = "describes no access";
        return false;
    }
    while (!brn_reader_empty(&sequence)) {
        if (!brn_der_enter(&sequence, BRN_DER_SEQUENCE, &description) ||
            !brn_der_read_oid(&description, &method) ||
            !brn_read_general_name(&description, &location) || !brn_reader_empty(&description))
            return false;
    }
    return true;
}

/*
 * Certificate policies. brine asks for no policy, so RFC 5280's algorithm can refuse a
 * path for them only where a certificate requires an explicit one. Such a requirement is
 * not processed (and refused where it is critical); the other three extensions then
 * change nothing, and to read them is to process them.
 */

/* policyQualifiers, of at least one: SEQUENCEs of an OID and a value of any type. */
static bool check_qualifiers(brn_reader *information)
{
    brn_reader qualifiers, qualifier;
    brn_der_element value;
    brine_bytes id;

    if (!brn_der_enter(information, BRN_DER_SEQUENCE, &qualifiers) || brn_reader_empty(&qualifiers))
        return false;
    while (!brn_reader_empty(&qualifiers))
        if (!brn_der_enter(&qualifiers, BRN_DER_SEQUENCE, &qualifier) ||
            !brn_der_read_oid(&qualifier, &id) || !brn_der_read_any(&qualifier, &value) ||
            !brn_reader_empty(&qualifier))
            return false;
    return true;
}

/* Section 4.2.1.4 */
static bool parse_certificate_policies(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence, information;
    brine_bytes policy;

    (void)out;
    (void)rule;
    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) || brn_reader_empty(&sequence))
        return false;
    while (!brn_reader_empty(&sequence)) {
        if (!brn_der_enter(&sequence, BRN_DER_SEQUENCE, &information) ||
            !brn_der_read_oid(&information, &policy))
            return false;
        if (!brn_reader_empty(&information) &&
            (!check_qualifiers(&information) || !brn_reader_empty(&information)))
            return false;
    }
    return true;
}

/* Section 4.2.1.5 */
static bool parse_policy_mappings(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence, pair;
    brine_bytes issuer_policy, subject_policy;

    (void)out;
    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) || brn_reader_empty(&sequence))
        return false;
    while (!brn_reader_empty(&sequence)) {
        if (!brn_der_enter(&sequence, BRN_DER_SEQUENCE, &pair) ||
            !brn_der_read_oid(&pair, &issuer_policy) || !brn_der_read_oid(&pair, &subject_policy) ||
            !brn_reader_empty(&pair))
            return false;
        if (brn_bytes_equal(issuer_policy, brn_oid_any_policy) ||
            brn_bytes_equal(subject_policy, brn_oid_any_policy)) {
            *rule = "maps anyPolicy"; /* section 6.1.4 (a) */
            return false;
        }
    }
    return true;
}

/* SkipCerts, INTEGER (0..MAX), behind an IMPLICIT tag */
static bool is_count(brine_bytes content)
{
    return brn_der_is_integer(content) && content.data[0] < 0x80;
}

/* Section 4.2.1.11: [0] requireExplicitPolicy, [1] inhibitPolicyMapping */
static bool parse_policy_constraints(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence;
    bool requires_explicit, inhibits_mapping;
    brine_bytes explicit_after, no_mapping_after;

    (void)rule;
    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) || brn_reader_empty(&sequence) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT(0), &requires_explicit,
                               &explicit_after) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT(1), &inhibits_mapping,
                               &no_mapping_after) ||
        !brn_reader_empty(&sequence))
        return false;
    if ((requires_explicit && !is_count(explicit_after)) ||
        (inhibits_mapping && !is_count(no_mapping_after)))
        return false;
    if (requires_explicit && (out->critical & BRN_CERT_EXTENSION_POLICY_CONSTRAINTS) != 0 &&
        out->unprocessed.len == 0)
        out->unprocessed = brn_oid_policy_constraints;
    return true;
}

/* Section 4.2.1.14 */
static bool parse_inhibit_any_policy(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    uint32_t skip_certificates;

    (void)out;
    (void)rule;
    return brn_der_read_u32(r, &skip_certificates);
}

/* ---- The table ---- */

typedef struct row {
    const brine_bytes *oid;
    const char *name;
    unsigned bit;
    bool never_critical; /* "Conforming CAs MUST mark this extension as non-critical" */
    bool (*parse)(brn_reader *r, brn_cert_extensions *out, const char **rule);
} row;

static const row rows[] = {
    {&brn_oid_subject_key_identifier, "subjectKeyIdentifier",
     BRN_CERT_EXTENSION_SUBJECT_KEY_IDENTIFIER, true, parse_subject_key_identifier},
    {&brn_oid_key_usage, "keyUsage", BRN_CERT_EXTENSION_KEY_USAGE, false, parse_key_usage},
    {&brn_oid_subject_alt_name, "subjectAltName", BRN_CERT_EXTENSION_SUBJECT_ALT_NAME, false,
     parse_subject_alt_name},
    {&brn_oid_basic_constraints, "basicConstraints", BRN_CERT_EXTENSION_BASIC_CONSTRAINTS, false,
     parse_basic_constraints},
    {&brn_oid_name_constraints, "nameConstraints", BRN_CERT_EXTENSION_NAME_CONSTRAINTS, false,
     parse_name_constraints},
    {&brn_oid_certificate_policies, "certificatePolicies", BRN_CERT_EXTENSION_CERTIFICATE_POLICIES,
     false, parse_certificate_policies},
    {&brn_oid_policy_mappings, "policyMappings", BRN_CERT_EXTENSION_POLICY_MAPPINGS, false,
     parse_policy_mappings},
    {&brn_oid_authority_key_identifier, "authorityKeyIdentifier",
     BRN_CERT_EXTENSION_AUTHORITY_KEY_IDENTIFIER, true, parse_authority_key_identifier},
    {&brn_oid_policy_constraints, "policyConstraints", BRN_CERT_EXTENSION_POLICY_CONSTRAINTS, false,
     parse_policy_constraints},
    {&brn_oid_ext_key_usage, "extKeyUsage", BRN_CERT_EXTENSION_EXT_KEY_USAGE, false,
     parse_ext_key_usage},
    {&brn_oid_inhibit_any_policy, "inhibitAnyPolicy", BRN_CERT_EXTENSION_INHIBIT_ANY_POLICY, false,
     parse_inhibit_any_policy},
    {&brn_oid_authority_info_access, "authorityInfoAccess",
     BRN_CERT_EXTENSION_AUTHORITY_INFO_ACCESS, true, parse_authority_info_access},
};

static const row *find_row(brine_bytes oid)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (brn_bytes_equal(oid, *rows[i].oid))
            return &rows[i];
    return NULL;
}

static bool parse_known(const row *known, brine_bytes value, bool critical,
                        brn_cert_extensions *out, const char **rule)
{
    brn_reader r = brn_reader_of(value);

    *rule = "is marked critical";
    if (critical && known->never_critical)
        return false;
    out->present |= known->bit;
    if (critical)
        out->critical |= known->bit;
    *rule = "is not what RFC 5280 says";
    if (!known->parse(&r, out, rule))
        return false;
    *rule = "has bytes after its value";
    return brn_reader_empty(&r);
}

/* Extension: SEQUENCE of extnID, critical DEFAULT FALSE, extnValue. */
static bool read_extension(brn_reader *r, brine_bytes *oid, bool *critical, brine_bytes *value)
{
    brn_reader sequence;

    return brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) && brn_der_read_oid(&sequence, oid) &&
           brn_der_read_default_false(&sequence, critical) &&
           brn_der_read(&sequence, BRN_DER_OCTET_STRING, value) && brn_reader_empty(&sequence);
}

static bool is_among(brine_bytes oid, const brine_bytes *seen, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (brn_bytes_equal(oid, seen[i]))
            return true;
    return false;
}

bool brn_parse_cert_extensions(brn_reader extensions, brn_cert_extensions *out, const char **field,
                               const char **rule)
{
    brine_bytes seen[BRINE_EXTENSIONS_MAX], value;
    bool critical;
    const row *known;

    *out = (brn_cert_extensions){0};
    for (size_t count = 0; !brn_reader_empty(&extensions); count++) {
        *field = "an extension";
        *rule = "is one more than brine accepts";
        if (count == BRINE_EXTENSIONS_MAX)
            return false;
        *rule = "is not an OID, a boolean and a value";
        if (!read_extension(&extensions, &seen[count], &critical, &value))
            return false;
        known = find_row(seen[count]);
        if (known != NULL)
            *field = known->name;
        *rule = "appears twice"; /* section 4.2 */
        if (is_among(seen[count], seen, count))
            return false;
        if (known != NULL && !parse_known(known, value, critical, out, rule))
            return false;
        if (known == NULL && critical && out->unprocessed.len == 0)
            out->unprocessed = seen[count];
    }
    return true;
}
