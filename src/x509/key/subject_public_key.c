#include "x509/key/subject_public_key.h"

#include "base/text.h"
#include "base/texts.h"
#include "x509/asn1/oid.h"
#include "x509/key/signature_algorithm.h"

#include <brine/limits.h>

/* ---- RSA: RFC 3279 section 2.3.1, RFC 4055 section 1.2 ---- */

size_t brn_bit_length(brine_bytes magnitude)
{
    size_t bits = magnitude.len * 8;

    for (uint8_t mask = 0x80; magnitude.len > 0 && (magnitude.data[0] & mask) == 0; mask >>= 1)
        bits--;
    return bits;
}

static bool parse_rsa(brine_bytes bits, brn_subject_public_key *out, const char **rule)
{
    brn_reader r = brn_reader_of(bits), sequence;
    brine_public_key *key = &out->key;

    *rule = BRN_WORDS("is not an RSAPublicKey of modulus and exponent");
    if (!brn_der_enter(&r, BRN_DER_SEQUENCE, &sequence) || !brn_reader_empty(&r) ||
        !brn_der_read_unsigned(&sequence, &key->modulus) ||
        !brn_der_read_unsigned(&sequence, &key->exponent) || !brn_reader_empty(&sequence))
        return false;
    *rule = BRN_WORDS("has an RSA modulus or exponent of zero");
    if (key->modulus.len == 0 || key->exponent.len == 0)
        return false;
    key->bits = brn_bit_length(key->modulus);
    return true;
}

static bool parse_rsa_encryption(brn_reader *parameters, brine_bytes bits,
                                 brn_subject_public_key *out, const char **rule)
{
    *rule = BRN_WORDS("has an rsaEncryption algorithm whose parameters are not NULL");
    if (brn_reader_empty(parameters)) /* RFC 4055 section 1.2 has readers accept that */
        out->lapse = *rule;
    else if (!brn_der_read_null(parameters) || !brn_reader_empty(parameters))
        return false;
    out->key.kind = BRINE_KEY_RSA;
    return parse_rsa(bits, out, rule);
}

static bool parse_rsassa_pss(brn_reader *parameters, brine_bytes bits, brn_subject_public_key *out,
                             const char **rule)
{
    bool is_exact = true;

    *rule = BRN_WORDS("has RSASSA-PSS parameters other than one SHA-2 hash with a salt as long");
    if (!brn_reader_empty(parameters) &&
        (!brn_read_pss_parameters(parameters, &out->pss_hash, &is_exact) ||
         !brn_reader_empty(parameters)))
        return false;
    if (!is_exact)
        out->lapse = BRN_WORDS("has RSASSA-PSS parameters that spell a default out");
    out->key.kind = BRINE_KEY_RSA_PSS;
    return parse_rsa(bits, out, rule);
}

/* ---- Elliptic curves: RFC 5480 section 2 ---- */

static const struct {
    const brine_bytes *oid;
    brine_group_id group;
    size_t bits;
    const char *name;
} curves[] = {
    {&brn_oid_secp256r1, BRINE_GROUP_SECP256R1, 256, "P-256"},
    {&brn_oid_secp384r1, BRINE_GROUP_SECP384R1, 384, "P-384"},
    {&brn_oid_secp521r1, BRINE_GROUP_SECP521R1, 521, "P-521"},
};

/* Of a key that brine does not use: ANY OPTIONAL (RFC 5280 section 4.1.1.2). */
static bool is_one_or_none(brn_reader parameters)
{
    brn_der_element element;

    return brn_reader_empty(&parameters) ||
           (brn_der_read_any(&parameters, &element) && brn_reader_empty(&parameters));
}

static bool parse_ec(brn_reader *parameters, brine_bytes bits, brn_subject_public_key *out,
                     const char **rule)
{
    size_t i = 0, coordinate;

    if (!brn_der_read_oid(parameters, &out->curve)) {
        out->explicit_parameters = true; /* RFC 5480 section 2.1.1: MUST NOT be used */
        *rule = BRN_WORDS("has an EC algorithm whose parameters are no curve");
        return is_one_or_none(*parameters);
    }
    *rule = BRN_WORDS("has an EC algorithm with something after the curve");
    if (!brn_reader_empty(parameters))
        return false;
    while (i < sizeof curves / sizeof *curves && !brn_bytes_equal(out->curve, *curves[i].oid))
        i++;
    if (i == sizeof curves / sizeof *curves)
        return true;
    coordinate = (curves[i].bits + 7) / 8;
    *rule = BRN_WORDS("is not an uncompressed point of its curve's size");
    if (bits.len != 1 + 2 * coordinate || bits.data[0] != 0x04)
        return false;
    out->key.kind = BRINE_KEY_EC;
    out->key.curve = curves[i].group;
    out->key.bits = curves[i].bits;
    out->key.point = bits;
    return true;
}

/* ---- Ed25519: RFC 8410 sections 3 and 4 ---- */

