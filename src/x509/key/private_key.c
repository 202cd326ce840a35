/*
 * From DER to the slices of a brine_private_key. The structure (tags, lengths, version,
 * algorithm) is public and decides branches; the secret numbers are only pointed at. The
 * one thing learnt of them is how many bytes each has, which their DER length tells anyway.
 */
#include "x509/key/private_key.h"

#include "x509/asn1/der.h"
#include "x509/asn1/oid.h"
#include "x509/key/signature_algorithm.h"
#include "x509/key/subject_public_key.h"

#include <brine/limits.h>
#include <string.h>

static brine_result malformed(const char **rule, const char *why)
{
    *rule = why;
    return BRINE_ERROR_KEY_MALFORMED;
}

static brine_result unsupported(const char **rule, const char *why)
{
    *rule = why;
    return BRINE_ERROR_KEY_UNSUPPORTED;
}

/* ---- RSA: RSAPrivateKey, RFC 8017 appendix A.1.2 ---- */

static size_t bit_length(brine_bytes magnitude)
{
    size_t bits = magnitude.len * 8;

    for (uint8_t mask = 0x80; magnitude.len > 0 && (magnitude.data[0] & mask) == 0; mask >>= 1)
        bits--;
    return bits;
}

/* A secret number, which is never 0. */
static bool read_secret(brn_reader *r, brine_bytes *out)
{
    return brn_der_read_unsigned(r, out) && out->len > 0;
}

static brine_result decode_rsa(brine_bytes der, brine_private_key *out, const char **rule)
{
    brn_reader whole = brn_reader_of(der), r;
    brine_public_key public_key = {.kind = BRINE_KEY_RSA};
    brine_bytes private_exponent;
    uint32_t version;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &r) || !brn_reader_empty(&whole) ||
        !brn_der_read_u32(&r, &version))
        return malformed(rule, "is no RSAPrivateKey");
    if (version != 0)
        return unsupported(rule, "has more than two primes, or is of an unknown version");
    if (!brn_der_read_unsigned(&r, &out->modulus) || !brn_der_read_unsigned(&r, &out->exponent) ||
        !read_secret(&r, &private_exponent) || !read_secret(&r, &out->prime1) ||
        !read_secret(&r, &out->prime2) || !read_secret(&r, &out->exponent1) ||
        !read_secret(&r, &out->exponent2) || !read_secret(&r, &out->coefficient) ||
        !brn_reader_empty(&r) || out->modulus.len == 0 || out->exponent.len == 0)
        return malformed(rule, "is no RSAPrivateKey of eight positive numbers");
    public_key.modulus = out->modulus;
    public_key.exponent = out->exponent;
    public_key.bits = bit_length(out->modulus);
    if (!brn_key_is_strong(&public_key))
        return unsupported(rule, "has a modulus or exponent that brine does not accept");
    out->kind = BRINE_KEY_RSA;
    return BRINE_OK;
}

/* ---- Elliptic curves: ECPrivateKey, RFC 5915 section 3 ---- */

static const struct {
    const brine_bytes *oid;
    brine_group_id group;
    size_t scalar_length;
} curves[] = {
    {&brn_oid_secp256r1, BRINE_GROUP_SECP256R1, 32},
    {&brn_oid_secp384r1, BRINE_GROUP_SECP384R1, 48},
};

#define CURVE_COUNT (sizeof curves / sizeof *curves)

/* ECParameters, RFC 5480 section 2.1.1: a named curve and nothing else. */
static brine_result read_curve(brn_reader *r, size_t *curve, const char **rule)
{
    brine_bytes oid;

    if (brn_der_next_is(r, BRN_DER_SEQUENCE))
        return unsupported(rule, "spells its curve out instead of naming it");
    if (!brn_der_read_oid(r, &oid) || !brn_reader_empty(r))
        return malformed(rule, "has no well-formed curve parameters");
    for (size_t i = 0; i < CURVE_COUNT; i++)
        if (brn_bytes_equal(oid, *curves[i].oid)) {
            *curve = i;
            return BRINE_OK;
        }
    return unsupported(rule, "is on another curve than P-256 and P-384");
}

/*
 * `curve` is what PKCS#8's algorithm names, CURVE_COUNT where that is not known. RFC 5915:
 * the scalar has exactly as many bytes as the curve's order.
 */
static brine_result decode_ec(brine_bytes der, size_t curve, brine_private_key *out,
                              const char **rule)
{
    static const char form[] = "is no ECPrivateKey";
    brn_reader whole = brn_reader_of(der), r, parameters;
    brine_bytes public_key;
    uint32_t version;
    bool has_public_key;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &r) || !brn_reader_empty(&whole) ||
        !brn_der_read_u32(&r, &version) || version != 1 ||
        !brn_der_read(&r, BRN_DER_OCTET_STRING, &out->scalar))
        return malformed(rule, form);
    if (brn_der_next_is(&r, BRN_DER_CONTEXT_CONSTRUCTED(0))) {
        size_t named = CURVE_COUNT;
        brine_result result;

        if (!brn_der_enter(&r, BRN_DER_CONTEXT_CONSTRUCTED(0), &parameters))
            return malformed(rule, form);
        result = read_curve(&parameters, &named, rule);
        if (result != BRINE_OK)
            return result;
        if (curve != CURVE_COUNT && curve != named)
            return malformed(rule, "names two different curves");
        curve = named;
    }
    if (!brn_der_read_optional(&r, BRN_DER_CONTEXT_CONSTRUCTED(1), &has_public_key, &public_key) ||
        !brn_reader_empty(&r))
        return malformed(rule, form);
    if (curve == CURVE_COUNT)
        return unsupported(rule, "names no curve");
    if (out->scalar.len != curves[curve].scalar_length)
        return malformed(rule, "has a scalar of another length than its curve's");
    out->kind = BRINE_KEY_EC;
    out->curve = curves[curve].group;
    return BRINE_OK;
}

