#include "x509/key/signature_algorithm.h"

#include "base/text.h"
#include "x509/asn1/oid.h"

/* What stands in an AlgorithmIdentifier after the OID. */
typedef enum parameter_rule {
    NONE,        /* RFC 8410 section 3: MUST be absent */
    NONE_RATHER, /* RFC 5758 section 3.2: MUST be absent; NULL says the same */
    NUL_RATHER,  /* RFC 4055 section 5: MUST be NULL, and MUST be accepted when absent */
    ANY,         /* of an algorithm that is refused anyway */
} parameter_rule;

typedef struct row {
    const brine_bytes *oid;
    parameter_rule parameters;
    brn_signature_algorithm algorithm;
} row;

#define RSA(hash)                                                                                  \
    true, false, BRINE_KEY_RSA, BRINE_HASH_##hash, BRINE_PADDING_PKCS1, BRINE_HASH_##hash
#define RSA_PSS(hash)                                                                              \
    true, true, BRINE_KEY_RSA, BRINE_HASH_##hash, BRINE_PADDING_PSS, BRINE_HASH_##hash
#define ECDSA(hash)                                                                                \
    true, false, BRINE_KEY_EC, BRINE_HASH_##hash, BRINE_PADDING_NONE, BRINE_HASH_##hash
#define REFUSED false, false, BRINE_KEY_RSA, BRINE_HASH_INTRINSIC, BRINE_PADDING_NONE

/* The last of each: RFC 5929 section 4.1 puts SHA-256 in the place of MD5 and SHA-1. */
static const row rows[] = {
    {&brn_oid_sha256_with_rsa, NUL_RATHER, {"RSA-SHA256", RSA(SHA256)}},
    {&brn_oid_sha384_with_rsa, NUL_RATHER, {"RSA-SHA384", RSA(SHA384)}},
    {&brn_oid_sha512_with_rsa, NUL_RATHER, {"RSA-SHA512", RSA(SHA512)}},
    {&brn_oid_ecdsa_with_sha256, NONE_RATHER, {"ECDSA-SHA256", ECDSA(SHA256)}},
    {&brn_oid_ecdsa_with_sha384, NONE_RATHER, {"ECDSA-SHA384", ECDSA(SHA384)}},
    {&brn_oid_ecdsa_with_sha512, NONE_RATHER, {"ECDSA-SHA512", ECDSA(SHA512)}},
    {&brn_oid_ed25519,
     NONE,
     {"Ed25519", true, false, BRINE_KEY_ED25519, BRINE_HASH_INTRINSIC, BRINE_PADDING_NONE,
      BRN_NO_END_POINT}},
    {&brn_oid_md2_with_rsa, ANY, {"RSA-MD2", REFUSED, BRN_NO_END_POINT}},
    {&brn_oid_md5_with_rsa, ANY, {"RSA-MD5", REFUSED, BRINE_HASH_SHA256}},
    {&brn_oid_sha1_with_rsa, ANY, {"RSA-SHA1", REFUSED, BRINE_HASH_SHA256}},
    {&brn_oid_sha224_with_rsa, ANY, {"RSA-SHA224", REFUSED, BRN_NO_END_POINT}},
    {&brn_oid_ecdsa_with_sha1, ANY, {"ECDSA-SHA1", REFUSED, BRINE_HASH_SHA256}},
    {&brn_oid_ecdsa_with_sha224, ANY, {"ECDSA-SHA224", REFUSED, BRN_NO_END_POINT}},
    {&brn_oid_dsa_with_sha1, ANY, {"DSA-SHA1", REFUSED, BRINE_HASH_SHA256}},
    {&brn_oid_dsa_with_sha256, ANY, {"DSA-SHA256", REFUSED, BRINE_HASH_SHA256}},
    {&brn_oid_ed448, ANY, {"Ed448", REFUSED, BRN_NO_END_POINT}},
};

static const brn_signature_algorithm pss_sha256 = {"RSA-PSS-SHA256", RSA_PSS(SHA256)};
static const brn_signature_algorithm pss_sha384 = {"RSA-PSS-SHA384", RSA_PSS(SHA384)};
static const brn_signature_algorithm pss_sha512 = {"RSA-PSS-SHA512", RSA_PSS(SHA512)};

/* ---- RSASSA-PSS-params ---- */

/* HashAlgorithm: RFC 4055 section 2.1 has its parameters absent or NULL, both meant alike. */
static bool read_hash_algorithm(brn_reader *r, brine_hash_id *hash)
{
    brn_reader sequence;
    brine_bytes oid;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) || !brn_der_read_oid(&sequence, &oid))
        return false;
    if (!brn_reader_empty(&sequence) &&
        (!brn_der_read_null(&sequence) || !brn_reader_empty(&sequence)))
        return false;
    if (brn_bytes_equal(oid, brn_oid_sha256))
        *hash = BRINE_HASH_SHA256;
    else if (brn_bytes_equal(oid, brn_oid_sha384))
        *hash = BRINE_HASH_SHA384;
    else if (brn_bytes_equal(oid, brn_oid_sha512))
        *hash = BRINE_HASH_SHA512;
    else
        return false;
    return true;
}

