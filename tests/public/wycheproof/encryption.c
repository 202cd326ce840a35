/*
 * RSAES-PKCS1-v1_5. A TLS client only encrypts, the tests are about decryption: so we
 * decrypt here, with libcrypto's bare RSA, and let the provider encrypt what comes out.
 * A test is valid when its ciphertext holds its message in correct padding and when the
 * provider's encryption of that message, decrypted, does too.
 */
#include "wycheproof.h"

#include <openssl/bn.h>
#include <string.h>

#define MODULUS_MAX BRINE_RSA_MODULUS_MAX

typedef struct private_key {
    brine_bytes n, e, d;
} private_key;

static BIGNUM *number(brine_bytes bytes)
{
    return BN_bin2bn(bytes.data, (int)bytes.len, NULL);
}

/* c^d mod n as a string as long as n; false when c is none of those that encryption makes. */
static bool decrypt_bare(const private_key *key, brine_bytes ciphertext, uint8_t *out)
{
    BIGNUM *n = number(key->n), *d = number(key->d), *c = number(ciphertext);
    BN_CTX *space = BN_CTX_new();
    bool good = ciphertext.len == key->n.len && BN_cmp(c, n) < 0 &&
                BN_mod_exp(c, c, d, n, space) == 1 &&
                BN_bn2binpad(c, out, (int)key->n.len) == (int)key->n.len;

    BN_free(n);
    BN_free(d);
    BN_free(c);
    BN_CTX_free(space);
    return good;
}

/* RFC 8017 section 7.2.2 step 3: 00 02, at least eight bytes that are not 00, 00, message. */
static bool holds(const private_key *key, brine_bytes ciphertext, brine_bytes message)
{
    uint8_t encoded[MODULUS_MAX];
    size_t end = 2;

    if (!decrypt_bare(key, ciphertext, encoded) || encoded[0] != 0 || encoded[1] != 2)
        return false;
    while (end < key->n.len && encoded[end] != 0)
        end++;
    return end >= 10 && end < key->n.len &&
           wycheproof_equal(message, encoded + end + 1, key->n.len - end - 1);
}

static bool encrypts(const brine_provider *p, const private_key *key, brine_bytes message)
{
    const brine_public_key public_key = {
        .kind = BRINE_KEY_RSA, .modulus = key->n, .exponent = key->e, .bits = key->n.len * 8};
    uint8_t ciphertext[MODULUS_MAX];
    size_t len = 0;

    return p->premaster_encrypter->encrypt(p->context, p->random, &public_key, message.data,
                                           message.len, ciphertext, &len) == BRINE_OK &&
           holds(key, (brine_bytes){ciphertext, len}, message);
}

verdict wycheproof_encryption(const wycheproof_case *c)
{
    const cJSON *object = cJSON_GetObjectItemCaseSensitive(c->group, "privateKey");
    const private_key key = {wycheproof_integer(object, "modulus"),
                             wycheproof_integer(object, "publicExponent"),
                             wycheproof_integer(object, "privateExponent")};
    brine_bytes message = wycheproof_bytes(c->test, "msg"), ct = wycheproof_bytes(c->test, "ct");
    verdict sum = VERDICT_NONE;

    if (key.n.len > MODULUS_MAX)
        wycheproof_fail("modulus");
    for (size_t i = 0; c->providers[i] != NULL; i++) {
        const brine_provider *p = c->providers[i];

        if (p->premaster_encrypter != NULL &&
            wycheproof_runs(c, p, p->premaster_encrypter->implementation, NULL))
            wycheproof_join(&sum, holds(&key, ct, message) && encrypts(p, &key, message));
    }
    return sum;
}
