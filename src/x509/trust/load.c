/*
 * From files to anchors. A file is read into one block, decoded where it lies and kept:
 * anchors are slices of it. A call that fails leaves the anchors as they were; what it
 * skipped stays in the report.
 */
#include "base/error.h"
#include "base/escape.h"
#include "base/memory.h"
#include "system/files.h"
#include "x509/asn1/der.h"
#include "x509/pem/pem.h"
#include "x509/trust/object.h"

#include <brine/limits.h>
#include <stdio.h>
#include <string.h>

static const char step[] = BRN_TRUST_LOAD_STEP;

/* How much of a long path a report shows: its end, which says more than its beginning. */
#define SHOWN_SOURCE_MAX 120

/* "bundle.pem:12: ", with the end of a long path, and without a line that is 0. */
static void put_place(brn_text *text, const char *source, size_t line)
{
    size_t len = strlen(source), skipped = len > SHOWN_SOURCE_MAX ? len - SHOWN_SOURCE_MAX : 0;

    while (skipped > 0 && ((unsigned char)source[skipped] & 0xc0) == 0x80)
        skipped++; /* begin with a whole character */
    if (skipped > 0)
        brn_text_string(text, "...");
    brn_text_foreign(text, (brine_bytes){(const uint8_t *)source + skipped, len - skipped});
    if (line > 0)
        brn_text_add(text, ":%lu", (unsigned long)line);
    brn_text_string(text, ": ");
}

void brn_trust_skip(brine_trust *trust, const char *source, size_t line, const char *why)
{
    brine_trust_report *report = &trust->report;
    brn_text text;

    if (report->skipped++ > 0)
        return;
    text = brn_text_in(report->first_skipped, sizeof report->first_skipped);
    if (source != NULL)
        put_place(&text, source, line);
    brn_text_string(&text, why);
}

bool brn_trust_is_fatal(brine_result result)
{
    return result == BRINE_ERROR_OUT_OF_MEMORY || result == BRINE_ERROR_LIMIT ||
           result == BRINE_ERROR_FROZEN;
}

/* What one source brought, while it is being read. */
typedef struct loading {
    brine_trust *trust;
    const char *source;
    size_t before;   /* anchors in the store before it */
    const char *why; /* the first reason to skip one of its entries */
    size_t line;     /* and where; 0 = it has no lines */
} loading;

static void skip(loading *l, size_t line, const char *why)
{
    if (l->why == NULL) {
        l->why = why;
        l->line = line;
    }
    brn_trust_skip(l->trust, l->source, line, why);
}

static brine_result add_certificate(loading *l, size_t line, brine_bytes der, brine_error *error)
{
    char shown[BRN_SHOWN_SIZE];
    brine_result result = BRINE_OK;
    const char *why = brn_trust_add_anchor(l->trust, der, &result);

    if (why != NULL)
        skip(l, line, why);
    if (result == BRINE_ERROR_LIMIT)
        return brn_fail(error, result, step, "%s: a trust store holds at most %d certificates",
                        brn_shown(l->source, shown), BRINE_TRUST_ANCHORS_MAX);
    return result == BRINE_OK ? BRINE_OK : brn_fail(error, result, step, NULL);
}

/*
 * Decodes a bundle in place, one certificate behind the other. *used receives how many
 * bytes of it are in use then.
 */
static brine_result add_pem(loading *l, uint8_t *data, size_t len, size_t *used, brine_error *error)
{
    brn_pem pem = brn_pem_of((brine_bytes){data, len});
    brn_pem_block block;
    brn_base64 tables;

    brn_base64_init(&tables);
    while (brn_pem_next(&pem, &block)) {
        size_t count = l->trust->index.count, der_len;
        uint8_t *out = data + *used;
        brine_result result;

        if (brn_pem_has_label(&block, "TRUSTED CERTIFICATE")) {
            skip(l, block.line, "a TRUSTED CERTIFICATE carries OpenSSL's own trust settings");
            continue;
        }
        if (!brn_pem_is_certificate(&block))
            continue; /* a key, a CRL, parameters: not meant as an anchor */
        if (block.broken == NULL && !brn_pem_decode(&pem, &tables, &block, out, &der_len))
            block.broken = "it is not base64";
        if (block.broken != NULL) {
            skip(l, block.line, block.broken);
            continue;
        }
        result = add_certificate(l, block.line, (brine_bytes){out, der_len}, error);
        if (result != BRINE_OK)
            return result;
        if (l->trust->index.count > count)
            *used += der_len;
    }
    return BRINE_OK;
}

/* Where there was no block to decode, `text` is as it was read. */
static brine_result nothing_found(const loading *l, brine_bytes text, brine_error *error)
{
    char line[32] = "", shown[BRN_SHOWN_SIZE], instead[BRN_PEM_INSTEAD_SIZE];

    if (l->why == NULL)
        return brn_fail(error, BRINE_ERROR_NO_CERTIFICATE, step, "%s holds no certificate%s",
                        brn_shown(l->source, shown), brn_pem_instead(text, instead));
    if (l->line > 0)
        snprintf(line, sizeof line, " (line %lu)", (unsigned long)l->line);
    return brn_fail(error, BRINE_ERROR_NO_CERTIFICATE, step,
                    "%s holds no certificate that can be used: %s%s", brn_shown(l->source, shown),
                    l->why, line);
}

