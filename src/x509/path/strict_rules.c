#include "x509/path/strict_rules.h"

#include "x509/name/distinguished_name.h"

/* ---- For every certificate ---- */

/* What RFC 5280 section 4 asks of issuers in the form of fields, as the parser found it. */
static bool has_no_lapse(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    return c->lapse.field == NULL || brn_refuse_field(refusal, c->lapse.field, c->lapse.rule);
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
           brn_refuse(refusal, BRINE_ERROR_CERT_WEAK_KEY,
                      "the profile strict takes RSA of whole bytes only");
}

/* ---- For those that a CA issues today: the server's and intermediates ---- */

/* RFC 5280 section 4.1.2.3: positive, at most 20 bytes (and one for the sign). */
static bool serial_is_sound(const brn_profile *profile, const brn_certificate *c,
                            brn_refusal *refusal)
{
    brine_bytes serial = c->serial;

    (void)profile;
    if (serial.data[0] >= 0x80 || (serial.len == 1 && serial.data[0] == 0))
        return brn_refuse_field(refusal, "serialNumber", "is not positive");
    if (serial.len - (serial.data[0] == 0) > 20)
        return brn_refuse_field(refusal, "serialNumber", "has more than 20 bytes");
    return true;
}

bool brn_check_issuer_key_named(const brn_certificate *c, brn_refusal *refusal)
{
    return c->extensions.authority_key_id.len > 0 ||
           brn_refuse_field(refusal, "authorityKeyIdentifier",
                            "has no keyIdentifier or is missing");
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
    if (brn_has_extension(c, BRN_CERT_EXTENSION_POLICY_CONSTRAINTS) &&
        !brn_is_critical(c, BRN_CERT_EXTENSION_POLICY_CONSTRAINTS))
        return brn_refuse_field(refusal, "policyConstraints", "is not critical");
    if (brn_has_extension(c, BRN_CERT_EXTENSION_INHIBIT_ANY_POLICY) &&
        !brn_is_critical(c, BRN_CERT_EXTENSION_INHIBIT_ANY_POLICY))
        return brn_refuse_field(refusal, "inhibitAnyPolicy", "is not critical");
    return true;
}

/* ---- For the server's certificate ---- */

/*
 * RFC 5280 section 4.2.1.6 wants subjectAltName critical where the subject is empty, the
 * Baseline Requirements section 7.1.2.7.12 not critical where it is not.
 */
static bool alt_name_is_critical_as_it_should(const brn_profile *profile, const brn_certificate *c,
                                              brn_refusal *refusal)
{
    bool critical = brn_is_critical(c, BRN_CERT_EXTENSION_SUBJECT_ALT_NAME);

    (void)profile;
    if (brn_name_is_empty(c->subject) && !critical)
        return brn_refuse_field(refusal, "subjectAltName",
                                "is not critical though subject is empty");
    if (!brn_name_is_empty(c->subject) && critical)
        return brn_refuse_field(refusal, "subjectAltName",
                                "is critical though subject is not empty");
    return true;
}

/* RFC 5280 section 4.2.1.10: MUST be used only in a CA certificate. */
static bool constrains_no_names(const brn_profile *profile, const brn_certificate *c,
                                brn_refusal *refusal)
{
    (void)profile;
    return c->extensions.is_ca || !brn_has_extension(c, BRN_CERT_EXTENSION_NAME_CONSTRAINTS) ||
           brn_refuse_field(refusal, "nameConstraints",
                            "stands in a certificate that is not a CA's");
}

/* RFC 5280 section 4.2.1.9: keyCertSign is for CAs. */
static bool signs_no_certificates(const brn_profile *profile, const brn_certificate *c,
                                  brn_refusal *refusal)
{
    (void)profile;
    if (c->extensions.is_ca || c->key_usage < 0 ||
        (c->key_usage & BRN_KEY_USAGE_KEY_CERT_SIGN) == 0)
        return true;
    return brn_refuse_field(refusal, "keyUsage",
                            "has keyCertSign though basicConstraints is no CA's");
}

/* Baseline Requirements section 7.1.2.7.8: a CA's certificate is for no TLS server. */
static bool is_no_ca(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    if (!c->extensions.is_ca)
        return true;
    /* What openssl req -x509 makes: "not trusted" helps its user more than "is a CA's". */
    if (c->is_self_issued)
        return brn_refuse(refusal, BRINE_ERROR_CERT_SELF_SIGNED, NULL);
    return brn_refuse(refusal, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE,
                      "its basicConstraints says that it is a CA's");
}

/* ---- For CAs ---- */

/* RFC 5280 section 4.2.1.9: "Conforming CAs [...] MUST mark the extension as critical". */
static bool constraints_are_critical(const brn_profile *profile, const brn_certificate *c,
                                     brn_refusal *refusal)
{
    (void)profile;
    return brn_is_critical(c, BRN_CERT_EXTENSION_BASIC_CONSTRAINTS) ||
           brn_refuse_field(refusal, "basicConstraints", "is not critical");
}

/* RFC 5280 section 4.2.1.2 */
static bool names_own_key(const brn_profile *profile, const brn_certificate *c,
                          brn_refusal *refusal)
{
    (void)profile;
    return brn_has_extension(c, BRN_CERT_EXTENSION_SUBJECT_KEY_IDENTIFIER) ||
           brn_refuse_field(refusal, "subjectKeyIdentifier", "is missing");
}

/* Baseline Requirements section 7.1.2.1.3, for what is signed by itself. */
static bool root_names_issuer_key(const brn_profile *profile, const brn_certificate *c,
                                  brn_refusal *refusal)
{
    const brn_cert_extensions *e = &c->extensions;

    (void)profile;
    if (!brn_has_extension(c, BRN_CERT_EXTENSION_AUTHORITY_KEY_IDENTIFIER))
        return c->is_self_issued ||
               brn_refuse_field(refusal, "authorityKeyIdentifier", "is missing");
    if (e->authority_key_id.len == 0)
        return brn_refuse_field(refusal, "authorityKeyIdentifier", "has no keyIdentifier");
    if (!c->is_self_issued)
        return true;
    if (e->authority_names_issuer)
        return brn_refuse_field(refusal, "authorityKeyIdentifier", "names issuer or serial number");
    return brn_bytes_equal(e->authority_key_id, e->subject_key_id) ||
           brn_refuse_field(refusal, "authorityKeyIdentifier",
                            "differs from the root's own subjectKeyIdentifier");
}

/* ---- Which of them hold where, after those of rules.c; the first that fails is told ---- */

const brn_rule brn_strict_server_rules[] = {
    has_no_lapse,
    key_is_whole_bytes,
    signs_no_certificates,
    constrains_no_names,
    alt_name_is_critical_as_it_should,
    NULL,
};

const brn_rule brn_strict_issued_server_rules[] = {
    is_no_ca, serial_is_sound, names_issuer_key, policy_limits_are_critical, NULL,
};

const brn_rule brn_strict_intermediate_rules[] = {
    has_no_lapse,     key_is_whole_bytes,         names_own_key, serial_is_sound,
    names_issuer_key, policy_limits_are_critical, NULL,
};

const brn_rule brn_strict_anchor_rules[] = {
    has_no_lapse,  key_is_whole_bytes,    brn_rule_is_ca, constraints_are_critical,
    names_own_key, root_names_issuer_key, NULL,
};
