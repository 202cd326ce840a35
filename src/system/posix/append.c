#include "system/append.h"

#include "base/escape.h"
#include "system/failure.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Whether the file is its owner's alone, made so if need be: lines that decrypt connections
 * go into it. A terminal, a pipe or a device keeps nothing.
 */
static bool make_private(int fd)
{
    struct stat about;

    if (fstat(fd, &about) != 0)
        return false;
    if (!S_ISREG(about.st_mode))
        return true;
    if (about.st_uid != geteuid()) {
        errno = EPERM;
        return false;
    }
    return (about.st_mode & (S_IRWXG | S_IRWXO)) == 0 || fchmod(fd, S_IRUSR | S_IWUSR) == 0;
}

brine_result brn_append_open(const char *path, brn_append *out, brine_error *error)
{
    char shown[BRN_SHOWN_SIZE];
    int fd;

    do
        fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, S_IRUSR | S_IWUSR);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return brn_fail_system(error, BRINE_ERROR_FILE, "open file", errno,
                               "can't open %s for appending", brn_shown(path, shown));
    if (!make_private(fd)) {
        int number = errno;

        close(fd);
        return brn_fail_system(error, BRINE_ERROR_FILE, "open file", number,
                               "can't keep %s from other users", brn_shown(path, shown));
    }
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
