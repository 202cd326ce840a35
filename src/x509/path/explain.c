#include "x509/path/explain.h"

#include "base/error.h"
#include "x509/path/explain_parts.h"

/* ---- Sentences, in the order of brine/error_list.h ---- */

static void say_malformed(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is malformed: ");
    brn_text_string(text, r->field);
    brn_text_byte(text, ' ');
    brn_text_string(text, r->rule);
}

static void say_expired(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " has expired: it was valid until ");
    brn_put_time(text, r->limit);
    brn_text_string(text, ", and the clock says ");
    brn_put_time(text, r->found);
}

static void say_not_yet_valid(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is not valid yet: it is valid from ");
    brn_put_time(text, r->limit);
    brn_text_string(text, " on, and the clock says ");
    brn_put_time(text, r->found);
}

static void say_clock(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "this machine's clock is wrong: it says ");
    brn_put_time(text, r->found);
    brn_text_string(text, ", and ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is valid from ");
    brn_put_time(text, r->limit);
    brn_text_string(text, " on");
}

static void say_name(brn_text *text, const brn_refusal *r)
{
    const brn_general_name too_wide = {BRN_NAME_DNS, r->too_wide, true};

    brn_put_place(text, &r->certificate);
    brn_put_names(text, r->names);
    brn_text_string(text, ", not for ");
    brn_text_string(text, r->wanted);
    if (r->too_wide.len == 0)
        return;
    brn_text_string(text, " (the wildcard ");
    brn_put_value(text, &too_wide);
    brn_text_string(text, " is too wide to stand for it)");
}

static void say_no_name(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " has no subjectAltName, so it is not for ");
    brn_text_string(text, r->wanted);
}

static void say_self_signed(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is signed by itself and is not trusted: it is not in the trust store");
}

static void say_unknown_issuer(brn_text *text, const brn_refusal *r)
{
    if (r->is_self_issued) {
        say_self_signed(text, r);
        return;
    }
    brn_text_string(text, "the issuer of ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is not trusted: ");
    brn_put_name(text, r->issuer);
    brn_text_string(text, " is neither in the trust store nor among what the server sent");
}

static void say_intermediate_missing(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the issuer of ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, ", ");
    brn_put_name(text, r->issuer);
    brn_text_string(text, ", is not trusted, and the server sent no certificate for it");
}

static void say_not_a_ca(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is named as issuer of ");
    brn_put_place(text, &r->other);
    brn_text_string(text, " and is not a CA: ");
    brn_text_string(text, r->rule);
}

static void say_path_length(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the chain is longer than ");
    brn_text_string(text, r->rule != NULL ? "one of its certificates allows" : "is accepted");
    brn_text_string(text, ": it has ");
    brn_text_decimal(text, (uint64_t)r->found);
    brn_text_string(text, r->found == 1 ? " intermediate " : " intermediates ");
    brn_text_string(text, r->rule != NULL ? "below " : "up to ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, r->rule != NULL ? ", whose pathLenConstraint is " : ", of at most ");
    brn_text_decimal(text, (uint64_t)r->limit);
}

static void say_extended_key_usage(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is not meant for TLS servers: ");
    brn_text_string(text, r->rule);
}

static void say_key_usage(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the keyUsage of ");
    brn_put_place(text, &r->certificate);
    brn_text_byte(text, ' ');
    brn_text_string(text, r->rule);
}

static bool is_unsupported(brine_bytes spki)
{
    brn_subject_public_key key;
    const char *rule;

    return !brn_parse_subject_public_key(spki, &key, &rule) || brn_key_is_unsupported(&key.key);
}

static void say_weak_key(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the key of ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, r->rule != NULL           ? " can't be used: it is "
                          : is_unsupported(r->spki) ? " is unsupported: it is "
                                                    : " is too weak: it is ");
    brn_put_key(text, r->spki);
    if (r->rule != NULL) {
        brn_text_string(text, ", and ");
        brn_text_string(text, r->rule);
        return;
    }
    brn_text_string(text, ", accepted are RSA of ");
    brn_text_decimal(text, BRINE_RSA_BITS_MIN);
    brn_text_string(text, " to ");
    brn_text_decimal(text, BRINE_RSA_BITS_MAX);
    brn_text_string(text, " bits with an odd exponent of at least 3 and at most ");
    brn_text_decimal(text, BRINE_RSA_EXPONENT_BITS_MAX);
    brn_text_string(text, " bits, P-256, P-384, P-521 and Ed25519");
}

static void say_weak_signature(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is signed with an algorithm that is not accepted: ");
    brn_put_signature_algorithm(text, r->algorithm);
    brn_text_string(text, ", ");
    brn_text_string(text, r->rule);
}

static void say_critical_extension(brn_text *text, const brn_refusal *r)
{
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " has a critical extension that brine does not process: ");
    brn_put_oid(text, r->oid);
}

