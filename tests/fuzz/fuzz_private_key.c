/*
 * Any bytes as a private key, in PEM and as DER of each form. A key that is accepted
 * consists of slices of the input, and all of it comes back wiped. And as a public one.
 */
#include "fuzz.h"

#include "base/memory.h"
#include "x509/key/private_key.h"
#include "x509/key/public_key_pem.h"
#include "x509/pem/pem_certificates.h"

#include <string.h>

static void check_slice(brine_bytes slice, const uint8_t *data, size_t size)
{
    if (slice.len == 0)
        return;
    FUZZ_CHECK(slice.data >= data && slice.len <= size);
    FUZZ_CHECK((size_t)(slice.data - data) <= size - slice.len);
}

static bool is_rsa(const brine_private_key *key)
{
    return key->kind == BRINE_KEY_RSA || key->kind == BRINE_KEY_RSA_PSS;
}

/* What a file may leave out: an EC scalar's leading zeros, an RSA key's CRT values. */
static void check_parts(const brine_private_key *key, const uint8_t *data, size_t size)
{
    check_slice(key->scalar, data, size);
    check_slice(key->exponent1, data, size);
    check_slice(key->exponent2, data, size);
    check_slice(key->coefficient, data, size);
}

static void check_key(const brn_private_key *parsed, const uint8_t *data, size_t size)
{
    const brine_private_key *key = &parsed->key;
    const brine_bytes rsa[] = {key->modulus, key->exponent, key->prime1, key->prime2,
                               parsed->private_exponent};

    FUZZ_CHECK(is_rsa(key) || key->kind == BRINE_KEY_EC || key->kind == BRINE_KEY_ED25519);
    FUZZ_CHECK((key->scalar.len == 0) == is_rsa(key));
    FUZZ_CHECK((key->curve != BRINE_GROUP_NONE) == (key->kind == BRINE_KEY_EC));
    for (size_t i = 0; i < sizeof rsa / sizeof *rsa; i++) {
        FUZZ_CHECK((rsa[i].len > 0) == is_rsa(key));
        check_slice(rsa[i], data, size);
    }
}

/* After brn_private_key_complete nothing is missing, and it lies in one of the key's blocks. */
static void check_completed(const brn_private_key *parsed)
{
    const brine_private_key *key = &parsed->key;
    const brine_bytes crt[] = {key->exponent1, key->exponent2, key->coefficient};

    check_key(parsed, parsed->block, parsed->size);
    for (size_t i = 0; i < sizeof crt / sizeof *crt; i++)
        FUZZ_CHECK((crt[i].len > 0) == is_rsa(key));
    if (key->kind == BRINE_KEY_EC)
        FUZZ_CHECK(key->scalar.len == (key->curve == BRINE_GROUP_SECP256R1 ? 32 : 48));
    if (parsed->completion == NULL)
        check_parts(key, parsed->block, parsed->size);
    else
        check_parts(key, parsed->completion, parsed->completion_size);
}

static void decode(const char *label, const uint8_t *data, size_t size)
{
    const brine_bytes name = {(const uint8_t *)label, strlen(label)};
    brn_private_key key = {.block = NULL};
    const char *rule = NULL;

    if (brn_private_key_decode(name, (brine_bytes){data, size}, &key, &rule) == BRINE_OK) {
        check_key(&key, data, size);
        check_parts(&key.key, data, size);
    } else {
        FUZZ_CHECK(rule != NULL);
    }
}

static void read_public(const uint8_t *data, size_t size)
{
    brn_public_key_copy copy = {.block = NULL};
    brine_error error;

    if (brn_public_key_read(&brn_system_allocator, (brine_bytes){data, size}, &copy, &error) ==
        BRINE_OK) {
        FUZZ_CHECK(copy.key.kind != (brine_key_kind)0 && copy.key.bits > 0);
        FUZZ_CHECK((copy.key.modulus.len > 0) != (copy.key.point.len > 0));
        check_slice(copy.key.modulus, copy.block, copy.size);
        check_slice(copy.key.exponent, copy.block, copy.size);
        check_slice(copy.key.point, copy.block, copy.size);
    }
    brn_public_key_copy_free(&brn_system_allocator, &copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const brn_passphrase none = {NULL, NULL};
    brn_certificate_list list;
    brn_private_key key;
    brine_error error;

    decode("PRIVATE KEY", data, size);
    decode("EC PRIVATE KEY", data, size);
    decode("RSA PRIVATE KEY", data, size);
    if (brn_private_key_parse(&brn_system_allocator, (brine_bytes){data, size}, "fuzz", &none, &key,
                              &error) == BRINE_OK) {
        check_completed(&key);
        brn_private_key_free(&brn_system_allocator, &key);
    }
    read_public(data, size);
    if (brn_pem_certificates(&brn_system_allocator, (brine_bytes){data, size}, "fuzz", &list,
                             &error) == BRINE_OK) {
        for (size_t i = 0; i < list.count; i++)
            check_slice(list.certificates[i], list.block, list.size);
        brn_certificate_list_free(&brn_system_allocator, &list);
    }
    return 0;
}
