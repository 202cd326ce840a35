#include "x509/certificate/cert_extensions.h"

#include <brine/limits.h>

#include "base/texts.h"
#include "x509/asn1/oid.h"
#include "x509/name/distinguished_name.h"
#include "x509/name/general_name.h"
#include "x509/name/host_name.h"
#include "x509/name/name_constraints.h"

/*
 * What an issuer owed and no verifier needs; the first of it is kept. Which extension it is the
 * caller of the parsers adds.
 */
static void note_lapse(brn_cert_extensions *out, const char *rule)
{
    if (out->lapse.rule == NULL)
        out->lapse.rule = BRN_WORDS(rule);
}

/* ---- One function for each extension: it gets the contents of extnValue ---- */

/* Section 4.2.1.2 */
static bool parse_subject_key_identifier(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    *rule = BRN_WORDS("is empty");
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
        if (!brn_read_general_name(&names, &name) || !name.is_sound)
            return false;
    *rule =
        BRN_WORDS("names issuer or serial number without the other"); /* RFC 5280 appendix A.2 */
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
    bool spelled_out = false;

    (void)rule;
    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) ||
        !brn_der_read_default_false(&sequence, &out->is_ca, &spelled_out))
        return false;
    if (spelled_out)
        note_lapse(out, "spells out that it is no CA's");
    out->has_path_length = !brn_reader_empty(&sequence);
    if (!out->has_path_length)
        return true;
    if (!brn_der_read_u32(&sequence, &out->path_length) || !brn_reader_empty(&sequence))
        return false;
    if (!out->is_ca)
        note_lapse(out, "has a pathLenConstraint without being a CA's");
    return true;
}

/* An entry that no host can have matches nothing; what its issuer owed is told. */
static void judge_entry(const brn_general_name *name, brn_cert_extensions *out)
{
    if (!name->is_sound)
        note_lapse(out, "has a malformed name");
    else if (name->form == BRN_NAME_DNS &&
             !brn_host_name_is_preferred(brn_host_name_without_wildcard(name->value)))
        note_lapse(out, "has a dNSName that is no host name");
    else if (name->form == BRN_NAME_IP && name->value.len != 4 && name->value.len != 16)
        note_lapse(out, "has an iPAddress of neither 4 nor 16 bytes");
    else if (name->form == BRN_NAME_DIRECTORY && !brn_name_is_der(name->value))
        note_lapse(out, "has a directoryName with a set that is empty or not in DER's order");
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
            *rule = BRN_WORDS("has more names than brine accepts");
            return false;
        }
        if (!brn_read_general_name(&names, &name)) {
            *rule = BRN_WORDS("has a malformed name");
            return false;
        }
        judge_entry(&name, out);
    }
    *rule = BRN_WORDS("has no name");
    return out->name_count > 0;
}

/* Section 4.2.1.10 */
static bool parse_name_constraints(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence;
    bool has_permitted, has_excluded;
    const char *lapse = NULL;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT_CONSTRUCTED(0), &has_permitted,
                               &out->permitted) ||
        !brn_der_read_optional(&sequence, BRN_DER_CONTEXT_CONSTRUCTED(1), &has_excluded,
                               &out->excluded) ||
        !brn_reader_empty(&sequence))
        return false;
    *rule = BRN_WORDS("neither permits nor excludes anything");
    if ((!has_permitted && !has_excluded) || (has_permitted && out->permitted.len == 0) ||
        (has_excluded && out->excluded.len == 0))
        return false;
    if (!brn_check_subtrees(out->permitted, rule, &lapse) ||
        !brn_check_subtrees(out->excluded, rule, &lapse))
        return false;
    if (lapse != NULL)
        note_lapse(out, lapse);
    return true;
}

/* Section 4.2.1.12 */
static bool parse_ext_key_usage(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence;
    brine_bytes oid;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence))
        return false;
    if (brn_reader_empty(&sequence)) {
        *rule = BRN_WORDS("names no purpose");
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
        *rule = BRN_WORDS("describes no access");
        return false;
    }
    while (!brn_reader_empty(&sequence)) {
        if (!brn_der_enter(&sequence, BRN_DER_SEQUENCE, &description) ||
            !brn_der_read_oid(&description, &method) ||
            !brn_read_general_name(&description, &location) || !location.is_sound ||
            !brn_reader_empty(&description))
            return false;
    }
    return true;
}

/* What brine does not process of an extension that it knows; that matters where it is critical. */
static void leave_unprocessed(brn_cert_extensions *out, unsigned extension, brine_bytes oid)
{
    if ((out->critical & extension) != 0 && out->unprocessed.len == 0)
        out->unprocessed = oid;
}

/*
 * Certificate policies. brine asks for no policy, so RFC 5280's algorithm can refuse a
 * path for them only where a certificate requires an explicit one. Such a requirement is
 * not processed (and refused where it is critical); the other three extensions then
 * change nothing, and to read them is to process them.
 */

/*
 * policyQualifiers, of at least one: SEQUENCEs of an OID and a value of any type. Where the
 * extension is critical, the application must be able to interpret it, "including the optional
 * qualifier": of these there are two.
 */
static bool check_qualifiers(brn_reader *information, brn_cert_extensions *out)
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
        else if (!brn_bytes_equal(id, brn_oid_cps) && !brn_bytes_equal(id, brn_oid_user_notice))
            leave_unprocessed(out, BRN_CERT_EXTENSION_CERTIFICATE_POLICIES,
                              brn_oid_certificate_policies);
    return true;
}

