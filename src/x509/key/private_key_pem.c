/*
 * From PEM to DER, for private keys: found and refused by their labels, and decoded in
 * constant time. A file that is a key in DER is taken as it is.
 */
#include "x509/key/private_key.h"

#include "base/error.h"
#include "base/escape.h"
#include "base/memory.h"
#include "x509/key/encrypted_key.h"
#include "x509/pem/base64.h"
#include "x509/pem/pem.h"

#include <brine/limits.h>
#include <sodium.h>
#include <string.h>

static const char step[] = "read private key";

/* One text, and what is needed to read the key in it. */
typedef struct reading {
    const brine_allocator *allocator;
    const brn_passphrase *passphrase;
    const char *source; /* what errors call the text */
    brine_error *error;
    unsigned long line; /* of the block at hand; 0 = the text is DER */
} reading;

static const char encrypted_label[] = "ENCRYPTED PRIVATE KEY";

static const char *const accepted[] = {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY",
                                       encrypted_label};

/* What private keys of other kinds are called, and what to say about them. */
static const struct {
    const char *label;
    const char *words;
} refused[] = {
    {"DSA PRIVATE KEY", "is a DSA key"},
    {"OPENSSH PRIVATE KEY", "is in OpenSSH's own form: ssh-keygen -p -m PKCS8 -f KEY converts it"},
    {"PKCS12",
     "is in a PKCS#12 file: convert it with openssl pkcs12 -nodes -in FILE -out NEW_FILE"},
};

/* RFC 1421's header of an encrypted block, as old tools write it before the base64. */
static bool is_encrypted(brine_bytes text)
{
    static const char header[] = "Proc-Type: 4,ENCRYPTED";
    size_t len = sizeof header - 1;

    while (text.len > 0 && (text.data[0] == '\n' || text.data[0] == '\r'))
        text = (brine_bytes){text.data + 1, text.len - 1};
    return text.len >= len && memcmp(text.data, header, len) == 0;
}

static bool is(const char *label, brine_bytes name)
{
    return strlen(label) == name.len && memcmp(label, name.data, name.len) == 0;
}

/* rule NULL: the code's own words. */
static brine_result fail_key(const reading *r, brine_result code, const char *rule)
{
    if (rule == NULL)
        return brn_fail(r->error, code, step, NULL);
    if (r->line == 0)
        return brn_fail(r->error, code, step, "%s: the private key in DER %s", r->source, rule);
    return brn_fail(r->error, code, step, "%s: the private key in line %lu %s", r->source, r->line,
                    rule);
}

/* Asks for the passphrase and decrypts *der, which lies in key->block, in place. */
static brine_result decrypt(const reading *r, brn_private_key *key, brine_bytes *der,
                            const char **rule)
{
    char text[BRINE_PASSPHRASE_MAX];
    size_t len = BRINE_PASSPHRASE_NONE;
    brine_result result = BRINE_ERROR_KEY_ENCRYPTED;

    *rule = "is encrypted, and no passphrase was given";
    if (r->passphrase->ask != NULL)
        len = r->passphrase->ask(r->passphrase->context, text, sizeof text);
    if (len <= sizeof text)
        result = brn_encrypted_key_decrypt(key->block, der->len,
                                           (brine_bytes){(const uint8_t *)text, len}, der, rule);
    sodium_memzero(text, sizeof text);
    return result;
}

/* Reads DER that lies at the front of key->block. */
static brine_result decode(const reading *r, brine_bytes label, size_t len, brn_private_key *key,
                           const char **rule)
{
    brine_bytes der = {key->block, len};
    brine_result result = BRINE_OK;

    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (is(refused[i].label, label)) {
            *rule = refused[i].words;
            return BRINE_ERROR_KEY_UNSUPPORTED;
        }
    if (is(encrypted_label, label)) {
        result = decrypt(r, key, &der, rule);
        label = (brine_bytes){(const uint8_t *)"PRIVATE KEY", 11};
    }
    if (result == BRINE_OK)
        result = brn_private_key_decode(label, der, key, rule);
    return result == BRINE_OK ? brn_private_key_complete(r->allocator, key) : result;
}

