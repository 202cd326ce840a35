#include "x509/path/rules.h"

#include <brine/limits.h>

#include "x509/name/distinguished_name.h"

typedef bool (*rule)(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal);

static bool refuse(brn_refusal *refusal, brine_result code, const char *why)
{
    refusal->code = code;
    refusal->rule = why;
    return false;
}

static bool refuse_field(brn_refusal *refusal, const char *field, const char *why)
{
    refusal->field = field;
    return refuse(refusal, BRINE_ERROR_CERT_MALFORMED, why);
}

static bool has(const brn_certificate *c, unsigned extension)
{
    return (c->extensions.present & extension) != 0;
}

static bool is_critical(const brn_certificate *c, unsigned extension)
{
    return (c->extensions.critical & extension) != 0;
}

/* ---- For every certificate ---- */

/* RFC 5280 section 4.1.2.5: from notBefore through notAfter, inclusive. */
bool brn_check_dates(int64_t time, const brn_certificate *c, brn_refusal *refusal)
{
    refusal->found = time;
    if (time > c->not_after) {
        refusal->limit = c->not_after;
        return refuse(refusal, BRINE_ERROR_CERT_EXPIRED, NULL);
    }
    if (time >= c->not_before)
        return true;
    refusal->limit = c->not_before;
    return refuse(refusal,
                  time < BRINE_CLOCK_PLAUSIBLE_FROM ? BRINE_ERROR_CERT_CLOCK
                                                    : BRINE_ERROR_CERT_NOT_YET_VALID,
                  NULL);
}

static bool is_current(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    return profile->policy->choices.insecure_skip_time ||
           brn_check_dates(profile->time, c, refusal);
}

static bool key_is_strong(const brn_profile *profile, const brn_certificate *c,
                          brn_refusal *refusal)
{
    (void)profile;
    refusal->spki = c->spki;
    return brn_key_is_strong(&c->subject_key.key) ||
           refuse(refusal, BRINE_ERROR_CERT_WEAK_KEY, NULL);
}

/* What RFC 5280 section 4 asks of issuers in the form of fields, as the parser found it. */
static bool has_no_lapse(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    return c->lapse.field == NULL || refuse_field(refusal, c->lapse.field, c->lapse.rule);
}

/* Baseline Requirements section 6.1.5: a modulus whose size in bits is divisible by 8. */
static bool key_is_whole_bytes(const brn_profile *profile, const brn_certificate *c,
                               brn_refusal *refusal)
{
    bool is_rsa =
        c->subject_key.key.kind == BRINE_KEY_RSA || c->subject_key.key.kind == BRINE_KEY_RSA_PSS;

    (void)profile;
    refusal->spki = c->spki;
    return !is_rsa || c->subject_key.key.bits % 8 == 0 ||
           refuse(refusal, BRINE_ERROR_CERT_WEAK_KEY,
                  "the profile strict takes RSA of whole bytes only");
}

/* RFC 5280 section 4.2: MUST reject a critical extension that it can't process. */
static bool extensions_are_processed(const brn_profile *profile, const brn_certificate *c,
                                     brn_refusal *refusal)
{
    (void)profile;
    refusal->oid = c->extensions.unprocessed;
    return c->extensions.unprocessed.len == 0 ||
           refuse(refusal, BRINE_ERROR_CERT_CRITICAL_EXTENSION, NULL);
}

/* ---- For those that a CA issues today: the server's and intermediates ---- */

/* Baseline Requirements section 7.1.1 */
static bool is_version_3(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    return c->version == 3 || refuse_field(refusal, "version", "is not 3");
}

/* RFC 5280 section 4.1.2.3: positive, at most 20 bytes (and one for the sign). */
static bool serial_is_sound(const brn_profile *profile, const brn_certificate *c,
                            brn_refusal *refusal)
{
    brine_bytes serial = c->serial;

    (void)profile;
    if (serial.data[0] >= 0x80 || (serial.len == 1 && serial.data[0] == 0))
        return refuse_field(refusal, "serialNumber", "is not positive");
    if (serial.len - (serial.data[0] == 0) > 20)
        return refuse_field(refusal, "serialNumber", "has more than 20 bytes");
    return true;
}

bool brn_check_issuer_key_named(const brn_certificate *c, brn_refusal *refusal)
{
    return c->extensions.authority_key_id.len > 0 ||
           refuse_field(refusal, "authorityKeyIdentifier", "has no keyIdentifier or is missing");
}