/* A copy of the bytes in use when they are less than half of the block. */
static void shrink(brine_trust *trust, brn_trust_block *block, size_t used, size_t first)
{
    uint8_t *copy;

    if (used > block->size / 2)
        return;
    copy = brn_allocate(&trust->allocator, used, 1);
    if (copy == NULL)
        return; /* the large block serves as well */
    memcpy(copy, block->data, used);
    for (size_t i = first; i < trust->index.count; i++)
        trust->index.anchors[i].der = copy + (trust->index.anchors[i].der - block->data);
    brn_release(&trust->allocator, block->data, block->size);
    *block = (brn_trust_block){copy, used};
}

static bool make_room_for_block(brine_trust *trust)
{
    size_t capacity = trust->block_capacity;
    size_t larger = capacity == 0 ? 1 : capacity * 2;
    void *blocks = trust->blocks;

    if (trust->block_count < capacity)
        return true;
    if (!brn_resize(&trust->allocator, &blocks, capacity * sizeof *trust->blocks,
                    larger * sizeof *trust->blocks))
        return false;
    trust->blocks = blocks;
    trust->block_capacity = larger;
    return true;
}

/* Takes over a file's block, whatever becomes of it. */
static brine_result add_file(brine_trust *trust, const brn_file *file, const char *source,
                             brine_error *error)
{
    loading l = {trust, source, trust->index.count, NULL, 0};
    brn_trust_block block = {file->data, file->size};
    size_t used = 0;
    brine_result result;

    if (!make_room_for_block(trust)) {
        result = brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    } else if (brn_der_is_sequence((brine_bytes){file->data, file->len})) {
        used = file->len;
        result = add_certificate(&l, 0, (brine_bytes){file->data, file->len}, error);
    } else {
        result = add_pem(&l, file->data, file->len, &used, error);
    }
    if (result == BRINE_OK && trust->index.count == l.before)
        result = nothing_found(&l, (brine_bytes){file->data, file->len}, error);
    if (result != BRINE_OK) {
        trust->index.count = l.before;
        brn_release(&trust->allocator, block.data, block.size);
        return result;
    }
    shrink(trust, &block, used, l.before);
    trust->blocks[trust->block_count++] = block;
    return BRINE_OK;
}

/* `source` is what the caller gave to read from. */
static brine_result check(const brine_trust *trust, const void *source, brine_error *error)
{
    if (trust == NULL || source == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, step, "the %s is NULL",
                        trust == NULL ? "trust store" : "source");
    if (!trust->frozen)
        return BRINE_OK;
    return brn_fail(error, BRINE_ERROR_FROZEN, step, "the trust store is frozen");
}

static brine_result load_file(brine_trust *trust, const char *path, brn_file_kind kind,
                              brine_error *error)
{
    brn_file file;
    brine_result result = brn_file_read(&trust->allocator, path, kind, &file, error);

    return result == BRINE_OK ? add_file(trust, &file, path, error) : result;
}

brine_result brine_trust_add_file(brine_trust *trust, const char *path, brine_error *error)
{
    brine_result result = check(trust, path, error);

    return result == BRINE_OK ? load_file(trust, path, BRN_FILE_ANY, error) : result;
}

brine_result brine_trust_add_memory(brine_trust *trust, brine_bytes pem_or_der, const char *name,
                                    brine_error *error)
{
    const char *source = name != NULL ? name : "memory";
    const void *given = pem_or_der.len > 0 ? (const void *)pem_or_der.data : source;
    brine_result result = check(trust, given, error);
    brn_file copy = {NULL, pem_or_der.len, pem_or_der.len + 1};
    char shown[BRN_SHOWN_SIZE];

    if (result != BRINE_OK)
        return result;
    if (pem_or_der.len > BRINE_FILE_SIZE_MAX)
        return brn_fail(error, BRINE_ERROR_FILE_TOO_LARGE, step,
                        "%s has %lu bytes, at most %d are read", brn_shown(source, shown),
                        (unsigned long)pem_or_der.len, BRINE_FILE_SIZE_MAX);
    copy.data = brn_allocate(&trust->allocator, copy.size, 1);
    if (copy.data == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    if (copy.len > 0)
        memcpy(copy.data, pem_or_der.data, copy.len);
    return add_file(trust, &copy, source, error);
}

typedef struct directory {
    brine_trust *trust;
    const char *path;
    brine_error *error;
} directory;

static brine_result add_named(void *context, const char *name)
{
    const directory *d = context;
    const brine_allocator *allocator = &d->trust->allocator;
    size_t size = strlen(d->path) + strlen(name) + 2;
    size_t skipped = d->trust->report.skipped;
    char *path = brn_allocate(allocator, size, 1);
    brine_error error;
    brine_result result;

    if (path == NULL)
        return brn_fail(d->error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    snprintf(path, size, "%s/%s", d->path, name);
    result = load_file(d->trust, path, BRN_FILE_REGULAR, &error);
    if (brn_trust_is_fatal(result) && d->error != NULL)
        *d->error = error;
    if (!brn_trust_is_fatal(result) && result != BRINE_OK && d->trust->report.skipped == skipped)
        brn_trust_skip(d->trust, NULL, 0, error.text);
    brn_release(allocator, path, size);
    return brn_trust_is_fatal(result) ? result : BRINE_OK;
}

brine_result brine_trust_add_directory(brine_trust *trust, const char *path, brine_error *error)
{
    directory d = {trust, path, error};
    brine_result result = check(trust, path, error);
    char shown[BRN_SHOWN_SIZE];
    size_t before;

    if (result != BRINE_OK)
        return result;
    before = trust->index.count;
    result = brn_directory_visit(path, BRINE_DIRECTORY_FILES_MAX, add_named, &d, error);
    if (result == BRINE_OK && trust->index.count == before)
        return brn_fail(error, BRINE_ERROR_NO_CERTIFICATE, step,
                        "%s holds no file with a certificate", brn_shown(path, shown));
    return result;
}
