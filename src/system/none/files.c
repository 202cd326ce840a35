/*
 * Without a system there are no files, whatever their path: certificates and keys come from the
 * application's memory.
 */
#include "system/files.h"

#include "base/error.h"
#include "base/escape.h"

static brine_result fail(const char *path, brine_error *error)
{
    char shown[BRN_SHOWN_SIZE];

    return brn_fail(error, BRINE_ERROR_FILE, "read file",
                    "can't open %s: this build of brine has no files (BRINE_SYSTEM=none)",
                    brn_shown(path, shown));
}

brine_result brn_file_read(const brine_allocator *allocator, const char *path, brn_file_kind kind,
                           brn_file *out, brine_error *error)
{
    (void)allocator;
    (void)kind;
    (void)out;
    return fail(path, error);
}

brine_result brn_directory_visit(const char *path, size_t max, brn_directory_visitor visit,
                                 void *context, brine_error *error)
{
    (void)max;
    (void)visit;
    (void)context;
    return fail(path, error);
}
