#include "x509/key/encrypted_key.h"

#include "base/ct.h"
#include "crypto/aes/cbc.h"
#include "crypto/declassify.h"
#include "x509/asn1/der.h"
#include "x509/asn1/oid.h"
#include "x509/key/key_derivation.h"

#include <brine/limits.h>
#include <sodium.h>

typedef struct encryption {
    brn_key_derivation derivation;
    size_t key_len;
    brine_bytes iv;
} encryption;

static brine_result fail(brine_result code, const char **rule, const char *why)
{
    *rule = why;
    return code;
}

/* encryptionScheme: RFC 8018 appendix B.2.5. */
static brine_result read_cipher(brn_reader *r, encryption *out, const char **rule)
{
    brn_reader algorithm;
    brine_bytes oid;

    if (!brn_der_enter(r, BRN_DER_SEQUENCE, &algorithm) || !brn_der_read_oid(&algorithm, &oid))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "has no well-formed PBES2-params");
    if (brn_bytes_equal(oid, brn_oid_aes128_cbc))
        out->key_len = 16;
    else if (brn_bytes_equal(oid, brn_oid_aes256_cbc))
        out->key_len = 32;
    else
        return fail(BRINE_ERROR_KEY_ENCRYPTED, rule,
                    "is encrypted with another cipher than AES-128-CBC and AES-256-CBC, such as "
                    "3DES: convert it with openssl pkcs8 -topk8 -in KEY -out NEW_KEY");
    if (!brn_der_read(&algorithm, BRN_DER_OCTET_STRING, &out->iv) ||
        !brn_reader_empty(&algorithm) || out->iv.len != BRN_AES_BLOCK_SIZE ||
        (out->derivation.key_len != 0 && out->derivation.key_len != out->key_len))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "has no well-formed PBES2-params");
    return BRINE_OK;
}

static brine_result read_algorithm(brn_reader *algorithm, encryption *out, const char **rule)
{
    brn_reader parameters;
    brine_bytes oid;
    brine_result result;

    if (!brn_der_read_oid(algorithm, &oid))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "is no EncryptedPrivateKeyInfo");
    if (!brn_bytes_equal(oid, brn_oid_pbes2))
        return fail(BRINE_ERROR_KEY_ENCRYPTED, rule,
                    "is encrypted in an old way (PBES1): convert it with "
                    "openssl pkcs8 -topk8 -in KEY -out NEW_KEY");
    if (!brn_der_enter(algorithm, BRN_DER_SEQUENCE, &parameters) || !brn_reader_empty(algorithm))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "has no well-formed PBES2-params");
    result = brn_key_derivation_read(&parameters, &out->derivation, rule);
    if (result == BRINE_OK)
        result = read_cipher(&parameters, out, rule);
    if (result == BRINE_OK && !brn_reader_empty(&parameters))
        result = fail(BRINE_ERROR_KEY_MALFORMED, rule, "has no well-formed PBES2-params");
    return result;
}

/*
 * The padding of RFC 8018 section 6.1.1, 1 to 16 bytes that hold their number: its length, or 0
 * when it is no padding. Whether it is one tells whether the passphrase was right, and its
 * length is the key's, which the DER inside tells as well.
 */
static size_t padding_len(const uint8_t *last_block)
{
    uint64_t n = last_block[BRN_AES_BLOCK_SIZE - 1];
    uint64_t good = brn_ct_mask_less(n, BRN_AES_BLOCK_SIZE + 1) & brn_ct_mask_nonzero(n);

    for (uint64_t i = 0; i < BRN_AES_BLOCK_SIZE; i++) {
        uint64_t is_padding = brn_ct_mask_less(BRN_AES_BLOCK_SIZE - 1 - i, n);

        good &= ~is_padding | brn_ct_mask_equal(last_block[i], n);
    }
    n &= good;
    BRN_DECLASSIFY(&n, sizeof n);
    return (size_t)n;
}

/* A PrivateKeyInfo is one SEQUENCE: noise with a padding by chance is told by that. */
static brine_result take_plaintext(uint8_t *data, size_t len, brine_bytes *plaintext,
                                   const char **rule)
{
    size_t padding = padding_len(data + len - BRN_AES_BLOCK_SIZE);
    brine_bytes content = {data, len - padding};
    bool good = padding > 0 && content.len > 0;

    if (good) {
        BRN_DECLASSIFY(data, content.len < 8 ? content.len : 8); /* tags and lengths */
        good = brn_der_is_sequence(content);
    }
    if (!good)
        return fail(BRINE_ERROR_KEY_ENCRYPTED, rule,
                    "can't be decrypted: the passphrase is wrong, or the file is damaged");
    *plaintext = content;
    return BRINE_OK;
}

brine_result brn_encrypted_key_decrypt(uint8_t *der, size_t len, brine_bytes passphrase,
                                       brine_bytes *plaintext, const char **rule)
{
    brn_reader whole = brn_reader_at(der, len), info, algorithm;
    encryption how = {.key_len = 0};
    uint8_t key[BRN_DERIVED_KEY_MAX], *data;
    brine_bytes encrypted;
    brine_result result;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &info) || !brn_reader_empty(&whole) ||
        !brn_der_enter(&info, BRN_DER_SEQUENCE, &algorithm) ||
        !brn_der_read(&info, BRN_DER_OCTET_STRING, &encrypted) || !brn_reader_empty(&info))
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "is no EncryptedPrivateKeyInfo");
    result = read_algorithm(&algorithm, &how, rule);
    if (result != BRINE_OK)
        return result;
    if (encrypted.len == 0 || encrypted.len % BRN_AES_BLOCK_SIZE != 0)
        return fail(BRINE_ERROR_KEY_MALFORMED, rule, "has encryptedData of no whole blocks");
    if (encrypted.len > BRINE_KEY_ENCRYPTED_SIZE_MAX)
        return fail(BRINE_ERROR_LIMIT, rule,
                    "has more than 65,536 bytes of encryptedData (BRINE_KEY_ENCRYPTED_SIZE_MAX)");
    result = how.derivation.derive(&how.derivation, passphrase, key, how.key_len);
    if (result == BRINE_OK) {
        data = der + (encrypted.data - der);
        brn_aes_cbc_decrypt(key, how.key_len, how.iv.data, data, encrypted.len);
        result = take_plaintext(data, encrypted.len, plaintext, rule);
    } else {
        *rule = "needs more memory than there is to be decrypted";
    }
    sodium_memzero(key, sizeof key);
    return result;
}
