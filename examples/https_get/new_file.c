#include "new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define TRIES 100

int file_open(const char *path, int flags, mode_t mode)
{
    int file;

    do
        file = open(path, flags | O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, mode);
    while (file < 0 && errno == EINTR);
    return file;
}

static bool is_special(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

int new_file_open(char *path, size_t size, mode_t mode)
{
    const size_t length = strlen(path);
    int file;

    if (is_special(path))
        return file_open(path, 0, mode);
    file = file_open(path, O_EXCL, mode);
    for (int i = 1; file < 0 && errno == EEXIST && i <= TRIES; i++) {
        int added = snprintf(path + length, size - length, ".%d", i);

        if (added < 0 || (size_t)added >= size - length) {
            errno = ENAMETOOLONG;
            return -1;
        }
        file = file_open(path, O_EXCL, mode);
    }
    return file;
}
