#include "x509/asn1/certificate_outline.h"

#include "base/texts.h"
#include "x509/asn1/der.h"

/* SubjectPublicKeyInfo, RFC 5280 section 4.1: an algorithm and a BIT STRING. */
static bool read_public_key(brn_reader *tbs, brine_bytes *spki)
{
    brn_reader whole, content;
    brine_bytes ignored;

    if (!brn_der_read_whole(tbs, BRN_DER_SEQUENCE, spki))
        return false;
    whole = brn_reader_of(*spki);
    return brn_der_enter(&whole, BRN_DER_SEQUENCE, &content) &&
           brn_der_read(&content, BRN_DER_SEQUENCE, &ignored) &&
           brn_der_read(&content, BRN_DER_BIT_STRING, &ignored) && brn_reader_empty(&content);
}

/* TBSCertificate up to its subject. */
static bool read_names(brn_reader *tbs, brn_certificate_outline *out)
{
    brine_bytes ignored;
    bool has_version;

    return brn_der_read_optional(tbs, BRN_DER_CONTEXT_CONSTRUCTED(0), &has_version, &ignored) &&
           brn_der_read(tbs, BRN_DER_INTEGER, &ignored) &&  /* serialNumber */
           brn_der_read(tbs, BRN_DER_SEQUENCE, &ignored) && /* signature */
           brn_der_read_whole(tbs, BRN_DER_SEQUENCE, &out->issuer) &&
           brn_der_read(tbs, BRN_DER_SEQUENCE, &ignored) && /* validity */
           brn_der_read_whole(tbs, BRN_DER_SEQUENCE, &out->subject);
}

const char *brn_certificate_outline_read(brine_bytes der, brn_certificate_outline *out)
{
    brn_reader whole = brn_reader_of(der), certificate, tbs;
    brine_bytes ignored;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &certificate))
        return BRN_WORDS("it is not DER, or cut short");
    if (!brn_reader_empty(&whole))
        return BRN_WORDS("bytes follow the certificate");
    if (!brn_der_enter(&certificate, BRN_DER_SEQUENCE, &tbs) ||
        !brn_der_read(&certificate, BRN_DER_SEQUENCE, &ignored) ||
        !brn_der_read(&certificate, BRN_DER_BIT_STRING, &ignored) ||
        !brn_reader_empty(&certificate))
        return BRN_WORDS("it is not a certificate");
    if (!read_names(&tbs, out))
        return BRN_WORDS("its subject can't be found");
    if (!read_public_key(&tbs, &out->spki))
        return BRN_WORDS("its public key can't be found");
    return NULL;
}
