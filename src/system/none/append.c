/*
 * Without a system there is no file to append to: the application takes the key log's lines with
 * brine_config_set_key_log.
 */
#include "system/append.h"

#include "base/error.h"
#include "base/escape.h"

brine_result brn_append_open(const char *path, brn_append *out, brine_error *error)
{
    char shown[BRN_SHOWN_SIZE];

    out->fd = -1;
    return brn_fail(error, BRINE_ERROR_FILE, "open file",
                    "can't open %s for appending: this build of brine has no files "
                    "(BRINE_SYSTEM=none)",
                    brn_shown(path, shown));
}

bool brn_append_write(const brn_append *file, const char *line, size_t len)
{
    (void)file;
    (void)line;
    (void)len;
    return false;
}

void brn_append_close(brn_append *file)
{
    file->fd = -1;
}
