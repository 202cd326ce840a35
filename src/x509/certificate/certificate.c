#include "x509/certificate/certificate.h"

#include "base/texts.h"
#include "x509/asn1/time.h"
#include "x509/name/distinguished_name.h"

/*
 * TBSCertificate is parsed in the order of RFC 5280 section 4.1; each function takes its
 * fields from the front of the reader and names the field that is wrong.
 */
typedef bool (*part)(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed);

static bool wrong(brn_malformed *malformed, const char *field, const char *rule)
{
    *malformed = (brn_malformed){field, BRN_WORDS(rule)};
    return false;
}

/* What the issuer owed and no verifier needs: the first is kept, for the profile strict. */
static void note_lapse(brn_certificate *out, const char *field, const char *rule)
{
    if (out->lapse.field == NULL)
        out->lapse = (brn_malformed){field, BRN_WORDS(rule)};
}

/* version [0] EXPLICIT DEFAULT v1 */
static bool parse_version(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    brn_reader field;
    uint32_t number = 0;
    bool is_there = brn_der_next_is(tbs, BRN_DER_CONTEXT_CONSTRUCTED(0));

    if (is_there && (!brn_der_enter(tbs, BRN_DER_CONTEXT_CONSTRUCTED(0), &field) ||
                     !brn_der_read_u32(&field, &number) || !brn_reader_empty(&field) || number > 2))
        return wrong(malformed, "version", "is not 1, 2 or 3");
    if (is_there && number == 0)
        note_lapse(out, "version", "is 1 and spelled out");
    out->version = number + 1;
    return true;
}

static bool parse_serial(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    if (!brn_der_read_integer(tbs, &out->serial))
        return wrong(malformed, "serialNumber", "is not an integer");
    return true;
}

/* Section 4.1.2.3: MUST be the same as the signatureAlgorithm outside. */
static bool parse_signature(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    brine_bytes identifier;

    if (!brn_der_read_whole(tbs, BRN_DER_SEQUENCE, &identifier))
        return wrong(malformed, "signature", "is not an algorithm");
    if (!brn_bytes_equal(identifier, out->signature_identifier))
        return wrong(malformed, "signature", "differs from signatureAlgorithm");
    return true;
}

static bool parse_issuer(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    if (!brn_read_name(tbs, &out->issuer))
        return wrong(malformed, "issuer", "is not a name");
    if (brn_name_is_empty(out->issuer)) /* section 4.1.2.4 */
        return wrong(malformed, "issuer", "is empty");
    return true;
}

static bool parse_validity(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    brn_reader validity;

    if (!brn_der_enter(tbs, BRN_DER_SEQUENCE, &validity))
        return wrong(malformed, "validity", "is not two times");
    if (!brn_der_read_time(&validity, &out->not_before))
        return wrong(malformed, "notBefore", "is not a time");
    if (!brn_der_read_time(&validity, &out->not_after))
        return wrong(malformed, "notAfter", "is not a time");
    if (!brn_reader_empty(&validity))
        return wrong(malformed, "validity", "has more than two times");
    return true;
}

static bool parse_subject(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    if (!brn_read_name(tbs, &out->subject))
        return wrong(malformed, "subject", "is not a name");
    out->is_self_issued = brn_name_equal(out->subject, out->issuer);
    if (!brn_name_is_der(out->issuer))
        note_lapse(out, "issuer", "has a set that is empty or not in DER's order");
    if (!brn_name_is_der(out->subject))
        note_lapse(out, "subject", "has a set that is empty or not in DER's order");
    return true;
}

static bool parse_key(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    malformed->field = "subjectPublicKeyInfo";
    malformed->rule = BRN_WORDS("is not a key");
    if (!brn_der_read_whole(tbs, BRN_DER_SEQUENCE, &out->spki) ||
        !brn_parse_subject_public_key(out->spki, &out->subject_key, &malformed->rule))
        return false;
    if (out->subject_key.lapse != NULL)
        note_lapse(out, malformed->field, out->subject_key.lapse);
    return true;
}

/* issuerUniqueID [1], subjectUniqueID [2]: section 4.1.2.8 has them parsed and not used. */
static bool parse_unique_ids(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    bool has_issuer_id, has_subject_id;
    brine_bytes issuer_id, subject_id;

    if (!brn_der_read_optional(tbs, BRN_DER_CONTEXT(1), &has_issuer_id, &issuer_id) ||
        !brn_der_read_optional(tbs, BRN_DER_CONTEXT(2), &has_subject_id, &subject_id) ||
        (has_issuer_id && !brn_der_is_bit_string(issuer_id)) ||
        (has_subject_id && !brn_der_is_bit_string(subject_id)))
        return wrong(malformed, "a unique identifier", "is not a bit string");
    if ((has_issuer_id || has_subject_id) && out->version < 2)
        return wrong(malformed, "a unique identifier", "stands in a version 1 certificate");
    return true;
}

/* extensions [3] EXPLICIT, of at least one; those in `judged` must be well-formed. */
static bool read_extensions(brn_reader *tbs, unsigned judged, brn_certificate *out,
                            brn_malformed *malformed)
{
    brn_reader field, extensions;

    if (brn_reader_empty(tbs))
        return true;
    if (!brn_der_enter(tbs, BRN_DER_CONTEXT_CONSTRUCTED(3), &field) ||
        !brn_der_enter(&field, BRN_DER_SEQUENCE, &extensions) || !brn_reader_empty(&field) ||
        !brn_reader_empty(tbs) || brn_reader_empty(&extensions))
        return wrong(malformed, "extensions", "are not a list of extensions at the end");
    if (out->version != 3) /* section 4.1.2.9 */
        return wrong(malformed, "extensions", "stand in a certificate before version 3");
    if (!brn_parse_cert_extensions(extensions, judged, &out->extensions, malformed))
        return false;
    if ((out->extensions.present & BRN_CERT_EXTENSION_KEY_USAGE) != 0)
        out->key_usage = (int)(out->extensions.key_usage & 0xffff);
    if (out->extensions.lapse.field != NULL)
        note_lapse(out, out->extensions.lapse.field, out->extensions.lapse.rule);
    return true;
}

