#include "against.h"

#include "crypto/ec/ecdsa.h"
#include "fuzz.h"
#include "x509/key/private_key.h"
#include "x509/key/subject_public_key.h"

#include <brine/key.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/x509.h>
#include <string.h>

#define NUMBER_MAX 1024u /* bytes of BRINE_RSA_BITS_MAX */

static void check_number(const BIGNUM *theirs, brine_bytes ours)
{
    BIGNUM *number = BN_bin2bn(ours.data, (int)ours.len, NULL);

    FUZZ_CHECK(number != NULL && theirs != NULL && BN_cmp(number, theirs) == 0);
    BN_free(number);
}

/* ---- Signatures ---- */

void against_signature(brine_bytes der)
{
    const brn_curve *const curves[] = {&brn_curve_p256, &brn_curve_p384};
    uint8_t r[BRN_FIELD_SIZE_MAX], s[BRN_FIELD_SIZE_MAX];

    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
        size_t size = brn_field_size(curves[i]->scalar);
        const unsigned char *at = der.data;
        unsigned char *again = NULL;
        ECDSA_SIG *theirs;

        if (!brn_ecdsa_read(curves[i], r, s, der))
            continue;
        theirs = d2i_ECDSA_SIG(NULL, &at, (long)der.len);
        FUZZ_CHECK(theirs != NULL && at == der.data + der.len);
        check_number(ECDSA_SIG_get0_r(theirs), (brine_bytes){r, size});
        check_number(ECDSA_SIG_get0_s(theirs), (brine_bytes){s, size});
        FUZZ_CHECK(i2d_ECDSA_SIG(theirs, &again) == (int)der.len);
        FUZZ_CHECK(memcmp(again, der.data, der.len) == 0); /* there is one DER of it */
        OPENSSL_free(again);
        ECDSA_SIG_free(theirs);
    }
}

/* ---- Public keys ---- */

static void check_rsa(const brine_public_key *ours, const EVP_PKEY *theirs)
{
    BIGNUM *modulus = NULL, *exponent = NULL;

    FUZZ_CHECK(EVP_PKEY_get_bn_param(theirs, OSSL_PKEY_PARAM_RSA_N, &modulus) == 1);
    FUZZ_CHECK(EVP_PKEY_get_bn_param(theirs, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1);
    check_number(modulus, ours->modulus);
    check_number(exponent, ours->exponent);
    FUZZ_CHECK((size_t)EVP_PKEY_get_bits(theirs) == ours->bits);
    BN_free(modulus);
    BN_free(exponent);
}

/* The point as brine keeps it: uncompressed, or the 32 bytes of Ed25519. */
static void check_point(const brine_public_key *ours, const EVP_PKEY *theirs)
{
    uint8_t point[256];
    size_t length = 0;

    if (ours->kind == BRINE_KEY_ED25519) {
        length = sizeof point;
        FUZZ_CHECK(EVP_PKEY_get_raw_public_key(theirs, point, &length) == 1);
    } else {
        FUZZ_CHECK(EVP_PKEY_get_octet_string_param(theirs, OSSL_PKEY_PARAM_PUB_KEY, point,
                                                   sizeof point, &length) == 1);
    }
    FUZZ_CHECK(ours->point.len == length && memcmp(ours->point.data, point, length) == 0);
}

static void check_public(const brine_public_key *ours, const EVP_PKEY *theirs)
{
    static const char *const types[] = {
        [BRINE_KEY_RSA] = "RSA",
        [BRINE_KEY_RSA_PSS] = "RSA-PSS",
        [BRINE_KEY_EC] = "EC",
        [BRINE_KEY_ED25519] = "ED25519",
    };

    FUZZ_CHECK(EVP_PKEY_is_a(theirs, types[ours->kind]));
    if (ours->kind == BRINE_KEY_RSA || ours->kind == BRINE_KEY_RSA_PSS)
        check_rsa(ours, theirs);
    else
        check_point(ours, theirs);
}

/*
 * Whether libcrypto may refuse what brine parses: a point off its curve, which brine finds when
 * it uses the key, and an RSA key of a size or kind that brine finds too weak (brn_key_is_strong)
 * or whose parameters for PSS libcrypto lacks.
 */
static bool may_be_refused(const brn_subject_public_key *ours)
{
    return ours->key.kind == BRINE_KEY_EC || ours->key.kind == BRINE_KEY_RSA_PSS ||
           !brn_key_is_strong(&ours->key);
}

void against_public_key(brine_bytes der)
{
    const unsigned char *at = der.data;
    brn_subject_public_key ours;
    const char *rule = NULL;
    EVP_PKEY *theirs;

    if (!brn_parse_subject_public_key(der, &ours, &rule) || (int)ours.key.kind == 0)
        return;
    theirs = d2i_PUBKEY(NULL, &at, (long)der.len);
    FUZZ_CHECK(theirs != NULL || may_be_refused(&ours));
    if (theirs != NULL) {
        FUZZ_CHECK(at == der.data + der.len);
        check_public(&ours.key, theirs);
    }
    EVP_PKEY_free(theirs);
}

/* ---- Private keys ---- */

/* Whether the two halves belong together, as libcrypto computes it. */
static bool is_pair(EVP_PKEY *key)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    bool is = EVP_PKEY_pairwise_check(context) == 1;

    EVP_PKEY_CTX_free(context);
    return is;
}

/*
 * brine has the provider check the numbers, so libcrypto takes them, too, and finds the same key.
 * But for the public point that a file may have beside an EC scalar (RFC 5915 section 3): libcrypto
 * reads it, whether or not it belongs to the scalar; brine computes its own.
 */
void against_private_key(brine_bytes der)
{
    const unsigned char *at = der.data;
    brine_key *ours = NULL;
    brine_public_key half;
    EVP_PKEY *theirs;

    if (brine_key_new(brine_provider_default(), NULL, der, NULL, NULL, &ours, NULL) != BRINE_OK)
        return;
    brine_key_public(ours, &half);
    if (brine_key_is_private(ours)) {
        theirs = d2i_AutoPrivateKey(NULL, &at, (long)der.len);
        FUZZ_CHECK(theirs != NULL || half.kind == BRINE_KEY_EC);
        if (theirs != NULL && (half.kind != BRINE_KEY_EC || is_pair(theirs)))
            check_public(&half, theirs);
        EVP_PKEY_free(theirs);
    }
    brine_key_free(ours);
}