static bool read_mgf1(brn_reader *r, brine_hash_id *hash)
{
    brn_reader sequence;
    brine_bytes oid;

    return brn_der_enter(r, BRN_DER_SEQUENCE, &sequence) && brn_der_read_oid(&sequence, &oid) &&
           brn_bytes_equal(oid, brn_oid_mgf1) && read_hash_algorithm(&sequence, hash) &&
           brn_reader_empty(&sequence);
}

static uint32_t hash_len(brine_hash_id hash)
{
    return hash == BRINE_HASH_SHA256 ? 32 : hash == BRINE_HASH_SHA384 ? 48 : 64;
}

/* trailerField [3] DEFAULT 1, the only one that there is. */
static bool read_trailer(brn_reader *r, bool *is_exact)
{
    brn_reader field;
    uint32_t trailer;

    *is_exact = brn_reader_empty(r);
    return *is_exact ||
           (brn_der_enter(r, BRN_DER_CONTEXT_CONSTRUCTED(3), &field) &&
            brn_der_read_u32(&field, &trailer) && brn_reader_empty(&field) && trailer == 1);
}

bool brn_read_pss_parameters(brn_reader *r, brine_hash_id *hash, bool *is_exact)
{
    brn_reader ahead = *r, sequence, field;
    brine_hash_id mgf_hash;
    uint32_t salt;
    bool without_trailer;

    /* The defaults are SHA-1 and a salt of 20 bytes, so none of the three may be absent. */
    if (!brn_der_enter(&ahead, BRN_DER_SEQUENCE, &sequence) ||
        !brn_der_enter(&sequence, BRN_DER_CONTEXT_CONSTRUCTED(0), &field) ||
        !read_hash_algorithm(&field, hash) || !brn_reader_empty(&field) ||
        !brn_der_enter(&sequence, BRN_DER_CONTEXT_CONSTRUCTED(1), &field) ||
        !read_mgf1(&field, &mgf_hash) || !brn_reader_empty(&field) ||
        !brn_der_enter(&sequence, BRN_DER_CONTEXT_CONSTRUCTED(2), &field) ||
        !brn_der_read_u32(&field, &salt) || !brn_reader_empty(&field) ||
        !read_trailer(&sequence, &without_trailer) || !brn_reader_empty(&sequence))
        return false;
    if (mgf_hash != *hash || salt != hash_len(*hash))
        return false;
    if (is_exact != NULL)
        *is_exact = without_trailer;
    *r = ahead;
    return true;
}

static const brn_signature_algorithm *find_pss(brn_reader *parameters, bool *is_exact)
{
    brine_hash_id hash;

    if (!brn_read_pss_parameters(parameters, &hash, is_exact) || !brn_reader_empty(parameters))
        return NULL;
    return hash == BRINE_HASH_SHA256   ? &pss_sha256
           : hash == BRINE_HASH_SHA384 ? &pss_sha384
                                       : &pss_sha512;
}

/* ---- AlgorithmIdentifier ---- */

static bool parameters_fit(parameter_rule wanted, brn_reader rest, bool *is_exact)
{
    bool are_absent = brn_reader_empty(&rest);
    bool are_null = !are_absent && brn_der_read_null(&rest) && brn_reader_empty(&rest);

    *is_exact = true;
    switch (wanted) {
    case NONE:
        return are_absent;
    case NONE_RATHER:
        *is_exact = are_absent;
        return are_absent || are_null;
    case NUL_RATHER:
        *is_exact = are_null;
        return are_absent || are_null;
    case ANY:
        break;
    }
    return true;
}

const brn_signature_algorithm *brn_find_signature_algorithm(brine_bytes identifier, bool *is_exact)
{
    brn_reader r = brn_reader_of(identifier), sequence;
    brine_bytes oid;
    bool ignored;

    if (is_exact == NULL)
        is_exact = &ignored;
    *is_exact = true;
    if (!brn_der_enter(&r, BRN_DER_SEQUENCE, &sequence) || !brn_der_read_oid(&sequence, &oid))
        return NULL;
    if (brn_bytes_equal(oid, brn_oid_rsassa_pss))
        return find_pss(&sequence, is_exact);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (brn_bytes_equal(oid, *rows[i].oid))
            return parameters_fit(rows[i].parameters, sequence, is_exact) ? &rows[i].algorithm
                                                                          : NULL;
    return NULL;
}

size_t brn_signature_algorithm_text(brine_bytes identifier, char *out, size_t cap)
{
    const brn_signature_algorithm *algorithm = brn_find_signature_algorithm(identifier, NULL);
    brn_reader r = brn_reader_of(identifier), sequence;
    brn_text text = brn_text_in(out, cap);
    brine_bytes oid;

    if (algorithm != NULL)
        brn_text_string(&text, algorithm->name);
    else if (brn_der_enter(&r, BRN_DER_SEQUENCE, &sequence) && brn_der_read_oid(&sequence, &oid))
        return brn_oid_text(oid, out, cap);
    return text.len;
}
