/*
 * Reading a chain and a key, and whether they belong together.
 */
#include "base/error.h"
#include "base/memory.h"
#include "base/writer.h"
#include "config/config.h"
#include "config/identity.h"
#include "x509/asn1/certificate_outline.h"
#include "x509/key/private_key.h"
#include "x509/key/subject_public_key.h"
#include "x509/pem/pem_certificates.h"

#include <string.h>

/* The chain as Certificate sends it: each certificate behind its 24-bit length. */
static brine_result encode_chain(const brine_allocator *allocator, const brn_certificate_list *list,
                                 brine_bytes *out)
{
    size_t size = 0;
    uint8_t *bytes;
    brn_writer w;

    for (size_t i = 0; i < list->count; i++)
        size += 3 + list->certificates[i].len; /* both bounded by brn_pem_certificates */
    bytes = brn_allocate(allocator, size, 1);
    if (bytes == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    w = brn_writer_to(bytes, size);
    for (size_t i = 0; i < list->count; i++) {
        brn_write_u24(&w, (uint32_t)list->certificates[i].len);
        brn_write_bytes(&w, list->certificates[i].data, list->certificates[i].len);
    }
    *out = (brine_bytes){bytes, size};
    return BRINE_OK;
}

/*
 * What is in a certificate is for the server to judge: here it is bytes to send, and of the
 * first one the key is read, since a signature has to be made with it. *leaf has slices of der.
 */
static brine_result read_leaf(brine_bytes der, brine_public_key *leaf, brine_error *error)
{
    brn_certificate_outline outline;
    brn_subject_public_key subject_key;
    const char *rule = brn_certificate_outline_read(der, &outline);
    char text[128];

    if (rule != NULL)
        return brn_fail(error, BRINE_ERROR_CERT_MALFORMED, "config",
                        "the client's certificate can't be read: %s", rule);
    if (!brn_parse_subject_public_key(outline.spki, &subject_key, &rule))
        return brn_fail(error, BRINE_ERROR_CERT_MALFORMED, "config",
                        "the client's certificate: its subjectPublicKeyInfo %s", rule);
    brn_key_text(&subject_key, text, sizeof text);
    if (subject_key.key.kind == (brine_key_kind)0)
        return brn_fail(error, BRINE_ERROR_KEY_UNSUPPORTED, "config",
                        "the client's certificate is for a key of the kind %s", text);
    *leaf = subject_key.key;
    return BRINE_OK;
}

/* Reads the chain; *leaf is its first certificate's key, with slices of identity->chain. */
static brine_result load_chain(const brine_config *config, brine_bytes pem, brn_identity *identity,
                               brine_public_key *leaf, brine_error *error)
{
    const brine_allocator *allocator = &config->allocator;
    brn_certificate_list list;
    const char *label = brn_private_key_label(pem);
    brine_result result;
    size_t leaf_len;

    if (label != NULL && strcmp(label, "PKCS12") == 0)
        return brn_fail(error, BRINE_ERROR_NO_CERTIFICATE, "config",
                        "the client's chain is a PKCS#12 file: convert it with openssl pkcs12 "
                        "-nodes -in FILE -out NEW_FILE");
    result = brn_pem_certificates(allocator, pem, "the client's chain", &list, error);

    if (result != BRINE_OK)
        return result;
    leaf_len = list.certificates[0].len;
    result = encode_chain(allocator, &list, &identity->chain);
    brn_certificate_list_free(allocator, &list);
    if (result != BRINE_OK)
        return brn_fail(error, result, "config", NULL);
    result = read_leaf((brine_bytes){identity->chain.data + 3, leaf_len}, leaf, error);
    if (result != BRINE_OK)
        return result;
    identity->key = leaf->kind;
    identity->curve = leaf->curve;
    return BRINE_OK;
}

/* Whether the signer's key is the one that the certificate names. */
static bool belongs(const brn_identity *identity, const brine_public_key *leaf)
{
    uint8_t key[BRINE_RSA_MODULUS_MAX];
    size_t len;
    bool rsa = leaf->kind == BRINE_KEY_RSA || leaf->kind == BRINE_KEY_RSA_PSS;
    brine_bytes expected = rsa ? leaf->modulus : leaf->point;

    return brn_loaded_key_public(&identity->loaded, key, &len) && len == expected.len &&
           memcmp(key, expected.data, len) == 0;
}

static brine_result load_key(const brine_config *config, brine_bytes pem, brn_identity *identity,
                             const brine_public_key *leaf, brine_error *error)
{
    /* A certificate for PSS may come with a key file that says just "RSA". */
    bool pss = leaf->kind == BRINE_KEY_RSA_PSS;
    const brn_passphrase passphrase = {config->passphrase, config->passphrase_context};
    brn_private_key key;
    brine_result result = brn_private_key_parse(&config->allocator, pem, "the client's key",
                                                &passphrase, &key, error);

    if (result != BRINE_OK)
        return result;
    if (key.key.kind != leaf->kind && !(pss && key.key.kind == BRINE_KEY_RSA)) {
        result = brn_fail(error, BRINE_ERROR_KEY_MISMATCH, "config",
                          "the client's private key is of another kind than its certificate's key");
    } else {
        key.key.kind = leaf->kind;
        result = brn_loaded_key_new(config->provider, &config->allocator, &key.key,
                                    "the client's key", &identity->loaded, error);
    }
    brn_private_key_free(&config->allocator, &key);
    if (result == BRINE_OK && !belongs(identity, leaf))
        result = brn_fail(error, BRINE_ERROR_KEY_MISMATCH, "config",
                          "the client's private key does not belong to its certificate");
    return result;
}

brine_result brn_identity_new(const brine_config *config, brine_bytes chain, const brine_bytes *key,
                              brn_identity **out, brine_error *error)
{
    brn_identity *identity = brn_allocate(&config->allocator, 1, sizeof *identity);
    brine_public_key leaf = {0};
    brine_result result;

    if (identity == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "config", NULL);
    result = load_chain(config, chain, identity, &leaf, error);
    if (result == BRINE_OK && key != NULL)
        result = load_key(config, *key, identity, &leaf, error);
    if (result == BRINE_OK)
        *out = identity;
    else
        brn_identity_free(identity, &config->allocator);
    return result;
}
