#include "x509/path/refusal.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "x509/asn1/oid.h"
#include "x509/asn1/time.h"
#include "x509/name/distinguished_name.h"
#include "x509/name/ip_address.h"

/* ---- Which of two is told ---- */

static int weight(brine_result code)
{
    switch ((int)code) {
    case BRINE_ERROR_CERT_UNKNOWN_ISSUER:
    case BRINE_ERROR_CERT_INTERMEDIATE_MISSING:
    case BRINE_ERROR_CERT_SELF_SIGNED:
        return 0;
    case BRINE_ERROR_CERT_SIGNATURE:
        return 1;
    case BRINE_ERROR_CERT_EXPIRED:
    case BRINE_ERROR_CERT_NOT_YET_VALID:
    case BRINE_ERROR_CERT_CLOCK:
    case BRINE_ERROR_CERT_NAME:
        return 3;
    default:
        return 2;
    }
}

static bool is_missing_issuer(const brn_refusal *refusal)
{
    return weight(refusal->code) == 0;
}

/* An anchor that its owner put into the store, and that a rule keeps from ending the path. */
static bool is_refused_anchor(const brn_refusal *refusal)
{
    return refusal->certificate.index < 0 && !is_missing_issuer(refusal);
}

bool brn_refusal_outweighs(const brn_refusal *a, const brn_refusal *b)
{
    if (is_missing_issuer(a) && is_refused_anchor(b))
        return false;
    if (is_refused_anchor(a) && is_missing_issuer(b))
        return true;
    if (a->depth != b->depth)
        return a->depth > b->depth;
    return weight(a->code) > weight(b->code);
}

/* ---- Parts of sentences ---- */

/* What names in a certificate may take of a sentence; the rest is cut. */
#define NAME_TEXT_MAX   120
#define NAMES_SHOWN_MAX 4

/* Adds a text that has been made, and perhaps cut, in a part of its own. */
static void put_name(brn_text *text, brine_bytes name)
{
    char part[NAME_TEXT_MAX];

    brn_name_text(name, part, sizeof part);
    brn_text_string(text, part);
}

static void put_oid(brn_text *text, brine_bytes oid)
{
    char part[NAME_TEXT_MAX];

    brn_oid_text(oid, part, sizeof part);
    brn_text_string(text, part);
}

static void put_time(brn_text *text, int64_t seconds)
{
    char part[BRN_TIME_TEXT_SIZE];

    brn_text_string(text, brn_time_text(seconds, part));
}

static void put_place(brn_text *text, const brn_place *place)
{
    bool has_subject = place->subject.len > 2;

    if (place->index < 0) {
        brn_text_string(text, "the trust anchor");
    } else {
        brn_text_string(text, "certificate ");
        brn_text_decimal(text, (uint64_t)place->index);
    }
    if (!has_subject)
        return;
    brn_text_string(text, " (");
    put_name(text, place->subject);
    brn_text_byte(text, ')');
}

/* A name whose form the sentence tells. */
static void put_value(brn_text *text, const brn_general_name *name)
{
    char part[NAME_TEXT_MAX];
    brn_text cut = brn_text_in(part, sizeof part);

    brn_general_name_value(&cut, name->form, name->value);
    brn_text_string(text, part);
}

static void put_general_name(brn_text *text, const brn_general_name *name)
{
    char part[NAME_TEXT_MAX];
    brn_text cut = brn_text_in(part, sizeof part);

    brn_general_name_text(&cut, name->form, name->value);
    brn_text_string(text, part);
}

/* A subtree's base: as the name, but an address with its mask. */
static void put_base(brn_text *text, brn_name_form form, brine_bytes base)
{
    brn_general_name address = {form, {base.data, base.len / 2}, true};
    brn_general_name whole = {form, base, true};
    size_t ones = 0;

    if (form != BRN_NAME_IP) {
        put_value(text, &whole);
        return;
    }
    put_value(text, &address);
    for (size_t i = base.len / 2; i < base.len; i++)
        for (unsigned mask = 0x80; mask != 0 && (base.data[i] & mask) != 0; mask >>= 1)
            ones++;
    brn_text_byte(text, '/');
    brn_text_decimal(text, ones);
}

