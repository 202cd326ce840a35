/*
 * Any set of certificates as what a server sent and what is trusted, each with two bytes
 * of length before it; a first byte says how many are trusted and what is asked. Links that held
 * in an input are remembered in those after it, and no verdict may depend on it.
 */
#include "fuzz.h"

#include <brine/cert.h>

#include <string.h>

#include "base/reader.h"
#include "support/remembering.h"
#include "verifiers.h"

#define SPOILED_MAX 6u /* of the certificates sent */

static const brine_provider *make_provider(void)
{
    static brine_provider provider;

    if (provider.size == 0) {
        provider = *brine_provider_default();
        provider.verifiers = fuzz_verifiers();
    }
    return &provider;
}

static void check_path(const brine_bytes *path, size_t path_count, const brine_bytes *all,
                       size_t count)
{
    FUZZ_CHECK(path_count >= 1 && path_count <= BRINE_PATH_LENGTH_MAX);
    FUZZ_CHECK(path[0].data == all[0].data);
    for (size_t i = 0; i < path_count; i++) {
        bool found = false;

        for (size_t j = 0; j < count; j++)
            found = found || (path[i].len == all[j].len &&
                              memcmp(path[i].data, all[j].data, all[j].len) == 0);
        FUZZ_CHECK(found);
    }
}

/* Aborts where a verdict of one that remembers is another. */
static void check_memory(const brine_verify_options *options, const brine_bytes *all, size_t count,
                         brine_result expected)
{
    brine_error error = BRINE_NO_ERROR;

    FUZZ_CHECK(verify_remembering(options, all, count, NULL, 0, NULL, &error) == expected);
}

/*
 * What held with the certificates as they are, with one of them whose signature does not hold: its
 * last byte is the certificate's (verifiers.c).
 */
static void check_spoiled(const brine_verify_options *options, const brine_bytes *all, size_t count)
{
    brine_bytes changed[BRINE_CERTIFICATES_SENT_MAX];
    brine_error error = BRINE_NO_ERROR;

    memcpy(changed, all, count * sizeof *all);
    for (size_t i = 1; i < count && i < SPOILED_MAX; i++) {
        uint8_t *copy = all[i].len > 0 ? malloc(all[i].len) : NULL;
        brine_result result;

        if (copy == NULL)
            continue;
        memcpy(copy, all[i].data, all[i].len);
        copy[all[i].len - 1] = 0xff;
        changed[i].data = copy;
        result = verify_remembering(options, changed, count, NULL, 0, NULL, &error);
        FUZZ_CHECK(result == BRINE_OK || error.code == result);
        changed[i] = all[i];
        free(copy);
    }
}

static void verify_chain(uint8_t flags, const brine_bytes *all, size_t count, brine_trust *trust)
{
    static const uint8_t pins[1][32] = {{0}};
    brine_verify_options options = {
        .size = sizeof options,
        .provider = make_provider(),
        .trust = trust,
        .server_name = (flags & 0x10) != 0 ? "192.0.2.1" : "www.example",
        .time = INT64_C(1749988800),
        .strict = (flags & 0x20) != 0,
        .insecure_skip_name = (flags & 0x40) != 0,
        .pins = (flags & 0x80) != 0 ? pins : NULL,
        .pin_count = (flags & 0x80) != 0,
    };
    brine_bytes path[BRINE_PATH_LENGTH_MAX];
    size_t path_count;
    brine_error error = BRINE_NO_ERROR;
    brine_result result;

    fuzz_verified = 0;
    result =
        brine_cert_verify(&options, all, count, path, BRINE_PATH_LENGTH_MAX, &path_count, &error);
    FUZZ_CHECK(fuzz_verified <= BRINE_PATH_SIGNATURES_MAX);
    if (result == BRINE_OK) {
        check_path(path, path_count, all, count);
    } else {
        FUZZ_CHECK(error.code == result && error.text[0] != '\0');
        FUZZ_CHECK(error.certificate >= -1 && error.certificate < (int)count);
    }
    check_memory(&options, all, count, result);
    if (result == BRINE_OK)
        check_spoiled(&options, all, count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    brn_reader r = brn_reader_at(data, size);
    brine_bytes all[BRINE_CERTIFICATES_SENT_MAX];
    brine_trust *trust = NULL;
    size_t count = 0, trusted;
    brn_reader certificate;
    uint8_t flags;

    if (!brn_read_u8(&r, &flags))
        return 0;
    while (count < BRINE_CERTIFICATES_SENT_MAX && brn_read_vector16(&r, &certificate))
        all[count++] = brn_reader_rest(&certificate);
    trusted = flags & 0x0f;
    trusted = trusted < count ? trusted : count;
    FUZZ_CHECK(brine_trust_new(NULL, &trust, NULL) == BRINE_OK);
    /* The last are the trusted ones, and are sent as well. */
    for (size_t i = count - trusted; i < count; i++)
        if (brine_trust_add_memory(trust, all[i], NULL, NULL) != BRINE_OK)
            continue;
    if (count > 0 && brine_trust_freeze(trust, NULL) == BRINE_OK)
        verify_chain(flags, all, count, trust);
    brine_trust_free(trust);
    return 0;
}
