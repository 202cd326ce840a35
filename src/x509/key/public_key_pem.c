#include "x509/key/public_key_pem.h"

#include "base/error.h"
#include "base/memory.h"
#include "x509/asn1/certificate_outline.h"
#include "x509/asn1/der.h"
#include "x509/key/subject_public_key.h"
#include "x509/pem/pem.h"

#include <brine/limits.h>
#include <string.h>

static const char step[] = "read key";

/* The SubjectPublicKeyInfo in copy->block, which is one by itself or a certificate. */
static brine_result read_spki(brn_public_key_copy *copy, brine_bytes der, bool is_certificate,
                              brine_error *error)
{
    const char *what = is_certificate ? "the certificate" : "the public key";
    brn_certificate_outline outline = {.spki = der};
    brn_subject_public_key subject_key;
    char text[128];
    const char *rule = is_certificate ? brn_certificate_outline_read(der, &outline) : NULL;

    if (rule != NULL)
        return brn_fail(error, BRINE_ERROR_CERT_MALFORMED, step, "%s can't be read: %s", what,
                        rule);
    if (!brn_parse_subject_public_key(outline.spki, &subject_key, &rule))
        return brn_fail(error, BRINE_ERROR_KEY_MALFORMED, step, "%s: its subjectPublicKeyInfo %s",
                        what, rule);
    if (subject_key.key.kind == (brine_key_kind)0) {
        brn_key_text(&subject_key, text, sizeof text);
        return brn_fail(error, BRINE_ERROR_KEY_UNSUPPORTED, step, "%s is for a key of the kind %s",
                        what, text);
    }
    copy->key = subject_key.key;
    return BRINE_OK;
}

static brine_result make_block(const brine_allocator *allocator, brn_public_key_copy *copy,
                               size_t size, brine_error *error)
{
    copy->block = brn_allocate(allocator, size, 1);
    if (copy->block == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    copy->size = size;
    return BRINE_OK;
}

/* In DER a certificate begins with two SEQUENCEs, and so does a public key: its outline tells. */
static brine_result read_der(const brine_allocator *allocator, brn_public_key_copy *copy,
                             brine_bytes der, brine_error *error)
{
    brine_result result = make_block(allocator, copy, der.len, error);
    brn_certificate_outline outline;

    if (result != BRINE_OK)
        return result;
    memcpy(copy->block, der.data, der.len);
    der = (brine_bytes){copy->block, der.len};
    return read_spki(copy, der, brn_certificate_outline_read(der, &outline) == NULL, error);
}

static brine_result read_block(const brine_allocator *allocator, brn_public_key_copy *copy,
                               brn_pem *pem, brn_pem_block *block, brine_error *error)
{
    brine_result result = make_block(allocator, copy, brn_base64_room(block->text.len), error);
    brn_base64 tables;
    size_t len;

    if (result != BRINE_OK)
        return result;
    brn_base64_init(&tables);
    if (block->broken == NULL && !brn_pem_decode(pem, &tables, block, copy->block, &len))
        block->broken = "it is not base64";
    if (block->broken != NULL)
        return brn_fail(error, BRINE_ERROR_PEM, step, "the block in line %lu is broken: %s",
                        (unsigned long)block->line, block->broken);
    return read_spki(copy, (brine_bytes){copy->block, len}, brn_pem_is_certificate(block), error);
}

brine_result brn_public_key_read(const brine_allocator *allocator, brine_bytes text,
                                 brn_public_key_copy *out, brine_error *error)
{
    brn_pem pem = brn_pem_of(text);
    char instead[BRN_PEM_INSTEAD_SIZE];
    brn_pem_block block;

    if (brn_der_is_sequence(text))
        return read_der(allocator, out, text, error);
    while (brn_pem_next(&pem, &block))
        if (brn_pem_is_certificate(&block) || brn_pem_has_label(&block, "PUBLIC KEY"))
            return read_block(allocator, out, &pem, &block, error);
    return brn_fail(error, BRINE_ERROR_NO_PRIVATE_KEY, step, "the text holds no key%s",
                    brn_pem_instead(text, instead));
}

void brn_public_key_copy_free(const brine_allocator *allocator, brn_public_key_copy *copy)
{
    brn_release(allocator, copy->block, copy->size);
    *copy = (brn_public_key_copy){.block = NULL};
}