/* " is for other names: a.example, 192.0.2.1 and 3 more": what subjectAltName offers to match. */
static void put_names(brn_text *text, brine_bytes names)
{
    brn_reader r = brn_reader_of(names);
    brn_general_name name;
    size_t shown = 0, more = 0;

    while (brn_read_general_name(&r, &name)) {
        if (name.form != BRN_NAME_DNS && name.form != BRN_NAME_IP)
            continue;
        if (shown == NAMES_SHOWN_MAX) {
            more++;
            continue;
        }
        brn_text_string(text, shown++ > 0 ? ", " : " is for other names: ");
        put_general_name(text, &name);
    }
    if (shown == 0)
        brn_text_string(text, " is for no host at all");
    if (more == 0)
        return;
    brn_text_string(text, " and ");
    brn_text_decimal(text, more);
    brn_text_string(text, " more");
}

/* ---- Sentences, in the order of brine/error_list.h ---- */

static void say_malformed(brn_text *text, const brn_refusal *r)
{
    put_place(text, &r->certificate);
    brn_text_string(text, " is malformed: ");
    brn_text_string(text, r->field);
    brn_text_byte(text, ' ');
    brn_text_string(text, r->rule);
}

static void say_expired(brn_text *text, const brn_refusal *r)
{
    put_place(text, &r->certificate);
    brn_text_string(text, " has expired: it was valid until ");
    put_time(text, r->limit);
    brn_text_string(text, ", and the clock says ");
    put_time(text, r->found);
}

static void say_not_yet_valid(brn_text *text, const brn_refusal *r)
{
    put_place(text, &r->certificate);
    brn_text_string(text, " is not valid yet: it is valid from ");
    put_time(text, r->limit);
    brn_text_string(text, " on, and the clock says ");
    put_time(text, r->found);
}

static void say_clock(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "this machine's clock is wrong: it says ");
    put_time(text, r->found);
    brn_text_string(text, ", and ");
    put_place(text, &r->certificate);
    brn_text_string(text, " is valid from ");
    put_time(text, r->limit);
    brn_text_string(text, " on");
}

static void say_name(brn_text *text, const brn_refusal *r)
{
    const brn_general_name too_wide = {BRN_NAME_DNS, r->too_wide, true};

    put_place(text, &r->certificate);
    put_names(text, r->names);
    brn_text_string(text, ", not for ");
    brn_text_string(text, r->wanted);
    if (r->too_wide.len == 0)
        return;
    brn_text_string(text, " (the wildcard ");
    put_value(text, &too_wide);
    brn_text_string(text, " is too wide to stand for it)");
}

static void say_no_name(brn_text *text, const brn_refusal *r)
{
    put_place(text, &r->certificate);
    brn_text_string(text, " has no subjectAltName, so it is not for ");
    brn_text_string(text, r->wanted);
}

static void say_self_signed(brn_text *text, const brn_refusal *r)
{
    put_place(text, &r->certificate);
    brn_text_string(text, " is signed by itself and is not trusted: it is not in the trust store");
}

static void say_unknown_issuer(brn_text *text, const brn_refusal *r)
{
    if (r->is_self_issued) {
        say_self_signed(text, r);
        return;
    }
    brn_text_string(text, "the issuer of ");
    put_place(text, &r->certificate);
    brn_text_string(text, " is not trusted: ");
    put_name(text, r->issuer);
    brn_text_string(text, " is neither in the trust store nor among what the server sent");
}

static void say_intermediate_missing(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the issuer of ");
    put_place(text, &r->certificate);
    brn_text_string(text, ", ");
    put_name(text, r->issuer);
    brn_text_string(text, ", is not trusted, and the server sent no certificate for it");
}

static void say_not_a_ca(brn_text *text, const brn_refusal *r)
{
    put_place(text, &r->certificate);
    brn_text_string(text, " is named as issuer of ");
    put_place(text, &r->other);
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
    put_place(text, &r->certificate);
    brn_text_string(text, r->rule != NULL ? ", whose pathLenConstraint is " : ", of at most ");
    brn_text_decimal(text, (uint64_t)r->limit);
}

