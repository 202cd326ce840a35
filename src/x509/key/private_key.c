/*
 * From DER to the slices of a brine_private_key. The structure (tags, lengths, version,
 * algorithm) is public and decides branches; the secret numbers are only pointed at. The
 * one thing learnt of them is how many bytes each has, which their DER length tells anyway.
 */
#include "x509/key/private_key.h"

#include "crypto/declassify.h"
#include "x509/asn1/der.h"
#include "x509/asn1/oid.h"
#include "x509/key/signature_algorithm.h"
#include "x509/key/subject_public_key.h"

#include <brine/limits.h>
#include <string.h>

/* The limit as a text. */
#define TEXT_OF(number)     #number
#define TEXT_OF_VALUE(name) TEXT_OF(name)
#define LONGEST             TEXT_OF_VALUE(BRINE_RSA_BITS_MAX)

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

/* Whether a modulus and an exponent are such as brine signs with. */
static bool is_served(const brine_private_key *key)
{
    const brine_public_key public_key = {.kind = BRINE_KEY_RSA,
                                         .modulus = key->modulus,
                                         .exponent = key->exponent,
                                         .bits = brn_bit_length(key->modulus)};

    return brn_key_is_strong(&public_key);
}

/* The CRT values may be 0, which stands for "compute them"; of the primes that can't be. */
static brine_result check_rsa(const brn_private_key *out, const char **rule)
{
    const brine_private_key *key = &out->key;

    if (key->modulus.len == 0 || key->exponent.len == 0 || out->private_exponent.len == 0)
        return malformed(rule, "is no RSAPrivateKey of eight positive numbers");
    if (!is_served(key))
        return unsupported(rule, "has a modulus or exponent that brine does not accept");
    if (key->prime1.len == 0 || key->prime2.len == 0)
        return unsupported(rule, "has n, e and d alone, without the primes p and q that brine "
                                 "signs with");
    if (key->prime1.len > BRINE_RSA_PRIME_BITS_MAX / 8 ||
        key->prime2.len > BRINE_RSA_PRIME_BITS_MAX / 8)
        return unsupported(rule, "has a prime of more than half the " LONGEST
                                 " bits of the longest key that brine signs with");
    if (key->prime1.len > key->modulus.len || key->prime2.len > key->modulus.len ||
        out->private_exponent.len > key->modulus.len)
        return malformed(rule, "has numbers that are longer than its modulus");
    return BRINE_OK;
}

static brine_result decode_rsa(brine_bytes der, brn_private_key *out, const char **rule)
{
    brn_reader whole = brn_reader_of(der), r;
    brine_private_key *key = &out->key;
    uint32_t version;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &r) || !brn_reader_empty(&whole) ||
        !brn_der_read_u32(&r, &version))
        return malformed(rule, "is no RSAPrivateKey");
    if (version != 0)
        return unsupported(rule, "has more than two primes, or is of an unknown version");
    if (!brn_der_read_unsigned(&r, &key->modulus) || !brn_der_read_unsigned(&r, &key->exponent) ||
        !brn_der_read_unsigned(&r, &out->private_exponent) ||
        !brn_der_read_unsigned(&r, &key->prime1) || !brn_der_read_unsigned(&r, &key->prime2) ||
        !brn_der_read_unsigned(&r, &key->exponent1) ||
        !brn_der_read_unsigned(&r, &key->exponent2) ||
        !brn_der_read_unsigned(&r, &key->coefficient) || !brn_reader_empty(&r))
        return malformed(rule, "is no RSAPrivateKey of eight positive numbers");
    key->kind = BRINE_KEY_RSA;
    return check_rsa(out, rule);
}

/* ---- Elliptic curves: ECPrivateKey, RFC 5915 section 3 ---- */

static const struct {
    const brine_bytes *oid;
    brine_group_id group;
    size_t scalar_size;
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
 * RFC 5915: the scalar has exactly as many bytes as the curve's order. Old tools wrote it as
 * the shortest INTEGER is written: without leading zeros, or with one where the first bit is
 * set. Zeros in front are dropped here; those that are missing are given back by
 * brn_private_key_complete.
 */
static bool fit_scalar(brine_bytes *scalar, size_t size)
{
    size_t extra = scalar->len > size ? scalar->len - size : 0;
    uint8_t excess = 0;

    for (size_t i = 0; i < extra; i++)
        excess |= scalar->data[i];
    BRN_DECLASSIFY(&excess, sizeof excess); /* whether the file holds a key at all */
    *scalar = (brine_bytes){scalar->data + extra, scalar->len - extra};
    return scalar->len > 0 && excess == 0;
}

/* `curve` is what PKCS#8's algorithm names, CURVE_COUNT where that is not known. */
static brine_result decode_ec(brine_bytes der, size_t curve, brn_private_key *out,
                              const char **rule)
{
    static const char form[] = "is no ECPrivateKey";
    brn_reader whole = brn_reader_of(der), r, parameters;
    brine_bytes public_key;
    uint32_t version;
    bool has_public_key;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &r) || !brn_reader_empty(&whole) ||
        !brn_der_read_u32(&r, &version) || version != 1 ||
        !brn_der_read(&r, BRN_DER_OCTET_STRING, &out->key.scalar))
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
    if (!fit_scalar(&out->key.scalar, curves[curve].scalar_size))
        return malformed(rule, "has a scalar that is empty or longer than its curve's order");
    out->key.kind = BRINE_KEY_EC;
    out->key.curve = curves[curve].group;
    out->scalar_size = curves[curve].scalar_size;
    return BRINE_OK;
}

/* ---- Ed25519: CurvePrivateKey, RFC 8410 section 7 ---- */

