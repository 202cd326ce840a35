#include "support/peer/keys.h"

#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

static void must(bool ok)
{
    if (!ok)
        abort();
}

/* ---- Key agreement ---- */

static EC_GROUP *curve_of(uint16_t group)
{
    EC_GROUP *curve =
        EC_GROUP_new_by_curve_name(group == PEER_SECP256R1 ? NID_X9_62_prime256v1 : NID_secp384r1);

    must(curve != NULL);
    return curve;
}

static int field_length(uint16_t group)
{
    return group == PEER_SECP384R1 ? 48 : 32;
}

bool peer_group_known(uint16_t group)
{
    return group == PEER_X25519 || group == PEER_SECP256R1 || group == PEER_SECP384R1;
}

static void make_x25519_point(peer_share *share)
{
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, share->secret, 32);
    uint8_t point[32];
    size_t len = sizeof point;

    must(key && EVP_PKEY_get_raw_public_key(key, point, &len) == 1);
    peer_put(&share->point, point, len);
    EVP_PKEY_free(key);
}

static void make_curve_point(peer_share *share)
{
    EC_GROUP *curve = curve_of(share->group);
    int size = field_length(share->group);
    BIGNUM *secret;
    EC_POINT *point = EC_POINT_new(curve);
    uint8_t bytes[1 + 2 * 48];
    size_t len;

    /* Less than the order of both curves, and not zero. */
    share->secret[0] = 0x7f;
    secret = BN_bin2bn(share->secret, size, NULL);
    must(secret && point && EC_POINT_mul(curve, point, secret, NULL, NULL, NULL) == 1);
    len =
        EC_POINT_point2oct(curve, point, POINT_CONVERSION_UNCOMPRESSED, bytes, sizeof bytes, NULL);
    must(len == 1 + 2 * (size_t)size);
    peer_put(&share->point, bytes, len);
    EC_POINT_free(point);
    BN_free(secret);
    EC_GROUP_free(curve);
}

void peer_share_make(peer_share *share, uint16_t group, const uint8_t random[PEER_SECRET_MAX])
{
    share->group = group;
    memcpy(share->secret, random, PEER_SECRET_MAX);
    share->point.len = 0;
    if (group == PEER_X25519)
        make_x25519_point(share);
    else
        make_curve_point(share);
}

static bool agree_x25519(const peer_share *share, peer_slice point, peer_bytes *secret)
{
    EVP_PKEY *ours = EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, share->secret, 32);
    EVP_PKEY *theirs = EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, NULL, point.data, point.len);
    EVP_PKEY_CTX *context = ours ? EVP_PKEY_CTX_new(ours, NULL) : NULL;
    uint8_t shared[32];
    size_t len = sizeof shared;
    bool ok = theirs && context && EVP_PKEY_derive_init(context) == 1 &&
              EVP_PKEY_derive_set_peer(context, theirs) == 1 &&
              EVP_PKEY_derive(context, shared, &len) == 1;

    if (ok)
        peer_put(secret, shared, len);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(theirs);
    EVP_PKEY_free(ours);
    return ok;
}

static bool agree_curve(const peer_share *share, peer_slice point, peer_bytes *secret)
{
    EC_GROUP *curve = curve_of(share->group);
    int size = field_length(share->group);
    BIGNUM *ours = BN_bin2bn(share->secret, size, NULL), *x = BN_new();
    EC_POINT *theirs = EC_POINT_new(curve), *product = EC_POINT_new(curve);
    uint8_t shared[48];
    bool ok = ours && x && theirs && product && point.len == 1 + 2 * (size_t)size &&
              EC_POINT_oct2point(curve, theirs, point.data, point.len, NULL) == 1 &&
              EC_POINT_mul(curve, product, NULL, theirs, ours, NULL) == 1 &&
              EC_POINT_get_affine_coordinates(curve, product, x, NULL, NULL) == 1 &&
              BN_bn2binpad(x, shared, size) == size;

    if (ok)
        peer_put(secret, shared, (size_t)size);
    EC_POINT_free(product);
    EC_POINT_free(theirs);
    BN_free(x);
    BN_free(ours);
    EC_GROUP_free(curve);
    return ok;
}

