/*
 * Reading files and directories, each up to a limit.
 */
#ifndef BRN_SYSTEM_FILES_H
#define BRN_SYSTEM_FILES_H

#include <brine/error.h>

/* A file's bytes, owned by the caller: give back with brn_release(allocator, data, size). */
typedef struct brn_file {
    uint8_t *data;
    size_t len;  /* bytes that the file had */
    size_t size; /* bytes that were allocated, at least len + 1; the rest is zero */
} brn_file;

typedef enum brn_file_kind {
    BRN_FILE_ANY,     /* a pipe or device serves as well and may block until its end */
    BRN_FILE_REGULAR, /* anything else is BRINE_ERROR_FILE, without waiting for it */
} brn_file_kind;

/*
 * Reads a whole file. BRINE_ERROR_FILE with the system's reason, BRINE_ERROR_FILE_TOO_LARGE
 * beyond BRINE_FILE_SIZE_MAX, BRINE_ERROR_OUT_OF_MEMORY; *out is untouched then.
 */
BRINE_MUST_USE brine_result brn_file_read(const brine_allocator *allocator, const char *path,
                                          brn_file_kind kind, brn_file *out, brine_error *error);

/*
 * Calls visit once for each file of a directory whose name does not begin with a dot, in
 * the order of the file system, until it returns another result than BRINE_OK, which is
 * then returned; visit has filled the error in that case. Links are followed; directories,
 * pipes and devices are passed over. BRINE_ERROR_FILE when the directory can not be read,
 * BRINE_ERROR_LIMIT beyond max files.
 */
typedef brine_result (*brn_directory_visitor)(void *context, const char *name);
BRINE_MUST_USE brine_result brn_directory_visit(const char *path, size_t max,
                                                brn_directory_visitor visit, void *context,
                                                brine_error *error);

#endif
