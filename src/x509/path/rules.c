#include "x509/path/rules.h"

#include <brine/limits.h>

#include "x509/name/distinguished_name.h"
#include "x509/path/strict_rules.h"

/* ---- For every certificate ---- */

/* RFC 5280 section 4.1.2.5: from notBefore through notAfter, inclusive. */
bool brn_check_dates(int64_t time, const brn_certificate *c, brn_refusal *refusal)
{
    refusal->found = time;
    if (time > c->not_after) {
        refusal->limit = c->not_after;
        return brn_refuse(refusal, BRINE_ERROR_CERT_EXPIRED, NULL);
    }
    if (time >= c->not_before)
        return true;
    refusal->limit = c->not_before;
    return brn_refuse(refusal,
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
           brn_refuse(refusal, BRINE_ERROR_CERT_WEAK_KEY, NULL);
}

/* RFC 5280 section 4.2: MUST reject a critical extension that it can't process. */
static bool extensions_are_processed(const brn_profile *profile, const brn_certificate *c,
                                     brn_refusal *refusal)
{
    (void)profile;
    refusal->oid = c->extensions.unprocessed;
    return c->extensions.unprocessed.len == 0 ||
           brn_refuse(refusal, BRINE_ERROR_CERT_CRITICAL_EXTENSION, NULL);
}

/* ---- For those that a CA issues today: the server's and intermediates ---- */

/* Baseline Requirements section 7.1.1 */
static bool is_version_3(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    return c->version == 3 || brn_refuse_field(refusal, "version", "is not 3");
}

static bool signature_is_strong(const brn_profile *profile, const brn_certificate *c,
                                brn_refusal *refusal)
{
    (void)profile;
    refusal->algorithm = c->signature_identifier;
    return (c->signature_algorithm != NULL && c->signature_algorithm->accepted) ||
           brn_refuse(refusal, BRINE_ERROR_CERT_WEAK_SIGNATURE,
                      "accepted are RSA, RSA-PSS and ECDSA with SHA-256, SHA-384 or SHA-512, and "
                      "Ed25519");
}

/* ---- For the server's certificate ---- */

static bool names_server(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    if (profile->server_name == NULL)
        return true;
    refusal->wanted = profile->server_name->text;
    if (!brn_has_extension(c, BRN_CERT_EXTENSION_SUBJECT_ALT_NAME))
        return brn_refuse(refusal, BRINE_ERROR_CERT_NO_NAME, NULL);
    refusal->names = c->extensions.names;
    return brn_server_name_match(profile->server_name, c, &refusal->too_wide) == BRN_NAME_MATCHES ||
           brn_refuse(refusal, BRINE_ERROR_CERT_NAME, NULL);
}

/* RFC 5280 section 4.2.1.12; anyExtendedKeyUsage does not do (Baseline Requirements 7.1.2.7.10). */
static bool serves_tls(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    return !brn_has_extension(c, BRN_CERT_EXTENSION_EXT_KEY_USAGE) ||
           c->extensions.purpose_server_auth ||
           brn_refuse(refusal, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE,
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
           brn_refuse(refusal, BRINE_ERROR_CERT_KEY_USAGE,
                      "allows neither digitalSignature nor keyEncipherment nor keyAgreement");
}

/* ---- For CAs ---- */

/* RFC 5280 section 4.1.2.6 */
static bool has_subject(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    return !brn_name_is_empty(c->subject) ||
           brn_refuse_field(refusal, "subject", "is empty though the certificate is a CA's");
}

/* RFC 5280 section 6.1.4 (n) */
static bool key_signs_certificates(const brn_profile *profile, const brn_certificate *c,
                                   brn_refusal *refusal)
{
    (void)profile;
    return brn_key_usage_allows(c, BRN_KEY_USAGE_KEY_CERT_SIGN) ||
           brn_refuse(refusal, BRINE_ERROR_CERT_KEY_USAGE, "does not allow keyCertSign");
}

/* Baseline Requirements section 7.1.2.10.6: a CA's purposes limit those below it. */
static bool issues_for_tls(const brn_profile *profile, const brn_certificate *c,
                           brn_refusal *refusal)
{
    (void)profile;
    return !brn_has_extension(c, BRN_CERT_EXTENSION_EXT_KEY_USAGE) ||
           c->extensions.purpose_server_auth || c->extensions.purpose_any ||
           brn_refuse(refusal, BRINE_ERROR_CERT_EXTENDED_KEY_USAGE,
                      "its extKeyUsage names neither serverAuth nor anyExtendedKeyUsage");
}

/*
 * A version 1 certificate can't say that it is a CA's. Roots of old private CAs are such, so one
 * in the trust store counts as a CA's if it signed itself; one that was sent never does.
 */
static bool anchor_is_ca(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    return (c->version == 1 && c->is_self_issued) || brn_rule_is_ca(profile, c, refusal);
}

/* ---- Which rules hold where; the first that fails is told ---- */

static const brn_rule server_rules[] = {
    is_current,   names_server, key_is_strong,  extensions_are_processed,
    is_version_3, serves_tls,   key_serves_tls, NULL,
};

/* Unless it is itself in the trust store. */
static const brn_rule issued_server_rules[] = {signature_is_strong, NULL};

static const brn_rule intermediate_rules[] = {
    is_current,
    brn_rule_is_ca,
    key_signs_certificates,
    key_is_strong,
    extensions_are_processed,
    issues_for_tls,
    has_subject,
    is_version_3,
    signature_is_strong,
    NULL,
};

static const brn_rule anchor_rules[] = {
    is_current,
    anchor_is_ca,
    key_signs_certificates,
    key_is_strong,
    extensions_are_processed,
    issues_for_tls,
    has_subject,
    NULL,
};

static const brn_rule identity_rules[] = {
    is_current,
    names_server,
    NULL,
};

/* Where the profile strict is not chosen, its rules hold. */
static bool strict_rules_hold(const brn_rule *rules, const brn_profile *profile,
                              const brn_certificate *c, brn_refusal *refusal)
{
    return !profile->policy->choices.strict || brn_rules_hold(rules, profile, c, refusal);
}

bool brn_check_server(const brn_profile *profile, const brn_certificate *c, bool is_anchor,
                      brn_refusal *refusal)
{
    return brn_rules_hold(server_rules, profile, c, refusal) &&
           (is_anchor || brn_rules_hold(issued_server_rules, profile, c, refusal)) &&
           strict_rules_hold(brn_strict_server_rules, profile, c, refusal) &&
           (is_anchor || strict_rules_hold(brn_strict_issued_server_rules, profile, c, refusal));
}

bool brn_check_server_identity(const brn_profile *profile, const brn_certificate *c,
                               brn_refusal *refusal)
{
    return brn_rules_hold(identity_rules, profile, c, refusal);
}

bool brn_check_intermediate(const brn_profile *profile, const brn_certificate *c,
                            brn_refusal *refusal)
{
    return brn_rules_hold(intermediate_rules, profile, c, refusal) &&
           strict_rules_hold(brn_strict_intermediate_rules, profile, c, refusal);
}

bool brn_check_anchor(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    return brn_rules_hold(anchor_rules, profile, c, refusal) &&
           strict_rules_hold(brn_strict_anchor_rules, profile, c, refusal);
}