/*
 * RFC 5280 section 4.2.1.1: only a certificate that is signed with its own key may leave it
 * out. path_signatures.c judges whether a self-issued one is.
 */
static bool names_issuer_key(const brn_profile *profile, const brn_certificate *c,
                             brn_refusal *refusal)
{
    (void)profile;
    return c->is_self_issued || brn_check_issuer_key_named(c, refusal);
}

/*
 * RFC 5280 sections 4.2.1.11 and 4.2.1.14: MUST be critical. Otherwise a client that
 * does not know them would ignore what they require.
 */
static bool policy_limits_are_critical(const brn_profile *profile, const brn_certificate *c,
                                       brn_refusal *refusal)
{
    (void)profile;
    if (has(c, BRN_CERT_EXTENSION_POLICY_CONSTRAINTS) &&
        !is_critical(c, BRN_CERT_EXTENSION_POLICY_CONSTRAINTS))
        return refuse_field(refusal, "policyConstraints", "is not critical");
    if (has(c, BRN_CERT_EXTENSION_INHIBIT_ANY_POLICY) &&
        !is_critical(c, BRN_CERT_EXTENSION_INHIBIT_ANY_POLICY))
        return refuse_field(refusal, "inhibitAnyPolicy", "is not critical");
    return true;
}

static bool signature_is_strong(const brn_profile *profile, const brn_certificate *c,
                                brn_refusal *refusal)
{
    (void)profile;
    refusal->algorithm = c->signature_identifier;
    return (c->signature_algorithm != NULL && c->signature_algorithm->accepted) ||
           refuse(refusal, BRINE_ERROR_CERT_WEAK_SIGNATURE,
                  "accepted are RSA, RSA-PSS and ECDSA with SHA-256, SHA-384 or SHA-512, and "
                  "Ed25519");
}

/* ---- For the server's certificate ---- */

static bool names_server(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    if (profile->server_name == NULL)
        return true;
    refusal->wanted = profile->server_name->text;
    if (!has(c, BRN_CERT_EXTENSION_SUBJECT_ALT_NAME))
        return refuse(refusal, BRINE_ERROR_CERT_NO_NAME, NULL);
    refusal->names = c->extensions.names;
    return brn_server_name_match(profile->server_name, c, &refusal->too_wide) == BRN_NAME_MATCHES ||
           refuse(refusal, BRINE_ERROR_CERT_NAME, NULL);
}

/*
 * RFC 5280 section 4.2.1.6 wants subjectAltName critical where the subject is empty, the
 * Baseline Requirements section 7.1.2.7.12 not critical where it is not.
 */
static bool alt_name_is_critical_as_it_should(const brn_profile *profile, const brn_certificate *c,
                                              brn_refusal *refusal)
{
    bool critical = is_critical(c, BRN_CERT_EXTENSION_SUBJECT_ALT_NAME);

    (void)profile;
    if (brn_name_is_empty(c->subject) && !critical)
        return refuse_field(refusal, "subjectAltName", "is not critical though subject is empty");
    if (!brn_name_is_empty(c->subject) && critical)
        return refuse_field(refusal, "subjectAltName", "is critical though subject is not empty");
    return true;
}

/* RFC 5280 section 4.2.1.10: MUST be used only in a CA certificate. */
static bool constrains_no_names(const brn_profile *profile, const brn_certificate *c,
                                brn_refusal *refusal)
{
    (void)profile;
    return c->extensions.is_ca || !has(c, BRN_CERT_EXTENSION_NAME_CONSTRAINTS) ||
           refuse_field(refusal, "nameConstraints", "stands in a certificate that is not a CA's");
}

/* RFC 5280 section 4.2.1.12; anyExtendedKeyUsage does not do (Baseline Requirements 7.1.2.7.10). */
static bool serves_tls(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    return !has(c, BRN_CERT_EXTENSION_EXT_KEY_USAGE) || c->extensions.purpose_server_auth ||
           refuse(refusal, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE,
                  "its extKeyUsage does not name serverAuth");
}

