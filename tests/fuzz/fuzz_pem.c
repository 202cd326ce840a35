/*
 * Any text as a bundle. Both decoders must agree, decoding in place must give what
 * decoding elsewhere gives, and what a trust store loads must be found in it.
 */
#include "fuzz.h"

#include "x509/asn1/certificate_outline.h"
#include "x509/pem/pem.h"
#include "x509/trust/store.h"

#include <string.h>

static brn_base64 tables;

/* The two decoders accept and refuse the same. */
static void compare_decoders(brine_bytes text, bool decoded, const uint8_t *der, size_t der_len)
{
    uint8_t *out = malloc(brn_base64_room(text.len));
    size_t len = 0;

    FUZZ_CHECK(out != NULL);
    FUZZ_CHECK(brn_base64_decode_secret(text, out, &len) == decoded);
    FUZZ_CHECK(!decoded || (len == der_len && memcmp(out, der, len) == 0));
    free(out);
}

static void read_blocks(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    brn_pem pem = brn_pem_of((brine_bytes){data, size});
    brn_pem in_place;
    brn_pem_block block, twin;
    size_t used = 0, last_line = 0;

    FUZZ_CHECK(copy != NULL);
    if (size > 0)
        memcpy(copy, data, size);
    in_place = brn_pem_of((brine_bytes){copy, size});
    while (brn_pem_next(&pem, &block)) {
        uint8_t *out = malloc(brn_base64_room(block.text.len));
        size_t len = 0, twin_len = 0;
        bool decoded;

        FUZZ_CHECK(out != NULL);
        FUZZ_CHECK(brn_pem_next(&in_place, &twin));
        FUZZ_CHECK(twin.line == block.line && twin.broken == block.broken);
        FUZZ_CHECK(block.line >= last_line);
        last_line = block.line;
        if (block.broken == NULL) {
            decoded = brn_pem_decode(&pem, &tables, &block, out, &len);
            FUZZ_CHECK(brn_pem_decode(&in_place, &tables, &twin, copy + used, &twin_len) ==
                       decoded);
            compare_decoders(block.text, decoded, out, len);
            FUZZ_CHECK(!decoded || (len == twin_len && memcmp(out, copy + used, len) == 0));
            used += decoded ? len : 0;
        }
        free(out);
    }
    FUZZ_CHECK(!brn_pem_next(&in_place, &twin));
    free(copy);
}

static void load(const uint8_t *data, size_t size)
{
    brine_trust *trust;
    brine_trust_report report;
    brine_bytes bytes = {data, size};
    brine_error error;

    FUZZ_CHECK(brine_trust_new(NULL, &trust, NULL) == BRINE_OK);
    if (brine_trust_add_memory(trust, bytes, "fuzz", &error) == BRINE_OK) {
        FUZZ_CHECK(brine_trust_freeze(trust, &error) == BRINE_OK);
        brine_trust_get_report(trust, &report, sizeof report);
        FUZZ_CHECK(report.loaded > 0);
    } else {
        FUZZ_CHECK(error.code == BRINE_ERROR_NO_CERTIFICATE);
        FUZZ_CHECK(brine_trust_freeze(trust, NULL) == BRINE_ERROR_TRUST_EMPTY);
    }
    brine_trust_free(trust);
}

/* The input as a certificate: when a store takes it, it has it. */
static void load_der(const uint8_t *data, size_t size)
{
    brine_bytes der = {data, size}, anchor;
    brn_certificate_outline outline;
    brine_trust *trust;
    size_t cursor = 0;

    if (brn_certificate_outline_read(der, &outline) != NULL)
        return;
    FUZZ_CHECK(brine_trust_new(NULL, &trust, NULL) == BRINE_OK);
    if (brine_trust_add_memory(trust, der, "fuzz", NULL) == BRINE_OK) {
        FUZZ_CHECK(brine_trust_freeze(trust, NULL) == BRINE_OK);
        FUZZ_CHECK(brn_trust_contains(trust, der));
        FUZZ_CHECK(brn_trust_next(trust, outline.subject, &cursor, &anchor));
        FUZZ_CHECK(anchor.len == size && memcmp(anchor.data, data, size) == 0);
        FUZZ_CHECK(!brn_trust_next(trust, outline.subject, &cursor, &anchor));
    }
    brine_trust_free(trust);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    brn_base64_init(&tables);
    read_blocks(data, size);
    load(data, size);
    load_der(data, size);
    return 0;
}
