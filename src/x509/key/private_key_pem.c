/*
 * From PEM to DER, for private keys: found and refused by their labels, and decoded in
 * constant time. A file that is a key in DER is taken as it is.
 */
#include "x509/key/private_key.h"

#include "base/error.h"
#include "base/escape.h"
#include "base/memory.h"
#include "x509/pem/base64.h"
#include "x509/pem/pem.h"

#include <string.h>

static const char step[] = "read private key";

/* What private keys of other kinds are called, and what to say about them. */
static const struct {
    const char *label;
    brine_result code;
    const char *words;
} refused[] = {
    {"ENCRYPTED PRIVATE KEY", BRINE_ERROR_KEY_ENCRYPTED, "is encrypted"},
    {"DSA PRIVATE KEY", BRINE_ERROR_KEY_UNSUPPORTED, "is a DSA key"},
    {"OPENSSH PRIVATE KEY", BRINE_ERROR_KEY_UNSUPPORTED, "is in OpenSSH's own form"},
};

static const char *const accepted[] = {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"};

/* RFC 1421's header of an encrypted block, as old tools write it before the base64. */
static bool is_encrypted(brine_bytes text)
{
    static const char header[] = "Proc-Type: 4,ENCRYPTED";
    size_t len = sizeof header - 1;

    while (text.len > 0 && (text.data[0] == '\n' || text.data[0] == '\r'))
        text = (brine_bytes){text.data + 1, text.len - 1};
    return text.len >= len && memcmp(text.data, header, len) == 0;
}

static brine_result fail_key(brine_error *error, brine_result code, const char *source,
                             const brn_pem_block *block, const char *words)
{
    return brn_fail(error, code, step, "%s: the private key in line %lu %s", source,
                    (unsigned long)block->line, words);
}

static bool find_accepted(const brn_pem_block *block)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
        if (brn_pem_has_label(block, accepted[i]))
            return true;
    return false;
}

/* Decodes DER that lies in key->block. BRINE_ERROR_OUT_OF_MEMORY has no *rule. */
static brine_result decode(const brine_allocator *allocator, brine_bytes label, size_t len,
                           brn_private_key *key, const char **rule)
{
    brine_result result = brn_private_key_decode(label, (brine_bytes){key->block, len}, key, rule);

    return result == BRINE_OK ? brn_private_key_complete(allocator, key) : result;
}

/* A key in DER that is the whole file. */
static brine_result parse_der(const brine_allocator *allocator, const char *label, brine_bytes der,
                              const char *source, brn_private_key *out, brine_error *error)
{
    brine_bytes name = {(const uint8_t *)label, strlen(label)};
    brn_private_key key = {.size = der.len};
    const char *rule = NULL;
    brine_result result = BRINE_ERROR_OUT_OF_MEMORY;

    key.block = brn_allocate(allocator, key.size, 1);
    if (key.block != NULL) {
        memcpy(key.block, der.data, der.len);
        result = decode(allocator, name, der.len, &key, &rule);
    }
    if (result == BRINE_OK) {
        *out = key;
        return BRINE_OK;
    }
    brn_private_key_free(allocator, &key);
    return rule == NULL
               ? brn_fail(error, result, step, NULL)
               : brn_fail(error, result, step, "%s: the private key in DER %s", source, rule);
}

/* Decodes one block, whose label is right. */
static brine_result parse_block(const brine_allocator *allocator, const brn_pem_block *block,
                                const char *source, brn_private_key *out, brine_error *error)
{
    brn_private_key key = {.size = brn_base64_room(block->text.len)};
    const char *rule = NULL;
    size_t len;
    brine_result result;

    if (block->broken != NULL)
        return brn_fail(error, BRINE_ERROR_PEM, step, "%s: the block in line %lu is broken: %s",
                        source, (unsigned long)block->line, block->broken);
    if (is_encrypted(block->text))
        return fail_key(error, BRINE_ERROR_KEY_ENCRYPTED, source, block, "is encrypted");
    key.block = brn_allocate(allocator, key.size, 1);
    if (key.block == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    if (!brn_base64_decode_secret(block->text, key.block, &len))
        result = brn_fail(error, BRINE_ERROR_PEM, step, "%s: the block in line %lu is not base64",
                          source, (unsigned long)block->line);
    else {
        result = decode(allocator, block->label, len, &key, &rule);
        if (result != BRINE_OK)
            result = rule == NULL ? brn_fail(error, result, step, NULL)
                                  : fail_key(error, result, source, block, rule);
    }
    if (result == BRINE_OK)
        *out = key;
    else
        brn_private_key_free(allocator, &key);
    return result;
}

brine_result brn_private_key_parse(const brine_allocator *allocator, brine_bytes pem,
                                   const char *source, brn_private_key *out, brine_error *error)
{
    brn_pem text = brn_pem_of(pem);
    brn_pem_block block;
    const char *label = brn_private_key_label(pem);
    char shown[BRN_SHOWN_SIZE];
    bool has_certificate = false;

    source = brn_shown(source, shown);
    if (label != NULL)
        return parse_der(allocator, label, pem, source, out, error);
    while (brn_pem_next(&text, &block)) {
        has_certificate |= brn_pem_is_certificate(&block);
        if (find_accepted(&block))
            return parse_block(allocator, &block, source, out, error);
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
            if (brn_pem_has_label(&block, refused[i].label))
                return fail_key(error, refused[i].code, source, &block, refused[i].words);
    }
    return brn_fail(error, BRINE_ERROR_NO_PRIVATE_KEY, step, "%s holds no private key%s", source,
                    has_certificate ? ", only a certificate" : "");
}

void brn_private_key_free(const brine_allocator *allocator, brn_private_key *key)
{
    brn_release(allocator, key->block, key->size);
    brn_release(allocator, key->completion, key->completion_size);
    *key = (brn_private_key){.block = NULL};
}
