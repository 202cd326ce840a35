#include "public/limbo/limbo.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/remembering.h"
#include "x509/asn1/time.h"
#include "x509/pem/pem.h"

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long size;

    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0)
        text = malloc((size_t)size + 1);
    if (text != NULL) {
        *len = fread(text, 1, (size_t)size, file);
        text[*len] = '\0';
    }
    fclose(file);
    return text;
}

cJSON *limbo_load(const char *path, cJSON **document)
{
    size_t len = 0;
    char *text = read_file(path, &len);

    *document = text != NULL ? cJSON_ParseWithLength(text, len + 1) : NULL;
    free(text);
    return cJSON_GetObjectItemCaseSensitive(*document, "testcases");
}

const char *limbo_text(const cJSON *test_case, const char *member)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(test_case, member));
}

/* "2024-04-01T00:00:00.005+00:00": seconds, what is below a second cut off; null = now. */
static int64_t read_time(const cJSON *test_case)
{
    const char *text = limbo_text(test_case, "validation_time");
    int hours = 0, minutes = 0;
    uint8_t der[17] = {BRN_DER_GENERALIZED_TIME, 15};
    brn_reader r = brn_reader_at(der, sizeof der);
    int64_t seconds;
    const char *zone;
    char sign = '+';

    if (text == NULL || strlen(text) < 19)
        return time(NULL);
    for (size_t from = 0, to = 2; from < 19; from++)
        if (strchr("-T:", text[from]) == NULL)
            der[to++] = (uint8_t)text[from];
    der[16] = 'Z';
    if (!brn_der_read_time(&r, &seconds))
        return time(NULL);
    zone = text + 19 + strcspn(text + 19, "+-Z");
    if (sscanf(zone, "%c%2d:%2d", &sign, &hours, &minutes) == 3)
        seconds -= (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    return seconds;
}

/* Certificates decoded from PEM, one memory for each. */
typedef struct chain {
    brine_bytes certificates[BRINE_CERTIFICATES_SENT_MAX + 1];
    size_t count;
} chain;

static void add_to_chain(chain *c, const char *text)
{
    brine_bytes bytes = {(const uint8_t *)text, text != NULL ? strlen(text) : 0};
    brn_pem pem = brn_pem_of(bytes);
    brn_pem_block block;
    brn_base64 tables;
    uint8_t *der;

    brn_base64_init(&tables);
    while (c->count <= BRINE_CERTIFICATES_SENT_MAX && brn_pem_next(&pem, &block)) {
        size_t len = 0;

        der = malloc(brn_base64_room(block.text.len));
        if (der == NULL || !brn_pem_decode(&pem, &tables, &block, der, &len))
            len = 0; /* sent as an empty certificate: junk */
        c->certificates[c->count++] = (brine_bytes){der, len};
    }
}

static void free_chain(chain *c)
{
    for (size_t i = 0; i < c->count; i++)
        free((void *)(uintptr_t)c->certificates[i].data);
}

static brine_result load_anchors(const cJSON *test_case, brine_trust **trust, brine_error *error)
{
    const cJSON *pem;
    brine_result result = brine_trust_new(NULL, trust, NULL);

    cJSON_ArrayForEach (pem, cJSON_GetObjectItemCaseSensitive(test_case, "trusted_certs")) {
        const char *text = cJSON_GetStringValue(pem);

        if (result == BRINE_OK && text != NULL)
            result = brine_trust_add_memory(
                *trust, (brine_bytes){(const uint8_t *)text, strlen(text)}, NULL, error);
        if (result == BRINE_ERROR_NO_CERTIFICATE) { /* one that can't be read is passed over */
            result = BRINE_OK;
            error->text[0] = '\0';
        }
    }
    return result == BRINE_OK ? brine_trust_freeze(*trust, error) : result;
}

static void choose_name(const cJSON *test_case, brine_verify_options *options)
{
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(test_case, "expected_peer_name");

    options->server_name = limbo_text(name, "value");
    options->insecure_skip_name = options->server_name == NULL;
}

brine_result limbo_verify(const cJSON *test_case, bool strict, const brine_provider *provider,
                          brine_error *error)
{
    const cJSON *depth = cJSON_GetObjectItemCaseSensitive(test_case, "max_chain_depth");
    brine_verify_options options = {.size = sizeof options,
                                    .provider = provider,
                                    .time = read_time(test_case),
                                    .strict = strict};
    brine_trust *trust = NULL;
    chain sent = {.count = 0};
    brine_result result = load_anchors(test_case, &trust, error);
    const cJSON *pem;

    if (result == BRINE_OK) {
        options.trust = trust;
        choose_name(test_case, &options);
        if (cJSON_IsNumber(depth)) {
            options.max_intermediates = (size_t)depth->valueint;
            options.max_intermediates_set = true;
        }
        add_to_chain(&sent, limbo_text(test_case, "peer_certificate"));
        cJSON_ArrayForEach (pem,
                            cJSON_GetObjectItemCaseSensitive(test_case, "untrusted_intermediates"))
            add_to_chain(&sent, cJSON_GetStringValue(pem));
        result = verify_remembering(&options, sent.certificates, sent.count, NULL, 0, NULL, error);
    }
    free_chain(&sent);
    brine_trust_free(trust);
    return result;
}
