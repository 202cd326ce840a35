/*
 * stat and its sisters for files of any size (_FILE_OFFSET_BITS is 64), whose names in glibc since
 * 2.33 clang 14's MemorySanitizer does not know: it would take what they set for undefined.
 */
#include <fcntl.h>
#include <sanitizer/msan_interface.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int fstatat(int folder, const char *restrict path, struct stat *restrict found, int flags)
{
    int result = (int)syscall(SYS_newfstatat, folder, path, found, flags);

    if (result == 0)
        __msan_unpoison(found, sizeof *found);
    return result;
}

int fstat(int descriptor, struct stat *found)
{
    return fstatat(descriptor, "", found, AT_EMPTY_PATH);
}

int stat(const char *restrict path, struct stat *restrict found)
{
    return fstatat(AT_FDCWD, path, found, 0);
}

int lstat(const char *restrict path, struct stat *restrict found)
{
    return fstatat(AT_FDCWD, path, found, AT_SYMLINK_NOFOLLOW);
}
