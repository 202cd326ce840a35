#include "system/append.h"

#include "system/failure.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

brine_result brn_append_open(const char *path, brn_append *out, brine_error *error)
{
    int fd;

    do
        fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, S_IRUSR | S_IWUSR);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return brn_fail_system(error, BRINE_ERROR_FILE, "open file", errno,
                               "can't open %s for appending", path);
    out->fd = fd;
    return BRINE_OK;
}

bool brn_append_write(const brn_append *file, const char *line, size_t len)
{
    while (len > 0) {
        ssize_t n = write(file->fd, line, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        line += n;
        len -= (size_t)n;
    }
    return true;
}

void brn_append_close(brn_append *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}
