/*
 * The files that pages go to, opened.
 */
#ifndef HTTPS_GET_NEW_FILE_H
#define HTTPS_GET_NEW_FILE_H

#include <stddef.h>
#include <sys/types.h>

/* Opens a file to write to, and makes it if need be; flags as open(2) has them. -1 = failed. */
int file_open(const char *path, int flags, mode_t mode);

/*
 * --no-clobber: makes a file that was not there, or puts ".1" to ".100" behind its path, which has
 * room for size bytes, until there is none. What is no regular file, such as /dev/null, holds
 * nothing that could be lost, and is opened. -1 = failed, with EEXIST when all of them are there.
 */
int new_file_open(char *path, size_t size, mode_t mode);

#endif
