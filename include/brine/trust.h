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
 * BRINE_ERROR_OUT_OF_MEMORY, or BRINE_ERROR_INVALID_ARGUMENT when out is NULL.
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_new(const brine_allocator *allocator,
                                                      brine_trust **out, brine_error *error);

/*
 * Adds the system's anchors. If the environment names any, those alone: the file of
 * SSL_CERT_FILE and the directories of SSL_CERT_DIR (with colons between). Else the first
 * that holds a certificate of the usual bundles and then directories of Linux, the BSDs
 * and macOS. Set-user-ID programs ignore the environment. What can't be used in one of the usual
 * places is counted in the report and passed over; so is a directory of SSL_CERT_DIR beside
 * another, or beside an SSL_CERT_FILE, that can be used. Else what the environment names has to
 * serve: an SSL_CERT_FILE that can't be read or holds no certificate, and an SSL_CERT_DIR without
 * a directory that can be read and holds one, are errors that name the variable, with the codes of
 * brine_trust_add_file and brine_trust_add_directory.
 * BRINE_ERROR_TRUST_EMPTY, with the places that were looked at, when none held a certificate;
 * BRINE_ERROR_FROZEN, BRINE_ERROR_LIMIT, BRINE_ERROR_OUT_OF_MEMORY. brine_trust_source says what
 * was used.
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_system(brine_trust *trust,
                                                             brine_error *error);

/*
 * Adds every CERTIFICATE block of a PEM bundle (RFC 7468; whatever else is in it is
 * ignored), or the one certificate of a DER file. A broken entry is counted, reported and
 * skipped; so is a TRUSTED CERTIFICATE, whose limits of use brine would not keep.
 *
 * BRINE_ERROR_FILE, BRINE_ERROR_FILE_TOO_LARGE (BRINE_FILE_SIZE_MAX),
 * BRINE_ERROR_NO_CERTIFICATE when none could be loaded, BRINE_ERROR_FROZEN,
 * BRINE_ERROR_INVALID_ARGUMENT (nothing to read from),
 * BRINE_ERROR_LIMIT (BRINE_TRUST_ANCHORS_MAX), BRINE_ERROR_OUT_OF_MEMORY; the anchors are
 * then as they were. pem_or_der is copied. `name` is what reports call it, NULL = "memory".
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_file(brine_trust *trust, const char *path,
                                                           brine_error *error);
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_memory(brine_trust *trust,
                                                             brine_bytes pem_or_der,
                                                             const char *name, brine_error *error);
/*
 * Adds one certificate in DER that the caller keeps where it is, such as a constant in a device's
 * flash: its bytes are not copied, and must neither change nor go before the store is gone, which
 * is when it was given up by its maker and by all configs that hold it. Costs 32 bytes or less of
 * memory. BRINE_ERROR_NO_CERTIFICATE when the bytes are none that can be used, with the reason;
 * BRINE_ERROR_FROZEN, BRINE_ERROR_INVALID_ARGUMENT (NULL), BRINE_ERROR_LIMIT,
 * BRINE_ERROR_OUT_OF_MEMORY. What was not added leaves the store as it was.
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_borrowed(brine_trust *trust, brine_bytes der,
                                                               brine_error *error);

/*
 * Adds every file of a directory whose name does not begin with a dot, as above; links are
 * followed, sub-directories are not entered. A file that can't be used is counted and
 * skipped. BRINE_ERROR_NO_CERTIFICATE when no file could be used; BRINE_ERROR_LIMIT also
 * beyond BRINE_DIRECTORY_FILES_MAX files. After an error, files that were read before it
 * stay in the store.
 */
BRINE_MUST_USE BRINE_API brine_result brine_trust_add_directory(brine_trust *trust,
                                                                const char *path,
                                                                brine_error *error);

/* What loading found. Plain data. */
typedef struct brine_trust_report {
    size_t size;       /* bytes of the struct that are filled: see brine_trust_get_report */
    size_t loaded;     /* anchors in the store; repeated ones included until it is frozen */
    size_t duplicates; /* the same certificate again, found by freezing: kept once */
    size_t skipped;    /* entries and files that could not be used */
    /* Why the first of them could not, "FILE:LINE: reason"; or "". Safe as an error's text is. */
    char first_skipped[256];
} brine_trust_report;

/*
 * Fills the first size bytes of *out: size is sizeof(brine_trust_report) as the program was
 * compiled. out->size tells how many of them this library knows; those behind are 0. Any thread
 * once the store is frozen.
 */
BRINE_API void brine_trust_get_report(const brine_trust *trust, brine_trust_report *out,
                                      size_t size);

/*
 * The path that brine_trust_add_system used, with colons between several; NULL when it
 * was not called. As the paths are: not for a terminal before brine_foreign_text. Lives as
 * long as the store.
 */
BRINE_API const char *brine_trust_source(const brine_trust *trust);

/*
 * Ends building: sorts the anchors and drops repeated ones. BRINE_ERROR_TRUST_EMPTY when
 * there is none; the store then stays open. Freezing twice is no error.
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
