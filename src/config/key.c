/*
 * A key by itself: read, loaded, asked to sign.
 */
#include "config/key.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/reader.h"
#include "crypto/registers.h"
#include "x509/key/private_key.h"
#include "x509/key/subject_public_key.h"

#include <string.h>

static const char step[] = "read key";

static size_t bits_of(const brine_public_key *key)
{
    if (key->kind == BRINE_KEY_EC)
        return key->curve == BRINE_GROUP_SECP384R1 ? 384 : 256;
    return key->kind == BRINE_KEY_ED25519 ? 256 : brn_bit_length(key->modulus);
}

/* Copies the public half out of a private key that was loaded. */
static brine_result keep_public(brine_key *key, const brine_private_key *from, brine_error *error)
{
    brn_public_key_copy *copy = &key->copy;
    brine_public_key *kept = &copy->key;
    size_t size = BRINE_RSA_MODULUS_MAX + from->exponent.len, len;

    copy->block = brn_allocate(&key->allocator, size, 1);
    if (copy->block == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    copy->size = size;
    if (!brn_loaded_key_public(&key->loaded, copy->block, &len))
        return brn_fail(error, BRINE_ERROR_CRYPTO, step, NULL);
    *kept = (brine_public_key){.kind = from->kind, .curve = from->curve};
    if (from->exponent.len > 0) {
        memcpy(copy->block + len, from->exponent.data, from->exponent.len);
        kept->modulus = (brine_bytes){copy->block, len};
        kept->exponent = (brine_bytes){copy->block + len, from->exponent.len};
    } else {
        kept->point = (brine_bytes){copy->block, len};
    }
    kept->bits = bits_of(kept);
    return BRINE_OK;
}

static brine_result read_private(brine_key *key, brine_bytes text, const brn_passphrase *passphrase,
                                 brine_error *error)
{
    brn_private_key parsed;
    brine_result result =
        brn_private_key_parse(&key->allocator, text, "the key", passphrase, &parsed, error);

    if (result != BRINE_OK)
        return result;
    result = brn_loaded_key_new(key->provider, &key->allocator, &parsed.key, "the key",
                                &key->loaded, error);
    if (result == BRINE_OK)
        result = keep_public(key, &parsed.key, error);
    brn_private_key_free(&key->allocator, &parsed);
    return result;
}

static brine_result check_arguments(const brine_provider *provider, brine_bytes text,
                                    brine_key **out, brine_error *error)
{
    const char *what = provider == NULL              ? "the key's provider"
                       : brn_bytes_are_missing(text) ? "the text of the key"
                       : out == NULL                 ? "the place for the new key"
                                                     : NULL;

    return what == NULL ? BRINE_OK
                        : brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, step, "%s is NULL", what);
}

brine_result brine_key_new(const brine_provider *provider, const brine_allocator *allocator,
                           brine_bytes pem_or_der, brine_passphrase passphrase, void *context,
                           brine_key **out, brine_error *error)
{
    const brn_passphrase ask = {passphrase, context};
    brine_result result = check_arguments(provider, pem_or_der, out, error);
    brine_key *key;

    if (result != BRINE_OK)
        return result;
    allocator = allocator != NULL ? allocator : &brn_system_allocator;
    key = brn_allocate(allocator, 1, sizeof *key);
    if (key == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    key->allocator = *allocator;
    key->provider = provider;
    result = brn_private_key_is_in(pem_or_der)
                 ? read_private(key, pem_or_der, &ask, error)
                 : brn_public_key_read(allocator, pem_or_der, &key->copy, error);
    if (result == BRINE_OK)
        *out = key;
    else
        brine_key_free(key);
    brn_clear_registers();
    return result;
}

void brine_key_free(brine_key *key)
{
    brine_allocator allocator;

    if (key == NULL)
        return;
    allocator = key->allocator;
    brn_loaded_key_free(&key->loaded, &allocator);
    brn_public_key_copy_free(&allocator, &key->copy);
    brn_release(&allocator, key, sizeof *key);
    brn_clear_registers();
}

void brine_key_public(const brine_key *key, brine_public_key *out)
{
    const brine_public_key none = {.curve = BRINE_GROUP_NONE};

    if (out != NULL)
        *out = key == NULL ? none : key->copy.key;
}

bool brine_key_is_private(const brine_key *key)
{
    return key != NULL && key->loaded.signer != NULL;
}