static brine_result decode_ed25519(brine_bytes der, brn_private_key *out, const char **rule)
{
    brn_reader r = brn_reader_of(der);

    if (!brn_der_read(&r, BRN_DER_OCTET_STRING, &out->key.scalar) || !brn_reader_empty(&r) ||
        out->key.scalar.len != 32)
        return malformed(rule, "is no Ed25519 key of 32 bytes");
    out->key.kind = BRINE_KEY_ED25519;
    return BRINE_OK;
}

/* ---- PKCS#8: AlgorithmIdentifier and what it says the OCTET STRING holds ---- */

/* RFC 8017 appendix A.1 has NULL there; some tools leave it out. */
static brine_result decode_rsa_encryption(brn_reader *parameters, brine_bytes key,
                                          brn_private_key *out, const char **rule)
{
    if (!brn_reader_empty(parameters) &&
        (!brn_der_read_null(parameters) || !brn_reader_empty(parameters)))
        return malformed(rule, "has rsaEncryption parameters that are not NULL");
    return decode_rsa(key, out, rule);
}

/* RFC 4055 section 1.2: no parameters, or those that every signature must have. */
static brine_result decode_rsassa_pss(brn_reader *parameters, brine_bytes key, brn_private_key *out,
                                      const char **rule)
{
    brine_hash_id hash;
    brine_result result;

    if (!brn_reader_empty(parameters) &&
        (!brn_read_pss_parameters(parameters, &hash, NULL) || !brn_reader_empty(parameters)))
        return unsupported(rule, "has RSASSA-PSS parameters that TLS does not use");
    result = decode_rsa(key, out, rule);
    if (result == BRINE_OK)
        out->key.kind = BRINE_KEY_RSA_PSS;
    return result;
}

static brine_result decode_ec_public_key(brn_reader *parameters, brine_bytes key,
                                         brn_private_key *out, const char **rule)
{
    size_t curve = CURVE_COUNT;
    brine_result result = read_curve(parameters, &curve, rule);

    return result == BRINE_OK ? decode_ec(key, curve, out, rule) : result;
}

static brine_result decode_ed25519_key(brn_reader *parameters, brine_bytes key,
                                       brn_private_key *out, const char **rule)
{
    if (!brn_reader_empty(parameters))
        return malformed(rule, "has Ed25519 parameters, where RFC 8410 allows none");
    return decode_ed25519(key, out, rule);
}

static const struct {
    const brine_bytes *oid;
    brine_result (*decode)(brn_reader *parameters, brine_bytes key, brn_private_key *out,
                           const char **rule);
} algorithms[] = {
    {&brn_oid_rsa_encryption, decode_rsa_encryption},
    {&brn_oid_rsassa_pss, decode_rsassa_pss},
    {&brn_oid_ec_public_key, decode_ec_public_key},
    {&brn_oid_ed25519, decode_ed25519_key},
};

/* OneAsymmetricKey, RFC 5958 section 2; version 0 is RFC 5208's PrivateKeyInfo. */
static brine_result decode_pkcs8(brine_bytes der, brn_private_key *out, const char **rule)
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

brine_result brn_private_key_decode(brine_bytes label, brine_bytes der, brn_private_key *out,
                                    const char **rule)
{
    brn_private_key key = {.block = NULL};
    brine_result result;

    if (is(label, "RSA PRIVATE KEY"))
        result = decode_rsa(der, &key, rule);
    else if (is(label, "EC PRIVATE KEY"))
        result = decode_ec(der, CURVE_COUNT, &key, rule);
    else
        result = decode_pkcs8(der, &key, rule);
    if (result == BRINE_OK) {
        out->key = key.key;
        out->private_exponent = key.private_exponent;
        out->scalar_size = key.scalar_size;
    }
    return result;
}

/*
 * PFX, RFC 7292 section 4: a SEQUENCE that begins with version 3 and another SEQUENCE. Such
 * files may be BER: the first length may be indefinite (0x80) or longer than it need be.
 */
static bool is_pfx(brine_bytes file)
{
    static const uint8_t version_3[] = {BRN_DER_INTEGER, 1, 3, BRN_DER_SEQUENCE};
    brn_reader r = brn_reader_of(file);
    brine_bytes length, begin;
    uint8_t tag, first;

    return brn_read_u8(&r, &tag) && tag == BRN_DER_SEQUENCE && brn_read_u8(&r, &first) &&
           brn_read_bytes(&r, first > 0x80 ? first - 0x80u : 0, &length) &&
           brn_read_bytes(&r, sizeof version_3, &begin) &&
           brn_bytes_equal(begin, (brine_bytes){version_3, sizeof version_3});
}

const char *brn_private_key_label(brine_bytes der)
{
    brn_reader whole = brn_reader_of(der), r;
    brine_bytes algorithm;
    uint32_t version;

    if (is_pfx(der))
        return "PKCS12";
    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &r) || !brn_reader_empty(&whole))
        return NULL;
    if (brn_der_read(&r, BRN_DER_SEQUENCE, &algorithm))
        return brn_der_next_is(&r, BRN_DER_OCTET_STRING) ? "ENCRYPTED PRIVATE KEY" : NULL;
    if (!brn_der_read_u32(&r, &version))
        return NULL;
    if (brn_der_next_is(&r, BRN_DER_SEQUENCE))
        return "PRIVATE KEY";
    if (brn_der_next_is(&r, BRN_DER_OCTET_STRING))
        return "EC PRIVATE KEY";
    return brn_der_next_is(&r, BRN_DER_INTEGER) ? "RSA PRIVATE KEY" : NULL;
}