static void say_extended_key_usage(brn_text *text, const brn_refusal *r)
{
    put_place(text, &r->certificate);
    brn_text_string(text, " is not meant for TLS servers: ");
    brn_text_string(text, r->rule);
}

static void say_key_usage(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the keyUsage of ");
    put_place(text, &r->certificate);
    brn_text_byte(text, ' ');
    brn_text_string(text, r->rule);
}

static void put_key(brn_text *text, brine_bytes spki)
{
    brn_subject_public_key key;
    const char *rule;
    char part[NAME_TEXT_MAX] = "unknown";

    if (brn_parse_subject_public_key(spki, &key, &rule))
        brn_key_text(&key, part, sizeof part);
    brn_text_string(text, part);
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
    put_place(text, &r->certificate);
    brn_text_string(text, r->rule != NULL           ? " can't be used: it is "
                          : is_unsupported(r->spki) ? " is unsupported: it is "
                                                    : " is too weak: it is ");
    put_key(text, r->spki);
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
    char part[NAME_TEXT_MAX];

    put_place(text, &r->certificate);
    brn_text_string(text, " is signed with an algorithm that is not accepted: ");
    brn_signature_algorithm_text(r->algorithm, part, sizeof part);
    brn_text_string(text, part);
    brn_text_string(text, ", ");
    brn_text_string(text, r->rule);
}

static void say_critical_extension(brn_text *text, const brn_refusal *r)
{
    put_place(text, &r->certificate);
    brn_text_string(text, " has a critical extension that brine does not process: ");
    put_oid(text, r->oid);
}

/* Nothing was verified then, so nothing is said about who signed. */
static void say_unfit(brn_text *text, const brn_refusal *r)
{
    char part[NAME_TEXT_MAX];

    brn_text_string(text, "the signature does not fit the issuer's key: ");
    put_place(text, &r->certificate);
    brn_text_string(text, " is signed with ");
    brn_signature_algorithm_text(r->algorithm, part, sizeof part);
    brn_text_string(text, part);
    brn_text_string(text, ", and the key of ");
    put_place(text, &r->other);
    brn_text_string(text, ", ");
    put_key(text, r->spki);
    brn_text_string(text, ", makes no such signatures");
}

static void say_signature(brn_text *text, const brn_refusal *r)
{
    if (r->algorithm.len > 0) {
        say_unfit(text, r);
        return;
    }
    brn_text_string(text, "the signature is not valid: ");
    put_place(text, &r->certificate);
    brn_text_string(text, " is not signed with the key of ");
    put_place(text, &r->other);
}

static void say_name_constraint(brn_text *text, const brn_refusal *r)
{
    brn_text_string(text, "the ");
    brn_text_string(text, brn_name_form_text(r->name.form));
    brn_text_byte(text, ' ');
    put_value(text, &r->name);
    brn_text_string(text, " of ");
    put_place(text, &r->certificate);
    brn_text_string(text, " violates a name constraint: ");
    put_place(text, &r->other);
    switch (r->constraint) {
    case BRN_CONSTRAINT_EXCLUDED:
        brn_text_string(text, " excludes ");
        put_base(text, r->name.form, r->base);
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
    put_place(text, &r->certificate);
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

brine_result brn_refusal_report(const brn_refusal *refusal, brine_error *error)
{
    char sentence[BRINE_ERROR_TEXT_SIZE];
    brn_text text = brn_text_in(sentence, sizeof sentence);

    /* Whatever went wrong in finding the reason, what was refused is never reported as good. */
    if (refusal->code == BRINE_OK)
        return brn_fail(error, BRINE_ERROR_INTERNAL, "Certificate", NULL);
    if (error == NULL)
        return refusal->code;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (sentences[i].code == refusal->code)
            sentences[i].say(&text, refusal);
    return brn_fail_certificate(error, refusal->code, refusal->certificate.index, "%s", sentence);
}