/* ---- Ed25519: CurvePrivateKey, RFC 8410 section 7 ---- */

static brine_result decode_ed25519(brine_bytes der, brine_private_key *out, const char **rule)
{
    brn_reader r = brn_reader_of(der);

    if (!brn_der_read(&r, BRN_DER_OCTET_STRING, &out->scalar) || !brn_reader_empty(&r) ||
        out->scalar.len != 32)
        return malformed(rule, "is no Ed25519 key of 32 bytes");
    out->kind = BRINE_KEY_ED25519;
    return BRINE_OK;
}

/* ---- PKCS#8: AlgorithmIdentifier and what it says the OCTET STRING holds ---- */

static brine_result decode_rsa_encryption(brn_reader *parameters, brine_bytes key,
                                          brine_private_key *out, const char **rule)
{
    if (!brn_der_read_null(parameters) || !brn_reader_empty(parameters))
        return malformed(rule, "has rsaEncryption parameters that are not NULL");
    return decode_rsa(key, out, rule);
}

/* RFC 4055 section 1.2: no parameters, or those that every signature must have. */
static brine_result decode_rsassa_pss(brn_reader *parameters, brine_bytes key,
                                      brine_private_key *out, const char **rule)
{
    brine_hash_id hash;
    brine_result result;

    if (!brn_reader_empty(parameters) &&
        (!brn_read_pss_parameters(parameters, &hash) || !brn_reader_empty(parameters)))
        return unsupported(rule, "has RSASSA-PSS parameters that TLS does not use");
    result = decode_rsa(key, out, rule);
    if (result == BRINE_OK)
        out->kind = BRINE_KEY_RSA_PSS;
    return result;
}

static brine_result decode_ec_public_key(brn_reader *parameters, brine_bytes key,
                                         brine_private_key *out, const char **rule)
{
    size_t curve = CURVE_COUNT;
    brine_result result = read_curve(parameters, &curve, rule);

    return result == BRINE_OK ? decode_ec(key, curve, out, rule) : result;
}

static brine_result decode_ed25519_key(brn_reader *parameters, brine_bytes key,
                                       brine_private_key *out, const char **rule)
{
    if (!brn_reader_empty(parameters))
        return malformed(rule, "has Ed25519 parameters, where RFC 8410 allows none");
    return decode_ed25519(key, out, rule);
}

static const struct {
    const brine_bytes *oid;
    brine_result (*decode)(brn_reader *parameters, brine_bytes key, brine_private_key *out,
                           const char **rule);
} algorithms[] = {
    {&brn_oid_rsa_encryption, decode_rsa_encryption},
    {&brn_oid_rsassa_pss, decode_rsassa_pss},
    {&brn_oid_ec_public_key, decode_ec_public_key},
    {&brn_oid_ed25519, decode_ed25519_key},
};

/* OneAsymmetricKey, RFC 5958 section 2; version 0 is RFC 5208's PrivateKeyInfo. */
static brine_result decode_pkcs8(brine_bytes der, brine_private_key *out, const char **rule)
{
    static const char form[] = "is no PrivateKeyInfo";
    brn_reader whole = brn_reader_of(der), r, algorithm;
    brine_bytes oid, key, ignored;
    uint32_t version;
    bool has_attributes, has_public_key = false;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &r) || !brn_reader_empty(&whole) ||
        !brn_der_read_u32(&r, &version) || version > 1 ||
        !brn_der_enter(&r, BRN_DER_SEQUENCE, &algorithm) || !brn_der_read_oid(&algorithm, &oid) ||
        !brn_der_read(&r, BRN_DER_OCTET_STRING, &key) ||
        !brn_der_read_optional(&r, BRN_DER_CONTEXT_CONSTRUCTED(0), &has_attributes, &ignored))
        return malformed(rule, form);
    if (version == 1 && !brn_der_read_optional(&r, BRN_DER_CONTEXT(1), &has_public_key, &ignored))
        return malformed(rule, form);
    if (!brn_reader_empty(&r))
        return malformed(rule, form);
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (brn_bytes_equal(oid, *algorithms[i].oid))
            return algorithms[i].decode(&algorithm, key, out, rule);
    return unsupported(rule, "is neither RSA nor EC nor Ed25519");
}

/* ---- The three forms ---- */

static bool is(brine_bytes label, const char *text)
{
    return label.len == strlen(text) && memcmp(label.data, text, label.len) == 0;
}

brine_result brn_private_key_decode(brine_bytes label, brine_bytes der, brine_private_key *out,
                                    const char **rule)
{
    brine_private_key key = {.kind = (brine_key_kind)0};
    brine_result result;

    if (is(label, "RSA PRIVATE KEY"))
        result = decode_rsa(der, &key, rule);
    else if (is(label, "EC PRIVATE KEY"))
        result = decode_ec(der, CURVE_COUNT, &key, rule);
    else
        result = decode_pkcs8(der, &key, rule);
    if (result == BRINE_OK)
        *out = key;
    return result;
}
