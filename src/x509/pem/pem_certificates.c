#include "x509/pem/pem_certificates.h"

#include "base/error.h"
#include "base/escape.h"
#include "base/memory.h"
#include "x509/asn1/der.h"
#include "x509/pem/pem.h"

#include <brine/limits.h>
#include <string.h>

static const char step[] = "read certificates";

/* Decodes the next block into what is left of the list's block. */
static brine_result add(brn_certificate_list *list, size_t *used, brn_pem *pem,
                        const brn_base64 *tables, brn_pem_block *block, const char *source,
                        brine_error *error)
{
    uint8_t *out = list->block + *used;
    size_t len;

    if (list->count == BRINE_CERTIFICATES_SENT_MAX)
        return brn_fail(error, BRINE_ERROR_LIMIT, step, "%s holds more than %d certificates",
                        source, BRINE_CERTIFICATES_SENT_MAX);
    if (block->broken == NULL && !brn_pem_decode(pem, tables, block, out, &len))
        block->broken = "it is not base64";
    if (block->broken != NULL)
        return brn_fail(error, BRINE_ERROR_PEM, step, "%s: the block in line %lu is broken: %s",
                        source, (unsigned long)block->line, block->broken);
    if (len > BRINE_CERTIFICATE_SIZE_MAX)
        return brn_fail(error, BRINE_ERROR_LIMIT, step,
                        "%s: the certificate in line %lu has more than %d bytes", source,
                        (unsigned long)block->line, BRINE_CERTIFICATE_SIZE_MAX);
    list->certificates[list->count++] = (brine_bytes){out, len};
    *used += len;
    return BRINE_OK;
}

/* DER that is the whole file. */
static brine_result add_der(brn_certificate_list *list, brine_bytes der, const char *source,
                            brine_error *error)
{
    if (der.len > BRINE_CERTIFICATE_SIZE_MAX)
        return brn_fail(error, BRINE_ERROR_LIMIT, step,
                        "%s: the certificate has more than %d bytes", source,
                        BRINE_CERTIFICATE_SIZE_MAX);
    memcpy(list->block, der.data, der.len);
    list->certificates[list->count++] = (brine_bytes){list->block, der.len};
    return BRINE_OK;
}

brine_result brn_pem_certificates(const brine_allocator *allocator, brine_bytes pem,
                                  const char *source, brn_certificate_list *out, brine_error *error)
{
    char shown[BRN_SHOWN_SIZE], instead[BRN_PEM_INSTEAD_SIZE];
    bool is_der = brn_der_is_sequence(pem);
    brn_certificate_list list = {.size = is_der ? pem.len : brn_base64_room(pem.len)};
    brn_pem text = brn_pem_of(pem);
    brn_pem_block block;
    brn_base64 tables;
    brine_result result = BRINE_OK;
    size_t used = 0;

    source = brn_shown(source, shown);
    brn_base64_init(&tables);
    list.certificates =
        brn_allocate(allocator, BRINE_CERTIFICATES_SENT_MAX, sizeof *list.certificates);
    list.block = brn_allocate(allocator, list.size, 1);
    if (list.certificates == NULL || list.block == NULL)
        result = brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    if (result == BRINE_OK && is_der)
        result = add_der(&list, pem, source, error);
    while (result == BRINE_OK && !is_der && brn_pem_next(&text, &block))
        if (brn_pem_is_certificate(&block))
            result = add(&list, &used, &text, &tables, &block, source, error);
    if (result == BRINE_OK && list.count == 0)
        result = brn_fail(error, BRINE_ERROR_NO_CERTIFICATE, step, "%s holds no certificate%s",
                          source, brn_pem_instead(pem, instead));
    if (result == BRINE_OK)
        *out = list;
    else
        brn_certificate_list_free(allocator, &list);
    return result;
}

void brn_certificate_list_free(const brine_allocator *allocator, brn_certificate_list *list)
{
    brn_release(allocator, list->certificates,
                BRINE_CERTIFICATES_SENT_MAX * sizeof *list->certificates);
    brn_release(allocator, list->block, list->size);
    *list = (brn_certificate_list){.block = NULL};
}