bool peer_share_agree(const peer_share *share, peer_slice point, peer_bytes *secret)
{
    return share->group == PEER_X25519 ? agree_x25519(share, point, secret)
                                       : agree_curve(share, point, secret);
}

void peer_share_free(peer_share *share)
{
    peer_bytes_free(&share->point);
}

/* ---- Signatures ---- */

typedef struct scheme {
    uint16_t id;
    const char *digest; /* NULL: the algorithm hashes for itself */
    const char *key;    /* libcrypto's key type */
    bool pss;
} scheme;

static const scheme schemes[] = {
    {0x0403, "SHA256", "EC", false},     {0x0503, "SHA384", "EC", false},
    {0x0603, "SHA512", "EC", false},     {0x0807, NULL, "ED25519", false},
    {0x0804, "SHA256", "RSA", true},     {0x0805, "SHA384", "RSA", true},
    {0x0806, "SHA512", "RSA", true},     {0x0809, "SHA256", "RSA-PSS", true},
    {0x080a, "SHA384", "RSA-PSS", true}, {0x080b, "SHA512", "RSA-PSS", true},
    {0x0401, "SHA256", "RSA", false},    {0x0501, "SHA384", "RSA", false},
    {0x0601, "SHA512", "RSA", false},    {0x0201, "SHA1", "RSA", false},
    {0x0203, "SHA1", "EC", false},
};

const uint16_t peer_schemes[] = {0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0809,
                                 0x080a, 0x080b, 0x0401, 0x0501, 0x0601, 0x0201, 0x0203, 0};

static const scheme *find_scheme(uint16_t id)
{
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (schemes[i].id == id)
            return &schemes[i];
    return NULL;
}

bool peer_scheme_fits(uint16_t id, EVP_PKEY *key)
{
    const scheme *found = find_scheme(id);

    return found && EVP_PKEY_is_a(key, found->key);
}

static bool set_padding(const scheme *used, EVP_PKEY_CTX *context)
{
    if (!used->pss)
        return true;
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

bool peer_sign(EVP_PKEY *key, uint16_t id, peer_slice message, peer_bytes *signature)
{
    const scheme *used = find_scheme(id);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *key_context = NULL;
    size_t len = 0, start = signature->len;
    bool ok =
        used && context &&
        EVP_DigestSignInit_ex(context, &key_context, used->digest, NULL, NULL, key, NULL) == 1 &&
        set_padding(used, key_context) &&
        EVP_DigestSign(context, NULL, &len, message.data, message.len) == 1;

    if (ok) {
        peer_put_zeros(signature, len);
        ok = EVP_DigestSign(context, signature->data + start, &len, message.data, message.len) == 1;
        signature->len = ok ? start + len : start;
    }
    EVP_MD_CTX_free(context);
    return ok;
}

bool peer_verify(EVP_PKEY *key, uint16_t id, peer_slice message, peer_slice signature)
{
    const scheme *used = find_scheme(id);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *key_context = NULL;
    bool ok =
        used && context && peer_scheme_fits(id, key) &&
        EVP_DigestVerifyInit_ex(context, &key_context, used->digest, NULL, NULL, key, NULL) == 1 &&
        set_padding(used, key_context) &&
        EVP_DigestVerify(context, signature.data, signature.len, message.data, message.len) == 1;

    EVP_MD_CTX_free(context);
    return ok;
}

bool peer_rsa_decrypt(EVP_PKEY *key, peer_slice ciphertext, peer_bytes *plaintext)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    size_t len = (size_t)EVP_PKEY_get_size(key), start = plaintext->len;
    bool ok;

    peer_put_zeros(plaintext, len);
    ok = context && EVP_PKEY_decrypt_init(context) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0 &&
         EVP_PKEY_decrypt(context, plaintext->data + start, &len, ciphertext.data,
                          ciphertext.len) == 1;
    plaintext->len = ok ? start + len : start;
    EVP_PKEY_CTX_free(context);
    return ok;
}
