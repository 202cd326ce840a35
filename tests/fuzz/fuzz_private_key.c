/*
 * Any bytes as a private key, in PEM and as DER of each form. A key that is accepted
 * consists of slices of the input, and all of it comes back wiped.
 */
#include "fuzz.h"

#include "base/memory.h"
#include "x509/key/private_key.h"
#include "x509/pem/pem_certificates.h"

#include <string.h>

static void check_slice(brine_bytes slice, const uint8_t *data, size_t size)
{
    if (slice.len == 0)
        return;
    FUZZ_CHECK(slice.data >= data && slice.len <= size);
    FUZZ_CHECK((size_t)(slice.data - data) <= size - slice.len);
}

static void check_key(const brine_private_key *key, const uint8_t *data, size_t size)
{
    const brine_bytes rsa[] = {key->modulus,   key->exponent,  key->prime1,     key->prime2,
                               key->exponent1, key->exponent2, key->coefficient};
    bool is_rsa = key->kind == BRINE_KEY_RSA || key->kind == BRINE_KEY_RSA_PSS;

    FUZZ_CHECK(is_rsa || key->kind == BRINE_KEY_EC || key->kind == BRINE_KEY_ED25519);
    FUZZ_CHECK((key->scalar.len == 0) == is_rsa);
    FUZZ_CHECK((key->curve != BRINE_GROUP_NONE) == (key->kind == BRINE_KEY_EC));
    check_slice(key->scalar, data, size);
    for (size_t i = 0; i < sizeof rsa / sizeof *rsa; i++) {
        FUZZ_CHECK((rsa[i].len > 0) == is_rsa);
        check_slice(rsa[i], data, size);
    }
}

static void decode(const char *label, const uint8_t *data, size_t size)
{
    const brine_bytes name = {(const uint8_t *)label, strlen(label)};
    brine_private_key key;
    const char *rule = NULL;

    if (brn_private_key_decode(name, (brine_bytes){data, size}, &key, &rule) == BRINE_OK)
        check_key(&key, data, size);
    else
        FUZZ_CHECK(rule != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    brn_certificate_list list;
    brn_private_key key;
    brine_error error;

    decode("PRIVATE KEY", data, size);
    decode("EC PRIVATE KEY", data, size);
    decode("RSA PRIVATE KEY", data, size);
    if (brn_private_key_parse(&brn_system_allocator, (brine_bytes){data, size}, "fuzz", &key,
                              &error) == BRINE_OK) {
        check_key(&key.key, key.block, key.size);
        brn_private_key_free(&brn_system_allocator, &key);
    }
    if (brn_pem_certificates(&brn_system_allocator, (brine_bytes){data, size}, "fuzz", &list,
                             &error) == BRINE_OK) {
        for (size_t i = 0; i < list.count; i++)
            check_slice(list.certificates[i], list.block, list.size);
        brn_certificate_list_free(&brn_system_allocator, &list);
    }
    return 0;
}