/* Nothing was verified then, so nothing is said about who signed. */
static void say_unfit(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the signature does not fit the issuer's key: ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is signed with ");
    brn_put_signature_algorithm(text, r->algorithm);
    brn_text_string(text, ", and the key of ");
    brn_put_place(text, &r->other);
    brn_text_string(text, ", ");
    brn_put_key(text, r->spki);
    brn_text_string(text, ", makes no such signatures");
}

static void say_signature(brn_text *text, const brn_refusal *r)
{
    if (r->algorithm.len > 0) {
        say_unfit(text, r);
        return;
    }
    brn_text_string(text, "the signature is not valid: ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " is not signed with the key of ");
    brn_put_place(text, &r->other);
}

static void say_name_constraint(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the ");
    brn_text_string(text, brn_name_form_text(r->name.form));
    brn_text_byte(text, ' ');
    brn_put_value(text, &r->name);
    brn_text_string(text, " of ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " violates a name constraint: ");
    brn_put_place(text, &r->other);
    switch (r->constraint) {
    case BRN_CONSTRAINT_EXCLUDED:
        brn_text_string(text, " excludes ");
        brn_put_base(text, r->name.form, r->base);
        return;
    case BRN_CONSTRAINT_NOT_PERMITTED:
        brn_text_string(text, " permits others only");
        return;
    case BRN_CONSTRAINT_UNKNOWN:
    case BRN_CONSTRAINT_KEPT:
    case BRN_CONSTRAINT_EXHAUSTED:
        break;
    }
    brn_text_string(text, " constrains such names, and this one can't be compared");
}

static void say_pin(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "no key in the chain matches a pin: the path from ");
    brn_put_place(text, &r->certificate);
    brn_text_string(text, " has ");
    brn_text_decimal(text, (uint64_t)r->found);
    brn_text_string(text, r->found == 1 ? " key, and " : " keys, and ");
    brn_text_decimal(text, (uint64_t)r->limit);
    brn_text_string(text, r->limit == 1 ? " pin is set" : " pins are set");
}

static void say_budget(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "verifying the chain takes more work than brine allows: more ");
    brn_text_string(text, r->rule);
    brn_text_string(text, " than a path from the server's certificate to a trust anchor can need");
}

static const struct {
    brine_result code;
    void (*say)(brn_text *text, const brn_refusal *refusal);
} sentences[] = {
    {BRINE_ERROR_CERT_MALFORMED, say_malformed},
    {BRINE_ERROR_CERT_EXPIRED, say_expired},
    {BRINE_ERROR_CERT_NOT_YET_VALID, say_not_yet_valid},
    {BRINE_ERROR_CERT_CLOCK, say_clock},
    {BRINE_ERROR_CERT_NAME, say_name},
    {BRINE_ERROR_CERT_NO_NAME, say_no_name},
    {BRINE_ERROR_CERT_SELF_SIGNED, say_self_signed},
    {BRINE_ERROR_CERT_UNKNOWN_ISSUER, say_unknown_issuer},
    {BRINE_ERROR_CERT_INTERMEDIATE_MISSING, say_intermediate_missing},
    {BRINE_ERROR_CERT_NOT_A_CA, say_not_a_ca},
    {BRINE_ERROR_CERT_PATH_LENGTH, say_path_length},
    {BRINE_ERROR_CERT_EXTENDED_KEY_USAGE, say_extended_key_usage},
    {BRINE_ERROR_CERT_KEY_USAGE, say_key_usage},
    {BRINE_ERROR_CERT_WEAK_KEY, say_weak_key},
    {BRINE_ERROR_CERT_WEAK_SIGNATURE, say_weak_signature},
    {BRINE_ERROR_CERT_CRITICAL_EXTENSION, say_critical_extension},
    {BRINE_ERROR_CERT_SIGNATURE, say_signature},
    {BRINE_ERROR_CERT_NAME_CONSTRAINT, say_name_constraint},
    {BRINE_ERROR_CERT_PIN, say_pin},
    {BRINE_ERROR_CERT_BUDGET, say_budget},
};

static void say(const brn_refusal *refusal, char sentence[BRINE_ERROR_TEXT_SIZE])
{
    brn_text text = brn_text_in(sentence, BRINE_ERROR_TEXT_SIZE);

    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (sentences[i].code == refusal->code)
            sentences[i].say(&text, refusal);
}

brine_result brn_refusal_report(const brn_refusal *refusal, brine_error *error)
{
    char sentence[BRINE_ERROR_TEXT_SIZE];

    /* Whatever went wrong in finding the reason, what was refused is never reported as good. */
    if (refusal->code == BRINE_OK)
        return brn_fail(error, BRINE_ERROR_INTERNAL, "Certificate", NULL);
    if (error == NULL)
        return refusal->code;
    if (BRN_TEXTS)
        say(refusal, sentence);
    return brn_fail_certificate(error, refusal->code, refusal->certificate.index, "%s", sentence);
}
