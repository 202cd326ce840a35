/*
 * One rule about one certificate, and what rules are written with.
 */
#ifndef BRN_X509_PATH_RULE_H
#define BRN_X509_PATH_RULE_H

#include "base/texts.h"
#include "x509/path/policy.h"
#include "x509/path/refusal.h"
#include "x509/path/server_name.h"

/* What one verification holds certificates against. */
typedef struct brn_profile {
    const brn_verify_policy *policy;
    int64_t time;
    const brn_server_name *server_name; /* NULL = any */
} brn_profile;

/* False when it refuses: *refusal then holds code and facts. */
typedef bool (*brn_rule)(const brn_profile *profile, const brn_certificate *c,
                         brn_refusal *refusal);

/* Each in turn until one refuses; `rules` ends with NULL. */
BRINE_MUST_USE bool brn_rules_hold(const brn_rule *rules, const brn_profile *profile,
                                   const brn_certificate *c, brn_refusal *refusal);

/* Both return false. `why` is a part of the sentence; NULL = the code says it all. */
#define brn_refuse(refusal, code, why) brn_refuse_because(refusal, code, BRN_WORDS(why))
#define brn_refuse_field(refusal, field, why)                                                      \
    brn_refuse_field_because(refusal, BRN_WORDS(field), BRN_WORDS(why))
bool brn_refuse_because(brn_refusal *refusal, brine_result code, const char *why);
bool brn_refuse_field_because(brn_refusal *refusal, const char *field, const char *why);

/* `extension` is one of BRN_CERT_EXTENSION_... */
static inline bool brn_has_extension(const brn_certificate *c, unsigned extension)
{
    return (c->extensions.present & extension) != 0;
}

static inline bool brn_is_critical(const brn_certificate *c, unsigned extension)
{
    return (c->extensions.critical & extension) != 0;
}

/* RFC 5280 section 6.1.4 (k) */
BRINE_MUST_USE bool brn_rule_is_ca(const brn_profile *profile, const brn_certificate *c,
                                   brn_refusal *refusal);

#endif
