#include "directories.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define FOLDER_MODE 0750

bool directories_make(char *path)
{
    for (char *slash = strchr(path + (path[0] == '/'), '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        int made;

        *slash = '\0';
        made = mkdir(path, FOLDER_MODE);
        *slash = '/';
        if (made != 0 && errno != EEXIST)
            return false;
    }
    return true;
}