static bool parse_extensions(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    return read_extensions(tbs, BRN_CERT_EXTENSIONS_ALL, out, malformed);
}

static bool parse_names(brn_reader *tbs, brn_certificate *out, brn_malformed *malformed)
{
    return read_extensions(tbs, BRN_CERT_EXTENSION_SUBJECT_ALT_NAME, out, malformed);
}

/* A part that may be missing is skipped by its tag, the others whatever they are. */
static const struct {
    part parse;
    unsigned needed_for; /* BRN_JUDGE_; other faults are passed over with `tag` or any, 0 */
    uint8_t tag;
} parts[] = {
    {parse_version, 0, BRN_DER_CONTEXT_CONSTRUCTED(0)},
    {parse_serial, 0, 0},
    {parse_signature, 0, 0},
    {parse_issuer, 0, 0},
    {parse_validity, BRN_JUDGE_DATES, 0},
    {parse_subject, 0, 0},
    {parse_key, BRN_JUDGE_KEY, 0},
};

static bool skip_part(brn_reader *tbs, uint8_t tag)
{
    brn_der_element skipped;

    return (tag != 0 && !brn_der_next_is(tbs, tag)) || brn_der_read_any(tbs, &skipped);
}

static bool parse_part(size_t i, unsigned judged, brn_reader *tbs, brn_certificate *out,
                       brn_malformed *malformed)
{
    brn_reader before = *tbs;

    if (parts[i].parse(tbs, out, malformed))
        return true;
    *tbs = before;
    return judged != BRN_JUDGE_ALL && (judged & parts[i].needed_for) == 0 &&
           skip_part(tbs, parts[i].tag);
}

/* What follows the key. */
static bool parse_rest(unsigned judged, brn_reader *tbs, brn_certificate *out,
                       brn_malformed *malformed)
{
    brn_der_element skipped;

    if (judged == BRN_JUDGE_ALL)
        return parse_unique_ids(tbs, out, malformed) && parse_extensions(tbs, out, malformed);
    if ((judged & BRN_JUDGE_NAMES) == 0)
        return true;
    while (!brn_reader_empty(tbs) && !brn_der_next_is(tbs, BRN_DER_CONTEXT_CONSTRUCTED(3)))
        if (!brn_der_read_any(tbs, &skipped))
            return wrong(malformed, "extensions", "are not where they belong");
    return parse_names(tbs, out, malformed);
}

/* AlgorithmIdentifier: an OID and, perhaps, parameters of any one type. */
static bool is_algorithm(brine_bytes identifier)
{
    brn_reader r = brn_reader_of(identifier), sequence;
    brn_der_element parameters;
    brine_bytes oid;

    return brn_der_enter(&r, BRN_DER_SEQUENCE, &sequence) && brn_der_read_oid(&sequence, &oid) &&
           (brn_reader_empty(&sequence) || brn_der_read_any(&sequence, &parameters)) &&
           brn_reader_empty(&sequence);
}

bool brn_certificate_parse(brine_bytes der, brn_certificate *out, brn_malformed *malformed)
{
    return brn_certificate_parse_some(der, BRN_JUDGE_ALL, out, malformed);
}

bool brn_certificate_parse_some(brine_bytes der, unsigned judged, brn_certificate *out,
                                brn_malformed *malformed)
{
    brn_reader r = brn_reader_of(der), certificate, tbs;
    bool is_exact;

    *out = (brn_certificate){.der = der, .key_usage = -1};
    if (der.len > BRINE_CERTIFICATE_SIZE_MAX)
        return wrong(malformed, "it", "is longer than brine accepts");
    if (!brn_der_enter(&r, BRN_DER_SEQUENCE, &certificate) || !brn_reader_empty(&r) ||
        !brn_der_read_whole(&certificate, BRN_DER_SEQUENCE, &out->tbs))
        return wrong(malformed, "it", "is not a DER SEQUENCE of its own length");
    if (!brn_der_read_whole(&certificate, BRN_DER_SEQUENCE, &out->signature_identifier) ||
        !is_algorithm(out->signature_identifier))
        return wrong(malformed, "signatureAlgorithm", "is not an algorithm");
    if (!brn_der_read_bit_bytes(&certificate, &out->signature) || !brn_reader_empty(&certificate))
        return wrong(malformed, "signatureValue", "is not a bit string at the end");
    out->signature_algorithm = brn_find_signature_algorithm(out->signature_identifier, &is_exact);
    if (!is_exact)
        note_lapse(out, "signatureAlgorithm", "has parameters that its RFC has otherwise");
    r = brn_reader_of(out->tbs);
    if (!brn_der_enter(&r, BRN_DER_SEQUENCE, &tbs))
        return wrong(malformed, "tbsCertificate", "is not a SEQUENCE");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!parse_part(i, judged, &tbs, out, malformed))
            return false;
    return parse_rest(judged, &tbs, out, malformed);
}

bool brn_key_usage_allows(const brn_certificate *certificate, int bits)
{
    return certificate->key_usage < 0 || (certificate->key_usage & bits) != 0;
}