/* RFC 5246 section 7.4.2: to sign, to be encrypted to or to agree; which, the suite decides. */
static bool key_serves_tls(const brn_profile *profile, const brn_certificate *c,
                           brn_refusal *refusal)
{
    (void)profile;
    return brn_key_usage_allows(c, BRN_KEY_USAGE_DIGITAL_SIGNATURE |
                                       BRN_KEY_USAGE_KEY_ENCIPHERMENT |
                                       BRN_KEY_USAGE_KEY_AGREEMENT) ||
           refuse(refusal, BRINE_ERROR_CERT_KEY_USAGE,
                  "allows neither digitalSignature nor keyEncipherment nor keyAgreement");
}

/* RFC 5280 section 4.2.1.9: keyCertSign is for CAs. */
static bool signs_no_certificates(const brn_profile *profile, const brn_certificate *c,
                                  brn_refusal *refusal)
{
    (void)profile;
    if (c->extensions.is_ca || c->key_usage < 0 ||
        (c->key_usage & BRN_KEY_USAGE_KEY_CERT_SIGN) == 0)
        return true;
    return refuse_field(refusal, "keyUsage", "has keyCertSign though basicConstraints is no CA's");
}

/* Baseline Requirements section 7.1.2.7.8: a CA's certificate is for no TLS server. */
static bool is_no_ca(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    if (!c->extensions.is_ca)
        return true;
    /* What openssl req -x509 makes: "not trusted" helps its user more than "is a CA's". */
    if (c->is_self_issued)
        return refuse(refusal, BRINE_ERROR_CERT_SELF_SIGNED, NULL);
    return refuse(refusal, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE,
                  "its basicConstraints says that it is a CA's");
}

/* ---- For CAs ---- */

/* RFC 5280 section 4.1.2.6 */
static bool has_subject(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    return !brn_name_is_empty(c->subject) ||
           refuse_field(refusal, "subject", "is empty though the certificate is a CA's");
}

/* RFC 5280 section 6.1.4 (k) */
static bool is_ca(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    if (!has(c, BRN_CERT_EXTENSION_BASIC_CONSTRAINTS))
        return refuse(refusal, BRINE_ERROR_CERT_NOT_A_CA, "it has no basicConstraints");
    return c->extensions.is_ca ||
           refuse(refusal, BRINE_ERROR_CERT_NOT_A_CA, "its basicConstraints says so");
}

/* RFC 5280 section 6.1.4 (n) */
static bool key_signs_certificates(const brn_profile *profile, const brn_certificate *c,
                                   brn_refusal *refusal)
{
    (void)profile;
    return brn_key_usage_allows(c, BRN_KEY_USAGE_KEY_CERT_SIGN) ||
           refuse(refusal, BRINE_ERROR_CERT_KEY_USAGE, "does not allow keyCertSign");
}

/* Baseline Requirements section 7.1.2.10.6: a CA's purposes limit those below it. */
static bool issues_for_tls(const brn_profile *profile, const brn_certificate *c,
                           brn_refusal *refusal)
{
    (void)profile;
    return !has(c, BRN_CERT_EXTENSION_EXT_KEY_USAGE) || c->extensions.purpose_server_auth ||
           c->extensions.purpose_any ||
           refuse(refusal, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE,
                  "its extKeyUsage names neither serverAuth nor anyExtendedKeyUsage");
}

/*
 * A version 1 certificate can't say that it is a CA's. Roots of old private CAs are such, so one
 * in the trust store counts as a CA's if it signed itself; one that was sent never does.
 */
static bool anchor_is_ca(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    return (c->version == 1 && c->is_self_issued) || is_ca(profile, c, refusal);
}

/* RFC 5280 section 4.2.1.9: "Conforming CAs [...] MUST mark the extension as critical". */
static bool constraints_are_critical(const brn_profile *profile, const brn_certificate *c,
                                     brn_refusal *refusal)
{
    (void)profile;
    return is_critical(c, BRN_CERT_EXTENSION_BASIC_CONSTRAINTS) ||
           refuse_field(refusal, "basicConstraints", "is not critical");
}

/* RFC 5280 section 4.2.1.2 */
static bool names_own_key(const brn_profile *profile, const brn_certificate *c,
                          brn_refusal *refusal)
{
    (void)profile;
    return has(c, BRN_CERT_EXTENSION_SUBJECT_KEY_IDENTIFIER) ||
           refuse_field(refusal, "subjectKeyIdentifier", "is missing");
}

