#include "x509/path/rule.h"

bool brn_refuse_because(brn_refusal *refusal, brine_result code, const char *why)
{
    refusal->code = code;
    refusal->rule = why;
    return false;
}

bool brn_refuse_field_because(brn_refusal *refusal, const char *field, const char *why)
{
    refusal->field = field;
    return brn_refuse_because(refusal, BRINE_ERROR_CERT_MALFORMED, why);
}

bool brn_rules_hold(const brn_rule *rules, const brn_profile *profile, const brn_certificate *c,
                    brn_refusal *refusal)
{
    for (; *rules != NULL; rules++)
        if (!(*rules)(profile, c, refusal))
            return false;
    return true;
}

bool brn_rule_is_ca(const brn_profile *profile, const brn_certificate *c, brn_refusal *refusal)
{
    (void)profile;
    if (!brn_has_extension(c, BRN_CERT_EXTENSION_BASIC_CONSTRAINTS))
        return brn_refuse(refusal, BRINE_ERROR_CERT_NOT_A_CA, "it has no basicConstraints");
    return c->extensions.is_ca ||
           brn_refuse(refusal, BRINE_ERROR_CERT_NOT_A_CA, "its basicConstraints says so");
}
