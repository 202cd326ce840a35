/*
 * One anchor, wherever it came from: a file, memory that is copied, or memory that the application
 * keeps, such as a device's flash.
 */
#include "base/error.h"
#include "base/texts.h"
#include "x509/asn1/certificate_outline.h"
#include "x509/name/name_hash.h"
#include "x509/trust/object.h"

#include <brine/limits.h>

const char *brn_trust_add_anchor(brine_trust *trust, brine_bytes der, brine_result *result)
{
    brn_certificate_outline outline;
    uint64_t hash = 0;
    const char *why = der.len > BRINE_CERTIFICATE_SIZE_MAX
                          ? BRN_WORDS("it is larger than 64 KiB")
                          : brn_certificate_outline_read(der, &outline);

    if (why != NULL)
        return why;
    if (!brn_name_hash(outline.subject, &hash))
        return BRN_WORDS("its subject is malformed");
    if (trust->index.count == BRINE_TRUST_ANCHORS_MAX)
        *result = BRINE_ERROR_LIMIT;
    else if (!brn_trust_index_add(&trust->allocator, &trust->index, der, outline.subject, hash))
        *result = BRINE_ERROR_OUT_OF_MEMORY;
    return NULL;
}

brine_result brine_trust_add_borrowed(brine_trust *trust, brine_bytes der, brine_error *error)
{
    static const char step[] = BRN_TRUST_LOAD_STEP;
    brine_result result = BRINE_OK;
    const char *why;

    if (trust == NULL || der.data == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, step, "the %s is NULL",
                        trust == NULL ? "trust store" : "certificate");
    if (trust->frozen)
        return brn_fail(error, BRINE_ERROR_FROZEN, step, "the trust store is frozen");
    why = brn_trust_add_anchor(trust, der, &result);
    if (why != NULL)
        return brn_fail(error, BRINE_ERROR_NO_CERTIFICATE, step,
                        "the borrowed bytes are no certificate in DER that can be used: %s", why);
    return result == BRINE_OK ? BRINE_OK : brn_fail(error, result, step, NULL);
}