static bool parse_ed25519(brn_reader *parameters, brine_bytes bits, brn_subject_public_key *out,
                          const char **rule)
{
    *rule = BRN_WORDS("is not 32 bytes of Ed25519 without parameters");
    if (!brn_reader_empty(parameters) || bits.len != 32)
        return false;
    out->key.kind = BRINE_KEY_ED25519;
    out->key.bits = 256;
    out->key.point = bits;
    return true;
}

static const struct {
    const brine_bytes *oid;
    bool (*parse)(brn_reader *parameters, brine_bytes bits, brn_subject_public_key *out,
                  const char **rule);
} kinds[] = {
    {&brn_oid_rsa_encryption, parse_rsa_encryption},
    {&brn_oid_rsassa_pss, parse_rsassa_pss},
    {&brn_oid_ec_public_key, parse_ec},
    {&brn_oid_ed25519, parse_ed25519},
};

bool brn_parse_subject_public_key(brine_bytes spki, brn_subject_public_key *out, const char **rule)
{
    brn_reader r = brn_reader_of(spki), sequence, algorithm;
    brine_bytes bits;

    *out = (brn_subject_public_key){.key.kind = (brine_key_kind)0};
    *rule = BRN_WORDS("is not an algorithm and a key");
    if (!brn_der_enter(&r, BRN_DER_SEQUENCE, &sequence) || !brn_reader_empty(&r) ||
        !brn_der_enter(&sequence, BRN_DER_SEQUENCE, &algorithm) ||
        !brn_der_read_oid(&algorithm, &out->algorithm) ||
        !brn_der_read_bit_bytes(&sequence, &bits) || !brn_reader_empty(&sequence))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (brn_bytes_equal(out->algorithm, *kinds[i].oid))
            return kinds[i].parse(&algorithm, bits, out, rule);
    return is_one_or_none(algorithm);
}

static bool is_odd(brine_bytes number)
{
    return (number.data[number.len - 1] & 1) != 0;
}

static bool exponent_is_sound(brine_bytes exponent)
{
    bool is_one = exponent.len == 1 && exponent.data[0] == 1;

    return is_odd(exponent) && !is_one;
}

static bool exponent_is_long(const brine_public_key *key)
{
    return brn_bit_length(key->exponent) > BRINE_RSA_EXPONENT_BITS_MAX;
}

bool brn_key_is_strong(const brine_public_key *key)
{
    switch ((int)key->kind) {
    case BRINE_KEY_RSA:
    case BRINE_KEY_RSA_PSS:
        return key->bits >= BRINE_RSA_BITS_MIN && key->bits <= BRINE_RSA_BITS_MAX &&
               is_odd(key->modulus) && exponent_is_sound(key->exponent) && !exponent_is_long(key);
    case BRINE_KEY_EC:
    case BRINE_KEY_ED25519:
        return true;
    default:
        return false;
    }
}

bool brn_key_is_unsupported(const brine_public_key *key)
{
    bool is_rsa = key->kind == BRINE_KEY_RSA || key->kind == BRINE_KEY_RSA_PSS;

    if (!is_rsa)
        return !brn_key_is_strong(key);
    return key->bits >= BRINE_RSA_BITS_MIN && is_odd(key->modulus) &&
           exponent_is_sound(key->exponent) && !brn_key_is_strong(key);
}

static void put_rsa(brn_text *text, const brine_public_key *key)
{
    brn_text_string(text, key->kind == BRINE_KEY_RSA ? "RSA-" : "RSA-PSS-");
    brn_text_decimal(text, key->bits);
    if (!exponent_is_long(key))
        return;
    brn_text_string(text, " with an exponent of ");
    brn_text_decimal(text, brn_bit_length(key->exponent));
    brn_text_string(text, " bits");
}

size_t brn_key_text(const brn_subject_public_key *key, char *out, size_t cap)
{
    brn_text text = brn_text_in(out, cap);
    char oid[96];

    if (key->key.kind == BRINE_KEY_RSA || key->key.kind == BRINE_KEY_RSA_PSS) {
        put_rsa(&text, &key->key);
    } else if (key->key.kind == BRINE_KEY_EC) {
        for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
            if (curves[i].group == key->key.curve)
                brn_text_string(&text, curves[i].name);
    } else if (key->key.kind == BRINE_KEY_ED25519) {
        brn_text_string(&text, "Ed25519");
    } else if (key->explicit_parameters) {
        brn_text_string(&text, "EC with explicit parameters");
    } else if (brn_bytes_equal(key->algorithm, brn_oid_dsa)) {
        brn_text_string(&text, "DSA");
    } else if (brn_bytes_equal(key->algorithm, brn_oid_ed448)) {
        brn_text_string(&text, "Ed448");
    } else {
        bool on_curve = key->curve.len > 0;

        brn_oid_text(on_curve ? key->curve : key->algorithm, oid, sizeof oid);
        brn_text_string(&text, on_curve ? "EC " : "");
        brn_text_string(&text, oid);
    }
    return text.len;
}
