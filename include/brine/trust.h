/*
 * Trust anchors: the system's, a file's, a directory's, memory's.
 *
 * Built by one thread, then frozen; a frozen store is read-only and may be shared by
 * any number of threads and configs. To reload, build a new one. Loading reads,
 * base64-decodes and walks each certificate just far enough to find its subject and
 * key; the rest is parsed when a path needs it.
 */
#ifndef BRINE_TRUST_H
#define BRINE_TRUST_H

#include <brine/error.h>
#include <brine/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct brine_trust brine_trust;

/*
 * An empty store in *out; allocator may be NULL for malloc and free.
 * BRINE_ERROR_OUT_OF_MEMORY.
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_new(const brine_allocator *allocator,
                                                      brine_trust **out);

/*
 * Adds the certificates of the first source that exists: the file that SSL_CERT_FILE
 * names and the directories that SSL_CERT_DIR names (colon-separated), else the usual
 * bundles and directories of Linux, the BSDs and macOS. Environment variables are
 * ignored in set-user-ID programs. BRINE_ERROR_TRUST_EMPTY when nothing was found;
 * the error then lists where it looked. brine_trust_source says what was used.
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_system(brine_trust *trust,
                                                             brine_error *error);

/*
 * Adds every certificate of a PEM bundle (text around the blocks is ignored), or the one
 * of a DER file. A broken entry is counted, reported and skipped. BRINE_ERROR_FILE,
 * BRINE_ERROR_FILE_TOO_LARGE, BRINE_ERROR_NO_CERTIFICATE when none could be loaded,
 * BRINE_ERROR_FROZEN, BRINE_ERROR_LIMIT, BRINE_ERROR_OUT_OF_MEMORY. `name` in
 * brine_trust_add_memory is what reports call the source, NULL = "memory".
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_file(brine_trust *trust, const char *path,
                                                           brine_error *error);
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_memory(brine_trust *trust,
                                                             brine_bytes pem_or_der,
                                                             const char *name, brine_error *error);
/* Adds every regular file of a directory (links followed, no sub-directories), each as above. */
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_directory(brine_trust *trust,
                                                                const char *path,
                                                                brine_error *error);

/* What loading found. Plain data. */
typedef struct brine_trust_report {
    size_t loaded;           /* anchors in the store */
    size_t duplicates;       /* same certificate again: kept once */
    size_t skipped;          /* entries that could not be used */
    char first_skipped[256]; /* why the first of them could not, with source and position; "" */
} brine_trust_report;

BRINE_API void brine_trust_get_report(const brine_trust *trust, brine_trust_report *out);

/* Where the system store came from; lives as long as the store; NULL when not loaded. */
BRINE_API const char *brine_trust_source(const brine_trust *trust);

/*
 * Ends building. BRINE_ERROR_TRUST_EMPTY when no anchor was loaded. Freezing twice is
 * no error.
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_freeze(brine_trust *trust, brine_error *error);

/*
 * Gives up the caller's hold; NULL is allowed. Configs keep a hold of their own, so a
 * store may be given up as soon as a config has it.
 */
BRINE_API void brine_trust_free(brine_trust *trust);

#ifdef __cplusplus
}
#endif

#endif
