/*
 * NAME DIRECTORY [MUTATIONS]: a main for fuzz targets without libFuzzer. Runs every file of a
 * directory and a fixed number of mutations of each, the same in every run.
 */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>

#define INPUT_MAX 65536
#define MUTATIONS 2000

static uint64_t random_state = UINT64_C(0x9e3779b97f4a7c15);

/* xorshift64 */
static size_t random_below(size_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return limit > 0 ? (size_t)(random_state % limit) : 0;
}

/* Changes the input a little; returns its new length. */
static size_t mutate(uint8_t *input, size_t len)
{
    static const uint8_t telling[] = {0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0xff, '-', '\n', '='};
    size_t at = random_below(len), count = random_below(len - at + 1) % 64;

    if (len == 0)
        return 0;
    switch (random_below(5)) {
    case 0: /* flip a bit */
        input[at] ^= (uint8_t)(1u << random_below(8));
        return len;
    case 1: /* put a telling byte */
        input[at] = telling[random_below(sizeof telling)];
        return len;
    case 2: /* cut the end */
        return at;
    case 3: /* take some bytes out */
        memmove(input + at, input + at + count, len - at - count);
        return len - count;
    default: /* repeat some bytes */
        if (len + count > INPUT_MAX)
            return len;
        memmove(input + at + count, input + at, len - at);
        return len + count;
    }
}

/* From the heap, so that a sanitizer sees both ends. */
static void run(const uint8_t *input, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);

    if (copy == NULL)
        abort();
    memcpy(copy, input, len);
    LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static void run_file(const char *path, size_t mutations)
{
    static uint8_t seed[INPUT_MAX], input[INPUT_MAX];
    FILE *file = fopen(path, "rb");
    size_t seed_len, len = 0;

    if (file == NULL) {
        perror(path);
        exit(1);
    }
    seed_len = fread(seed, 1, sizeof seed, file);
    fclose(file);
    run(seed, seed_len);
    for (size_t i = 0; i < mutations; i++) {
        if (i % 8 == 0) { /* up to eight changes pile up */
            memcpy(input, seed, seed_len);
            len = seed_len;
        }
        len = mutate(input, len);
        run(input, len);
    }
}

int main(int argc, char **argv)
{
    DIR *directory = argc == 2 || argc == 3 ? opendir(argv[1]) : NULL;
    size_t mutations = argc == 3 ? strtoul(argv[2], NULL, 10) : MUTATIONS;
    const struct dirent *entry;
    size_t files = 0;

    if (directory == NULL) {
        fprintf(stderr, "usage: %s DIRECTORY-OF-SEEDS [MUTATIONS]\n", argv[0]);
        return 2;
    }
    while ((entry = readdir(directory)) != NULL) {
        char path[4096];

        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        run_file(path, mutations);
        files++;
    }
    closedir(directory);
    printf("%zu seeds, %zu mutations of each\n", files, mutations);
    return files > 0 ? 0 : 1;
}