/* Ends the reading of a key. */
static brine_result conclude(const reading *r, brine_result result, const char *rule,
                             brn_private_key *key, brn_private_key *out)
{
    if (result == BRINE_OK) {
        *out = *key;
        return BRINE_OK;
    }
    brn_private_key_free(r->allocator, key);
    return fail_key(r, result, rule);
}

/* A key in DER that is the whole file. */
static brine_result parse_der(const reading *r, const char *label, brine_bytes der,
                              brn_private_key *out)
{
    brine_bytes name = {(const uint8_t *)label, strlen(label)};
    brn_private_key key = {.size = der.len};
    const char *rule = NULL;
    brine_result result = BRINE_ERROR_OUT_OF_MEMORY;

    key.block = brn_allocate(r->allocator, key.size, 1);
    if (key.block != NULL) {
        memcpy(key.block, der.data, der.len);
        result = decode(r, name, der.len, &key, &rule);
    }
    return conclude(r, result, rule, &key, out);
}

/* Decodes one block, whose label is one of those above. */
static brine_result parse_block(const reading *r, const brn_pem_block *block, brn_private_key *out)
{
    brn_private_key key = {.size = brn_base64_room(block->text.len)};
    const char *rule = NULL;
    size_t len;
    brine_result result = BRINE_ERROR_OUT_OF_MEMORY;

    if (block->broken != NULL)
        return brn_fail(r->error, BRINE_ERROR_PEM, step, "%s: the block in line %lu is broken: %s",
                        r->source, r->line, block->broken);
    if (is_encrypted(block->text))
        return fail_key(r, BRINE_ERROR_KEY_ENCRYPTED,
                        "is encrypted in an old way (Proc-Type: 4,ENCRYPTED): convert it with "
                        "openssl pkcs8 -topk8 -in KEY -out NEW_KEY");
    key.block = brn_allocate(r->allocator, key.size, 1);
    if (key.block != NULL && !brn_base64_decode_secret(block->text, key.block, &len)) {
        brn_private_key_free(r->allocator, &key);
        return brn_fail(r->error, BRINE_ERROR_PEM, step, "%s: the block in line %lu is not base64",
                        r->source, r->line);
    }
    if (key.block != NULL)
        result = decode(r, block->label, len, &key, &rule);
    return conclude(r, result, rule, &key, out);
}

static bool is_known(const brn_pem_block *block)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
        if (brn_pem_has_label(block, accepted[i]))
            return true;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (brn_pem_has_label(block, refused[i].label))
            return true;
    return false;
}

brine_result brn_private_key_parse(const brine_allocator *allocator, brine_bytes pem,
                                   const char *source, const brn_passphrase *passphrase,
                                   brn_private_key *out, brine_error *error)
{
    brn_pem text = brn_pem_of(pem);
    brn_pem_block block;
    const char *label = brn_private_key_label(pem);
    char shown[BRN_SHOWN_SIZE];
    reading r = {allocator, passphrase, brn_shown(source, shown), error, 0};
    bool has_certificate = false;

    if (label != NULL)
        return parse_der(&r, label, pem, out);
    while (brn_pem_next(&text, &block)) {
        has_certificate |= brn_pem_is_certificate(&block);
        r.line = (unsigned long)block.line;
        if (is_known(&block))
            return parse_block(&r, &block, out);
    }
    return brn_fail(error, BRINE_ERROR_NO_PRIVATE_KEY, step, "%s holds no private key%s", r.source,
                    has_certificate ? ", only a certificate" : "");
}

bool brn_private_key_is_in(brine_bytes text)
{
    static const char end[] = "PRIVATE KEY";
    const size_t end_len = sizeof end - 1;
    brn_pem pem = brn_pem_of(text);
    brn_pem_block block;

    if (brn_private_key_label(text) != NULL)
        return true;
    while (brn_pem_next(&pem, &block))
        if (block.label.len >= end_len &&
            memcmp(block.label.data + block.label.len - end_len, end, end_len) == 0)
            return true;
    return false;
}

void brn_private_key_free(const brine_allocator *allocator, brn_private_key *key)
{
    brn_release(allocator, key->block, key->size);
    brn_release(allocator, key->completion, key->completion_size);
    *key = (brn_private_key){.block = NULL};
}
