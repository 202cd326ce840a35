/*
 * --create-dirs: the folders on the way to a file.
 */
#ifndef HTTPS_GET_DIRECTORIES_H
#define HTTPS_GET_DIRECTORIES_H

#include <stdbool.h>

/*
 * Makes each folder of the path that does not exist yet, up to its last slash, with curl's mode
 * 0750. False, with errno, when one can't be made. The path is changed and restored.
 */
bool directories_make(char *path);

#endif