/* Baseline Requirements section 7.1.2.1.3, for what is signed by itself. */
static bool root_names_issuer_key(const brn_profile *profile, const brn_certificate *c,
                                  brn_refusal *refusal)
{
    const brn_cert_extensions *e = &c->extensions;

    (void)profile;
    if (!has(c, BRN_CERT_EXTENSION_AUTHORITY_KEY_IDENTIFIER))
        return c->is_self_issued || refuse_field(refusal, "authorityKeyIdentifier", "is missing");
    if (e->authority_key_id.len == 0)
        return refuse_field(refusal, "authorityKeyIdentifier", "has no keyIdentifier");
    if (!c->is_self_issued)
        return true;
    if (e->authority_names_issuer)
        return refuse_field(refusal, "authorityKeyIdentifier", "names issuer or serial number");
    return brn_bytes_equal(e->authority_key_id, e->subject_key_id) ||
           refuse_field(refusal, "authorityKeyIdentifier",
                        "differs from the root's own subjectKeyIdentifier");
}

/* ---- Which rules hold where; the first that fails is told ---- */

static const rule server_rules[] = {
    is_current,   names_server, key_is_strong,  extensions_are_processed,
    is_version_3, serves_tls,   key_serves_tls, NULL,
};

/* Unless it is itself in the trust store. */
static const rule issued_server_rules[] = {signature_is_strong, NULL};

static const rule intermediate_rules[] = {
    is_current,
    is_ca,
    key_signs_certificates,
    key_is_strong,
    extensions_are_processed,
    issues_for_tls,
    has_subject,
    is_version_3,
    signature_is_strong,
    NULL,
};

static const rule anchor_rules[] = {
    is_current,
    anchor_is_ca,
    key_signs_certificates,
    key_is_strong,
    extensions_are_processed,
    issues_for_tls,
    has_subject,
    NULL,
};

/* ---- What the profile strict adds ---- */

static const rule strict_server_rules[] = {
    has_no_lapse,
    key_is_whole_bytes,
    signs_no_certificates,
    constrains_no_names,
    alt_name_is_critical_as_it_should,
    NULL,
};

static const rule strict_issued_server_rules[] = {
    is_no_ca, serial_is_sound, names_issuer_key, policy_limits_are_critical, NULL,
};

static const rule strict_intermediate_rules[] = {
    has_no_lapse,     key_is_whole_bytes,         names_own_key, serial_is_sound,
    names_issuer_key, policy_limits_are_critical, NULL,
};

static const rule strict_anchor_rules[] = {
    has_no_lapse,  key_is_whole_bytes,    is_ca, constraints_are_critical,
    names_own_key, root_names_issuer_key, NULL,
};

static const rule identity_rules[] = {
    is_current,
    names_server,
    NULL,
};

static bool all_hold(const rule *rules, const brn_profile *profile, const brn_certificate *c,
                     brn_refusal *refusal)
{
    for (; *rules != NULL; rules++)
        if (!(*rules)(profile, c, refusal))
            return false;
    return true;
}

/* Where the profile strict is not chosen, its rules hold. */
static bool strict_rules_hold(const rule *rules, const brn_profile *profile,
                              const brn_certificate *c, brn_refusal *refusal)
{
    return !profile->policy->choices.strict || all_hold(rules, profile, c, refusal);
}

bool brn_check_server(const brn_profile *profile, const brn_certificate *c, bool is_anchor,
                      brn_refusal *refusal)
{
    return all_hold(server_rules, profile, c, refusal) &&
           (is_anchor || all_hold(issued_server_rules, profile, c, refusal)) &&
           strict_rules_hold(strict_server_rules, profile, c, refusal) &&
           (is_anchor || strict_rules_hold(strict_issued_server_rules, profile, c, refusal));
}

bool brn_check_server_identity(const brn_profile *profile, const brn_certificate *c,
                               brn_refusal *refusal)
{
    return all_hold(identity_rules, profile, c, refusal);
}

bool brn_check_intermediate(const brn_profile *profile, const brn_certificate *c,
                            brn_refusal *refusal)
{
    return all_hold(intermediate_rules, profile, c, refusal) &&
           strict_rules_hold(strict_intermediate_rules, profile, c, refusal);
}

bool brn_check_anchor(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    return all_hold(anchor_rules, profile, c, refusal) &&
           strict_rules_hold(strict_anchor_rules, profile, c, refusal);
}
