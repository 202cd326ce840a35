/*
 * A signature by a key that stands by itself.
 */
#include "base/error.h"
#include "base/reader.h"
#include "config/key.h"
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"
#include "crypto/registers.h"

static const char step[] = "sign";

/* What is missing of the arguments, NULL when nothing is. */
static const char *missing(const brine_key *key, brine_bytes digest, brine_bytes message,
                           const uint8_t *signature, const size_t *len)
{
    if (key == NULL)
        return "the key";
    if (brn_bytes_are_missing(digest) || brn_bytes_are_missing(message))
        return "what is to be signed";
    return signature == NULL || len == NULL ? "the place for the signature" : NULL;
}

static brine_result check_scheme(const brine_key *key, uint16_t id,
                                 const brn_signature_scheme **scheme, brine_error *error)
{
    *scheme = brn_find_signature_scheme(id);
    if (!brine_key_is_private(key))
        return brn_fail(error, BRINE_ERROR_NO_PRIVATE_KEY, step,
                        "the key is a public one, which can't sign");
    if (*scheme == NULL)
        return brn_fail(error, BRINE_ERROR_UNSUPPORTED, step,
                        "the signature scheme 0x%04x is none of those that brine knows",
                        (unsigned)id);
    if ((*scheme)->key != key->copy.key.kind)
        return brn_fail(error, BRINE_ERROR_UNSUPPORTED, step,
                        "a key of this kind (%s) makes no signatures with %s",
                        key->loaded.signer->name, (*scheme)->name);
    return BRINE_OK;
}

/* The digest that is signed: the caller's, or the message's. Empty where the scheme has none. */
static brine_result make_digest(const brine_key *key, const brn_signature_scheme *scheme,
                                brine_bytes message, uint8_t room[BRINE_HASH_OUTPUT_MAX],
                                brine_bytes *digest, brine_error *error)
{
    const brine_hash *hash;

    if (scheme->hash == BRINE_HASH_INTRINSIC) {
        *digest = (brine_bytes){NULL, 0};
        return message.len > 0 ? BRINE_OK
                               : brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, step,
                                          "%s signs the message, which is empty", scheme->name);
    }
    hash = brn_find_hash(key->provider, scheme->hash);
    if (hash == NULL)
        return brn_fail(error, BRINE_ERROR_UNSUPPORTED, step, "provider '%s' lacks the hash of %s",
                        key->provider->name, scheme->name);
    if (digest->len == 0) {
        brn_digest(key->provider, hash, message, room);
        *digest = (brine_bytes){room, hash->output_length};
    }
    if (digest->len != hash->output_length)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, step,
                        "the digest has %lu bytes, %s signs %lu", (unsigned long)digest->len,
                        scheme->name, (unsigned long)hash->output_length);
    return BRINE_OK;
}

brine_result brine_key_sign(const brine_key *key, uint16_t scheme, brine_bytes digest,
                            brine_bytes message, uint8_t *signature, size_t *len,
                            brine_error *error)
{
    const char *what = missing(key, digest, message, signature, len);
    const brn_signature_scheme *known;
    uint8_t room[BRINE_HASH_OUTPUT_MAX];
    brine_result result;
    size_t signed_len = BRINE_SIGNATURE_MAX;

    if (what != NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, step, "%s is NULL", what);
    result = check_scheme(key, scheme, &known, error);
    if (result == BRINE_OK)
        result = make_digest(key, known, message, room, &digest, error);
    if (result != BRINE_OK)
        return result;
    result =
        key->loaded.signer->sign(key->provider->context, key->provider->random, key->loaded.state,
                                 scheme, digest.data, digest.len, message, signature, &signed_len);
    brn_clear_registers();
    if (result != BRINE_OK)
        return brn_fail(error, result, step, NULL);
    *len = signed_len;
    return BRINE_OK;
}
