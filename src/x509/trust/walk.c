#include "x509/trust/walk.h"

#include "x509/asn1/der.h"

/* SubjectPublicKeyInfo, RFC 5280 section 4.1: an algorithm and a BIT STRING. */
static bool skip_public_key(brn_reader *tbs)
{
    brn_reader spki;
    brine_bytes ignored;

    return brn_der_enter(tbs, BRN_DER_SEQUENCE, &spki) &&
           brn_der_read(&spki, BRN_DER_SEQUENCE, &ignored) &&
           brn_der_read(&spki, BRN_DER_BIT_STRING, &ignored) && brn_reader_empty(&spki);
}

/* TBSCertificate up to its subject. */
static bool read_subject(brn_reader *tbs, brine_bytes *subject)
{
    brine_bytes ignored;
    bool has_version;

    return brn_der_read_optional(tbs, BRN_DER_CONTEXT_CONSTRUCTED(0), &has_version, &ignored) &&
           brn_der_read(tbs, BRN_DER_INTEGER, &ignored) &&  /* serialNumber */
           brn_der_read(tbs, BRN_DER_SEQUENCE, &ignored) && /* signature */
           brn_der_read(tbs, BRN_DER_SEQUENCE, &ignored) && /* issuer */
           brn_der_read(tbs, BRN_DER_SEQUENCE, &ignored) && /* validity */
           brn_der_read_whole(tbs, BRN_DER_SEQUENCE, subject);
}

const char *brn_trust_walk(brine_bytes der, brine_bytes *subject)
{
    brn_reader whole = brn_reader_of(der), certificate, tbs;
    brine_bytes ignored;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &certificate))
        return "it is not DER, or cut short";
    if (!brn_reader_empty(&whole))
        return "bytes follow the certificate";
    if (!brn_der_enter(&certificate, BRN_DER_SEQUENCE, &tbs) ||
        !brn_der_read(&certificate, BRN_DER_SEQUENCE, &ignored) ||
        !brn_der_read(&certificate, BRN_DER_BIT_STRING, &ignored) ||
        !brn_reader_empty(&certificate))
        return "it is not a certificate";
    if (!read_subject(&tbs, subject))
        return "its subject can't be found";
    if (!skip_public_key(&tbs))
        return "its public key can't be found";
    return NULL;
}