/* Section 4.2.1.4 */
static bool parse_certificate_policies(brn_reader *r, brn_cert_extensions *out, const char **rule)
{
    brn_reader sequence, information;
    brine_bytes policy;

    (void)rule;
    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) || brn_reader_empty(&sequence))
        return false;
    while (!brn_reader_empty(&sequence)) {
        if (!brn_der_enter(&sequence, BRN_DER_SEQUENCE, &information) ||
            !brn_der_read_oid(&information, &policy))
            return false;
        if (!brn_reader_empty(&information) &&
            (!check_qualifiers(&information, out) || !brn_reader_empty(&information)))
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
            *rule = BRN_WORDS("maps anyPolicy"); /* section 6.1.4 (a) */
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
    if (requires_explicit)
        leave_unprocessed(out, BRN_CERT_EXTENSION_POLICY_CONSTRAINTS, brn_oid_policy_constraints);
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

/* Not needed for any decision: a malformed one that is not critical is a lapse of its issuer. */
#define HINTS                                                                                      \
    (BRN_CERT_EXTENSION_SUBJECT_KEY_IDENTIFIER | BRN_CERT_EXTENSION_AUTHORITY_KEY_IDENTIFIER |     \
     BRN_CERT_EXTENSION_AUTHORITY_INFO_ACCESS | BRN_CERT_EXTENSION_CERTIFICATE_POLICIES |          \
     BRN_CERT_EXTENSION_POLICY_MAPPINGS | BRN_CERT_EXTENSION_POLICY_CONSTRAINTS |                  \
     BRN_CERT_EXTENSION_INHIBIT_ANY_POLICY)

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

/* The value of a known extension; *rule says what is wrong with it. */
static bool parse_value(const row *known, brine_bytes value, brn_cert_extensions *out,
                        const char **rule)
{
    brn_reader r = brn_reader_of(value);

    *rule = BRN_WORDS("is not what RFC 5280 says");
    if (!known->parse(&r, out, rule))
        return false;
    *rule = BRN_WORDS("has bytes after its value");
    return brn_reader_empty(&r);
}

static bool parse_known(const row *known, brine_bytes value, bool critical, unsigned judged,
                        brn_cert_extensions *out, const char **rule)
{
    brn_cert_extensions before = *out;

    out->present |= known->bit;
    if (critical)
        out->critical |= known->bit;
    if (critical && known->never_critical)
        note_lapse(out, "is marked critical");
    if (parse_value(known, value, out, rule))
        return true;
    if ((known->bit & judged) != 0 && (critical || (known->bit & HINTS) == 0))
        return false;
    *out = before;
    note_lapse(out, *rule);
    return true;
}

typedef struct extension {
    brine_bytes oid, value;
    bool critical, spelled_out; /* critical FALSE, which is the default */
} extension;

/* Extension: SEQUENCE of extnID, critical DEFAULT FALSE, extnValue. */
static bool read_extension(brn_reader *r, extension *e)
{
    brn_reader sequence;

    *e = (extension){.critical = false};
    return brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) && brn_der_read_oid(&sequence, &e->oid) &&
           brn_der_read_default_false(&sequence, &e->critical, &e->spelled_out) &&
           brn_der_read(&sequence, BRN_DER_OCTET_STRING, &e->value) && brn_reader_empty(&sequence);
}

/* Parses one extension, and names it in the lapse if it brought the first. */
static bool parse_extension(const extension *e, unsigned judged, brn_cert_extensions *out,
                            brn_malformed *malformed)
{
    const row *known = find_row(e->oid);

    if (known != NULL)
        malformed->field = known->name;
    if (e->spelled_out)
        note_lapse(out, "spells out that it is not critical");
    if (known != NULL && !parse_known(known, e->value, e->critical, judged, out, &malformed->rule))
        return false;
    if (known == NULL && e->critical && out->unprocessed.len == 0)
        out->unprocessed = e->oid;
    if (out->lapse.rule != NULL && out->lapse.field == NULL)
        out->lapse.field = malformed->field;
    return true;
}

static bool is_among(brine_bytes oid, const brine_bytes *seen, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (brn_bytes_equal(oid, seen[i]))
            return true;
    return false;
}

bool brn_parse_cert_extensions(brn_reader extensions, unsigned judged, brn_cert_extensions *out,
                               brn_malformed *malformed)
{
    brine_bytes seen[BRINE_EXTENSIONS_MAX];
    extension e;

    *out = (brn_cert_extensions){0};
    for (size_t count = 0; !brn_reader_empty(&extensions); count++) {
        *malformed = (brn_malformed){"an extension", BRN_WORDS("is one more than brine accepts")};
        if (count == BRINE_EXTENSIONS_MAX)
            return false;
        malformed->rule = BRN_WORDS("is not an OID, a boolean and a value");
        if (!read_extension(&extensions, &e))
            return false;
        malformed->rule = BRN_WORDS("appears twice"); /* section 4.2 */
        if (is_among(e.oid, seen, count)) {
            const row *known = find_row(e.oid);

            malformed->field = known != NULL ? known->name : malformed->field;
            return false;
        }
        seen[count] = e.oid;
        if (!parse_extension(&e, judged, out, malformed))
            return false;
    }
    return true;
}
