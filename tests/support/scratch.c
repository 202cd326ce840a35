#include "support/scratch.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char directory[SCRATCH_PATH_SIZE / 2];

static void give_up(const char *what)
{
    perror(what);
    exit(2);
}

void scratch_begin(void)
{
    const char *base = getenv("TMPDIR");

    snprintf(directory, sizeof directory, "%s/brine-test-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(directory) == NULL)
        give_up(directory);
}

const char *scratch_path(const char *name)
{
    static char paths[4][SCRATCH_PATH_SIZE];
    static size_t next;
    char *path = paths[next++ % 4];

    snprintf(path, SCRATCH_PATH_SIZE, "%s%s%s", directory, name[0] != '\0' ? "/" : "", name);
    return path;
}

const char *scratch_file(const char *name, const void *data, size_t len)
{
    const char *path = scratch_path(name);
    FILE *file = fopen(path, "wb");

    if (file == NULL || fwrite(data, 1, len, file) != len || fclose(file) != 0)
        give_up(path);
    return path;
}

void scratch_end(void)
{
    DIR *list = opendir(directory);
    const struct dirent *entry;

    while (list != NULL && (entry = readdir(list)) != NULL) {
        const char *path = scratch_path(entry->d_name);

        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlink(path) != 0)
            rmdir(path);
    }
    if (list != NULL)
        closedir(list);
    if (rmdir(directory) != 0)
        give_up(directory);
}
