#include "system/files.h"

#include "base/error.h"
#include "base/escape.h"
#include "base/memory.h"
#include "system/failure.h"

#include <brine/limits.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char step[] = "read file";

/* What a file that does not tell its size (a pipe, /proc) gets at first. */
#define FIRST_SIZE 65536

/* "can't read /a/path: reason of the system" */
static brine_result fail(brine_error *error, const char *what, const char *path)
{
    int number = errno;
    char shown[BRN_SHOWN_SIZE];

    return brn_fail_system(error, BRINE_ERROR_FILE, step, number, "can't %s %s", what,
                           brn_shown(path, shown));
}

static brine_result too_large(const char *path, brine_error *error)
{
    char shown[BRN_SHOWN_SIZE];

    return brn_fail(error, BRINE_ERROR_FILE_TOO_LARGE, step, "%s is larger than %d bytes",
                    brn_shown(path, shown), BRINE_FILE_SIZE_MAX);
}

static int open_eintr(const char *path, int flags)
{
    int fd;

    do
        fd = open(path, flags);
    while (fd < 0 && errno == EINTR);
    return fd;
}

/* One read(2) that is not ended by a signal. */
static ssize_t read_eintr(int fd, uint8_t *to, size_t room)
{
    ssize_t n;

    do
        n = read(fd, to, room);
    while (n < 0 && errno == EINTR);
    return n;
}

/*
 * Reads to the end. The block always has a byte more than the file should have, so that
 * the read that finds the end needs no larger block; a file that grows meanwhile doubles it.
 */
static brine_result read_to_end(const brine_allocator *allocator, int fd, const char *path,
                                brn_file *file, brine_error *error)
{
    for (;;) {
        ssize_t n = read_eintr(fd, file->data + file->len, file->size - file->len);
        void *block = file->data;
        size_t larger = file->size * 2;

        if (n < 0)
            return fail(error, "read", path);
        if (n == 0)
            return BRINE_OK;
        file->len += (size_t)n;
        if (file->len > BRINE_FILE_SIZE_MAX)
            return too_large(path, error);
        if (file->len < file->size)
            continue;
        if (!brn_resize(allocator, &block, file->size, larger))
            return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
        file->data = block;
        file->size = larger;
    }
}

static brine_result read_open_file(const brine_allocator *allocator, int fd, const char *path,
                                   brn_file_kind kind, brn_file *out, brine_error *error)
{
    brn_file file = {NULL, 0, FIRST_SIZE};
    char shown[BRN_SHOWN_SIZE];
    struct stat about;
    brine_result result;

    if (fstat(fd, &about) != 0)
        return fail(error, "examine", path);
    if (kind == BRN_FILE_REGULAR && !S_ISREG(about.st_mode))
        return brn_fail(error, BRINE_ERROR_FILE, step, "%s is not a regular file",
                        brn_shown(path, shown));
    if (S_ISREG(about.st_mode) && about.st_size > BRINE_FILE_SIZE_MAX)
        return too_large(path, error);
    if (S_ISREG(about.st_mode) && about.st_size > 0)
        file.size = (size_t)about.st_size + 1;

    file.data = brn_allocate(allocator, file.size, 1);
    if (file.data == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    result = read_to_end(allocator, fd, path, &file, error);
    if (result == BRINE_OK)
        *out = file;
    else
        brn_release(allocator, file.data, file.size);
    return result;
}

brine_result brn_file_read(const brine_allocator *allocator, const char *path, brn_file_kind kind,
                           brn_file *out, brine_error *error)
{
    int nonblock = kind == BRN_FILE_REGULAR ? O_NONBLOCK : 0; /* don't wait at a named pipe */
    int fd = open_eintr(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | nonblock);
    brine_result result;

    if (fd < 0)
        return fail(error, "open", path);
    result = read_open_file(allocator, fd, path, kind, out, error);
    close(fd);
    return result;
}

/* What can't even be examined counts as one: reading it will tell why. */
static bool may_be_a_file(DIR *directory, const char *name)
{
    struct stat about;

    return fstatat(dirfd(directory), name, &about, 0) != 0 || S_ISREG(about.st_mode);
}

static brine_result visit_names(DIR *directory, const char *path, size_t max,
                                brn_directory_visitor visit, void *context, brine_error *error)
{
    char shown[BRN_SHOWN_SIZE];

    for (size_t count = 0;;) {
        const struct dirent *entry;
        brine_result result;

        errno = 0;
        entry = readdir(directory);
        if (entry == NULL && errno != 0)
            return fail(error, "read", path);
        if (entry == NULL)
            return BRINE_OK;
        if (entry->d_name[0] == '.' || !may_be_a_file(directory, entry->d_name))
            continue;
        if (count++ == max)
            return brn_fail(error, BRINE_ERROR_LIMIT, step, "%s holds more than %lu files",
                            brn_shown(path, shown), (unsigned long)max);
        result = visit(context, entry->d_name);
        if (result != BRINE_OK)
            return result;
    }
}

brine_result brn_directory_visit(const char *path, size_t max, brn_directory_visitor visit,
                                 void *context, brine_error *error)
{
    int fd = open_eintr(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    DIR *directory;
    brine_result result;

    if (fd < 0)
        return fail(error, "open", path);
    directory = fdopendir(fd);
    if (directory == NULL) {
        result = fail(error, "read", path);
        close(fd);
        return result;
    }
    result = visit_names(directory, path, max, visit, context, error);
    closedir(directory);
    return result;
}
